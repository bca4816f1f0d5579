"""A person at the site: where they are in the course, since when, under which section; what may follow, and what they brought."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.params import FromPath

from preclear.audit import Event
from preclear.clearance import encountering
from preclear.clearance.encountering import Arrival
from preclear.errors import Conflict, NotPermitted
from preclear.inspection.custody import next_moves
from preclear.inspection.custody_steps import KINDS, OUT, TYPES
from preclear.inspection.encounter import clocks, delayed, needs_of, next_steps, times
from preclear.inspection.encounter_steps import ENDS, FIND, PLACES, Step
from preclear.inspection.powers import Answer, may
from preclear.inspection.powers_words import cite, why
from preclear.store import custody, encounters, events, pages
from preclear.store.custody import Thing
from preclear.store.encounters import Visit as Course
from preclear.store.pages import TravellerRow, VoyageRow
from preclear.store.pool import Database
from preclear.web.workbench.clock import duration
from preclear.web.workbench.page import inspecting, page, see
from preclear.web.workbench.visit import Form, Visit, Visiting

ENTERING = ("enter", "enter_exempt", "enter_unidentified")
LONGEST = 1000
SHOWN: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = {  # (direction, phase) -> actions that stand on the page, with their subject
    ("us_in_canada", "in_process"): (
        ("question", "traveller"),
        ("examine_and_detain", "goods"),
        ("collect_biometrics", "traveller"),
        ("frisk_for_concealed_goods", "traveller"),
        ("detain_for_strip_search", "traveller"),
        ("detain_for_monitored_bowel_movement", "traveller"),
        ("frisk_for_dangerous_thing", "traveller"),
        ("collect_duties", "traveller"),
    ),
    ("us_in_canada", "withdrawing"): (
        ("question_identity", "traveller"),
        ("question_reason_for_withdrawing", "traveller"),
        ("require_photo_identification", "traveller"),
        ("copy_identification", "traveller"),
        ("photograph", "traveller"),
        ("examine_exterior_of_conveyance", "conveyance"),
        ("frisk_for_dangerous_thing", "traveller"),
        ("question_about_trip_purpose", "traveller"),
        ("frisk_for_concealed_goods", "traveller"),
    ),
    ("us_in_canada", "detained"): (("frisk_for_dangerous_thing", "traveller"),),
    ("canada_in_us", "in_process"): (
        ("question", "traveller"),
        ("examine_and_detain", "goods"),
        ("immigration_examination", "traveller"),
        ("collect_duties", "traveller"),
    ),
    ("canada_in_us", "withdrawing"): (("question_identity", "traveller"), ("question_reason_for_withdrawing", "traveller")),
}
TOLD_FACTS = (  # what an officer may say of the moment, when a power asks for it
    "withdrawal_notice_posted",
    "to_verify_identity",
    "necessary",
    "would_find",
    "senior_officer_right_told",
    "same_sex",
    "us_law_confers",
    "irpa_designated",
)


@get("/encounters", name="encounters", sync_to_thread=True)
def at_site(visit: Visiting) -> Response[str]:
    """Show who is in the course at the officer's sites."""
    words = visit.words
    with visit.node.pool.connection() as db:
        people = [
            {
                "one": one,
                "state": words(f"enc-state-{one.state}"),
                "mark": _mark(one.state),
                "since": visit.moment(one.since, one.site),
                "time": duration(max(0, int((visit.now - one.since).total_seconds() // 60)), words),
                "section": _cite(one.section, visit),
            }
            for one in encounters.present(db, visit.sites, visit.now)
        ]
        return page(visit, db, "encounters.html", here="encounters", people=people)


@post("/travellers/{traveller_id:int}/encounter", name="open_encounter", sync_to_thread=True)
def open_encounter(traveller_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Open the course of a traveller who has entered the area."""
    step = str(form.get("step", ""))
    with visit.node.pool.connection() as db:
        row = pages.traveller(db, traveller_id, visit.sites)
        voyage = pages.voyage(db, row.voyage_id, visit.sites)
    if step not in ENTERING:
        raise NotPermitted("That is no way in", code="enc-step")
    site = inspecting(voyage, visit)
    if site is None:
        raise NotPermitted("No preclearance is done at this place by a law that is known here", code="enc-no-site")
    arrival = Arrival(
        voyage=voyage.id, key=row.key, traveller=row.id, site=site.code, mode=voyage.mode, in_transit=row.traveller.role == "transit"
    )
    direction = encountering.direction_of(site.site)
    if direction is None or (direction, step, None) not in FIND:
        raise NotPermitted("No preclearance is done at this place by a law that is known here", code="enc-no-site")
    lawful = FIND[direction, step, None]
    given = {name: value for name, _, value in (need.partition("=") for need in lawful.needs)}  # each step in says what was shown
    number = encountering.receive_person(
        visit.node, arrival, step=step, given=given, place=lawful.places[0], by=visit.officer, now=visit.now
    )
    return see(visit, f"/encounters/{number}")


@get("/encounters/{encounter_id:int}", name="encounter", sync_to_thread=True)
def encounter(encounter_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show the course of one person."""
    return _show(visit, encounter_id, "encounter.html")


@get("/encounters/{encounter_id:int}/gate", name="gate", sync_to_thread=True)
def gate(encounter_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show who stands here and what may be done, for a phone in one hand."""
    return _show(visit, encounter_id, "gate.html")


@post("/encounters/{encounter_id:int}/step", name="encounter_step", sync_to_thread=True)
def step(encounter_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Record a step of the course."""
    name = str(form.get("step", ""))
    back = "/gate" if form.get("from") == "gate" else ""
    try:
        encountering.go_on(
            visit.node,
            encounter_id,
            name,
            actor=str(form.get("actor", "")),
            place=str(form.get("place", "")),
            given=_given(form),
            by=visit.officer,
            now=visit.now,
            seen=_number(form.get("seen")),
        )
    except Conflict:
        return _show(visit, encounter_id, "gate.html" if back else "encounter.html", status=409, wrong="enc-overtaken", typed=_given(form))
    except NotPermitted as refused:
        template = "gate.html" if back else "encounter.html"
        return _show(visit, encounter_id, template, status=422, wrong=refused.code, wrong_step=name, typed=_given(form))
    return see(visit, f"/encounters/{encounter_id}{back}?done={name}")


@get("/encounters/{encounter_id:int}/withdrawal", name="withdrawal", sync_to_thread=True)
def withdrawal(encounter_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show what a withdrawal means, and a form that records it. Opening this page records nothing."""
    return _show(visit, encounter_id, "withdrawal.html")


@post("/encounters/{encounter_id:int}/withdrawal", name="withdraw", sync_to_thread=True)
def withdraw(encounter_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Record that a traveller withdraws. No reason is asked of anybody: from here on the powers are those of a withdrawal."""
    place = str(form.get("place", ""))
    try:
        encountering.go_on(visit.node, encounter_id, "withdraw", actor="traveller", place=place, given={}, by=visit.officer, now=visit.now)
    except NotPermitted as refused:
        return _show(visit, encounter_id, "withdrawal.html", status=422, wrong=refused.code, wrong_step="withdraw")
    return see(visit, f"/encounters/{encounter_id}?done=withdraw")


@post("/encounters/{encounter_id:int}/acts", name="encounter_act", sync_to_thread=True)
def act(encounter_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Record that a power was used; or say, with the section, why the law does not give it."""
    action = str(form.get("action", ""))
    sent = [(name, str(value)) for name, value in form.multi_items()]
    grounds = frozenset(value for name, value in sent if name == "ground" and value in visit.node.powers.words["ground"])
    facts = {value: "yes" for name, value in sent if name == "fact" and value in TOLD_FACTS}
    subject = next((subject for actions in SHOWN.values() for shown, subject in actions if shown == action), "traveller")
    note = _text(form.get("note")) or None
    answer = encountering.use_power(
        visit.node, encounter_id, action, grounds=grounds, facts=facts, note=note, by=visit.officer, now=visit.now, subject=subject
    )
    back = "/gate" if form.get("from") == "gate" else ""
    if not answer.permitted:
        refused = {"action": action, "answer": answer, "grounds": grounds, "facts": facts, "subject": subject}
        return _show(visit, encounter_id, "gate.html" if back else "encounter.html", status=422, refused=refused)
    return see(visit, f"/encounters/{encounter_id}{back}?acted={action}")


@get("/encounters/{encounter_id:int}/notice", name="traveller_notice", sync_to_thread=True)
def traveller_notice(encounter_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show what the traveller is told of their rights, to be printed, in the language of the page."""
    return _show(visit, encounter_id, "encounter_notice.html")


@post("/encounters/{encounter_id:int}/complaint", name="complain", sync_to_thread=True)
def complain(encounter_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Take down what a traveller complains of."""
    kind, event = str(form.get("kind", "")), str(form.get("event", "")) or None
    said = _text(form.get("words"), 4000)
    fits = kind in {"complaint", "redress", "consultative_group"} and said
    if not fits or (kind == "consultative_group") != (event in {"22", "23", "24", "31(2)", "32"}):
        return _show(visit, encounter_id, "encounter.html", status=422, wrong="complaint", wrong_step="complaint", typed={"words": said})
    encountering.complain(
        visit.node, encounter_id, kind=kind, event=event, words=said, language=visit.language, by=visit.officer, now=visit.now
    )
    return see(visit, f"/encounters/{encounter_id}?done=complaint")


@post("/encounters/{encounter_id:int}/goods", name="tie_goods", sync_to_thread=True)
def tie_goods(encounter_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Tie a bag by its tag, or anything else, to the person."""
    kind, type_, tag, description = (_text(form.get(name), 400) for name in ("kind", "type", "tag", "description"))
    if kind not in KINDS or type_ not in TYPES or not description or not tag or len(tag) > 40:
        return _show(
            visit, encounter_id, "encounter.html", status=422, wrong="goods", wrong_step="tie", typed=_given(form, "tag", "description")
        )
    encountering.tie(visit.node, encounter_id, kind=kind, type_=type_, tag=tag, description=description, by=visit.officer, now=visit.now)
    return see(visit, f"/encounters/{encounter_id}?done=tie#goods")


@post("/goods/{goods_id:int}/step", name="goods_step", sync_to_thread=True)
def goods_step(goods_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Record that custody passed."""
    name = str(form.get("step", ""))
    with visit.node.pool.connection() as db:
        number = custody.encounter_of(db, goods_id)
    try:
        encountering.pass_custody(
            visit.node,
            goods_id,
            name,
            actor=str(form.get("actor", "")),
            place=str(form.get("place", "")),
            given=_given(form),
            by=visit.officer,
            now=visit.now,
        )
    except NotPermitted as refused:
        return _show(visit, number, "encounter.html", status=422, wrong=refused.code, wrong_step=f"{goods_id}-{name}", typed=_given(form))
    return see(visit, f"/encounters/{number}?done=goods#goods-{goods_id}")


@get("/goods/{goods_id:int}/notice", name="goods_notice", sync_to_thread=True)
def goods_notice(goods_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show the written notice about goods: to be given, and once given to be printed."""
    return _notice(visit, goods_id, {})


@post("/goods/{goods_id:int}/notice", name="give_goods_notice", sync_to_thread=True)
def give_goods_notice(goods_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Keep the written notice that the traveller is handed."""
    said = {name: _text(form.get(name), 2000) for name in ("kind", "reasons", "requirements", "remedy")}
    wanted = ("reasons",) if said["kind"] == "Regulations 7(2)" else ("reasons", "requirements", "remedy")
    if missing := [name for name in wanted if not said[name]]:
        return _notice(visit, goods_id, said, missing=missing, status=422)
    encountering.give_notice(
        visit.node,
        goods_id,
        said["kind"],
        language=visit.language,
        reasons=said["reasons"],
        requirements=said["requirements"] or None,
        remedy=said["remedy"] or None,
        by=visit.officer,
        now=visit.now,
    )
    return see(visit, f"/goods/{goods_id}/notice?given=1")


def _notice(visit: Visit, goods: int, typed: Mapping[str, str], *, missing: Iterable[str] = (), status: int = 200) -> Response[str]:
    with visit.node.pool.connection() as db:
        number = custody.encounter_of(db, goods)
        course = encounters.find(db, number, visit.sites)
        thing = next(each for each in custody.things(db, number, course.course.direction) if each.id == goods)
        voyage = pages.voyage(db, course.voyage_id, visit.sites)
        events.write(db, Event("record.read", visit.officer.actor, f"encounter:{number}", visit.purpose), at=visit.now)
        given = [{"notice": each, "at": visit.moment(each.given_at, course.site)} for each in reversed(thing.notices)]
        return page(
            visit,
            db,
            "goods_notice.html",
            at=voyage,
            status=status,
            course=course,
            thing=thing,
            given=given,
            kind="Regulations 7(2)" if thing.chain.type != "other" else "Regulations 8",
            typed=typed,
            missing=list(missing),
        )


def _given(form: FormMultiDict, *more: str) -> dict[str, str]:
    """Return what was given with a step; empty fields were not."""
    prefix = "given:"
    said = {name.removeprefix(prefix): _text(value) for name, value in form.multi_items() if name.startswith(prefix)}
    said |= {name: _text(form.get(name)) for name in more}
    return {name: value for name, value in said.items() if value}


def _text(value: object, longest: int = LONGEST) -> str:
    """Return what was typed, without what no database holds. What is too long stays too long, and is refused by its length."""
    return str(value or "").replace("\0", "").strip()[: longest + 1]


def _number(value: object) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _mark(state: str) -> tuple[str, str]:
    """Return colour and shape of a state: red marks what is refused, never a person who withdraws."""
    if state in {"cleared", "boarded", "departed", "arrived"}:
        return "ok", "ok"
    if state in {"inadmissible", "refusal_proposed", "reported"}:
        return "stop", "stop"
    if "detained" in state or state in {"held", "held_withdrawing"}:
        return "attn", "attn"
    return ("wait", "wait") if state in ENDS else ("work", "work")


def _show(
    visit: Visit,
    number: int,
    template: str,
    *,
    status: int = 200,
    wrong: str = "",
    wrong_step: str = "",
    typed: Mapping[str, str] | None = None,
    refused: Mapping[str, Any] | None = None,
) -> Response[str]:
    """Return a page about one course, and record that it was read (law 8)."""
    words = visit.words
    with visit.node.pool.connection() as db:
        course = encounters.find(db, number, visit.sites)
        voyage = pages.voyage(db, course.voyage_id, visit.sites)
        row = pages.traveller(db, course.newest or course.traveller_id, visit.sites)
        events.write(db, Event("record.read", visit.officer.actor, course.subject, visit.purpose), at=visit.now)
        done = visit.query.get("done", "")
        acted = visit.query.get("acted", "")
        context = {
            "course": course,
            "person": row.traveller,
            "row": row,
            "voyage": voyage,
            "state": words(f"enc-state-{course.course.state}"),
            "mark": _mark(course.course.state or ""),
            "since": visit.moment(course.course.since, course.site) if course.course.since else None,
            "section": _cite(course.course.last.section, visit) if course.course.last else "",
            "running": running(course, visit),
            "delay": _length(delayed(course.course, visit.now), visit),
            "times": [(words(f"enc-state-{state}"), _length(spent, visit)) for state, spent in times(course.course, visit.now).items()],
            "timeline": _timeline(db, course, visit),
            "steps": _steps(course, visit),
            "may_withdraw": any(each.name == "withdraw" for each in next_steps(course.course)),
            "places": _places(course, visit),
            "powers": _powers(course, visit),
            "actions": _actions(course, visit),
            "grounds": [(name, word.text[visit.language]) for name, word in visit.node.powers.words["ground"].items() if name != "none"],
            "told_facts": [
                (name, visit.node.powers.facts[name].text[visit.language]) for name in TOLD_FACTS if name in visit.node.powers.facts
            ],
            "goods": [_thing(thing, course, visit) for thing in custody.things(db, course.id, course.course.direction)],
            "kinds": KINDS,
            "types": TYPES,
            "declared": [_declared(each, course, visit) for each in custody.declarations(db, course.voyage_id, course.key)],
            "complaints": [(each, visit.moment(each.made_at, course.site)) for each in custody.complaints(db, course.id)],
            "done": done if words.has(f"enc-done-{done}") else "step" if done else "",
            "acted": visit.node.powers.actions[acted].text[visit.language] if acted in visit.node.powers.actions else "",
            "wrong": words(f"refused-{wrong}") if wrong else "",
            "wrong_step": wrong_step,
            "typed": typed or {},
            "refused": _why(course, visit, refused) if refused else "",
            "site": visit.named(course.site) or course.site,
        }
        return page(visit, db, template, here="encounters", at=voyage, status=status, **context)


def _cite(section: str, visit: Visit) -> str:
    return section if section.startswith("8 CFR") else cite(section, visit.language)


def _length(spent: Any, visit: Visit) -> str:
    return duration(int(spent.total_seconds() // 60), visit.words) if spent is not None else ""


def running(course: Course, visit: Visit) -> list[dict[str, Any]]:
    """Return the duties that run for a person, with their clocks."""
    limits = {
        "withdrawal": visit.node.settings.withdrawal_minutes,
        "deliver": visit.node.settings.delivery_minutes,
        "deliver_for_search": visit.node.settings.delivery_minutes,
        "request_officer": 0,
    }
    return [
        {
            "words": visit.words(f"enc-clock-{clock.duty.replace('_', '-')}"),
            "section": _cite(clock.section, visit),
            "since": visit.moment(clock.since, course.site),
            "due": visit.moment(clock.due, course.site) if clock.due else None,
            "left": visit.left(clock.due) if clock.due else "",
            "late": bool(clock.due and clock.due < visit.now),
        }
        for clock in clocks(course.course, limits)
    ]


def _timeline(db: Database, course: Course, visit: Visit) -> list[dict[str, Any]]:
    """Return steps and acts together, in the order in which they happened."""
    words = visit.words
    steps = [
        {
            "at": visit.moment(step.at, course.site),
            "when": (step.at, 0),
            "words": words(f"enc-took-{step.name.replace('_', '-')}"),
            "by": officer,
            "actor": _actor(step.actor, visit),
            "place": _place(step.place, visit),
            "section": _cite(step.section, visit),
            "given": [(words(f"enc-need-{name.replace('_', '-')}"), _value(name, value, visit)) for name, value in step.given.items()],
            "now": step is course.course.last,
        }
        for step, officer in zip(course.course.steps, course.officers, strict=True)
    ]
    acts = [
        {
            "at": visit.moment(act.at, course.site),
            "when": (act.at, 1),
            "words": visit.node.powers.actions[act.action].text[visit.language] if act.action in visit.node.powers.actions else act.action,
            "by": act.officer,
            "actor": _actor(act.actor, visit),
            "place": _place(act.place, visit),
            "section": _cite(act.section, visit),
            "given": [(words("enc-need-ground"), _value("ground", ground, visit)) for ground in act.grounds]
            + ([(words("enc-need-note"), act.note)] if act.note else []),
            "now": False,
        }
        for act in encounters.acts(db, course.id)
    ]
    return sorted((*steps, *acts), key=lambda each: each["when"])


def _actor(actor: str, visit: Visit) -> str:
    known = visit.node.powers.words["actor"].get(actor)
    return known.text[visit.language] if known else visit.words(f"enc-actor-{actor.replace('_', '-')}")


def _place(place: str, visit: Visit) -> str:
    known = visit.node.powers.words["place"].get(place)
    return known.text[visit.language] if known else place


def _value(name: str, value: str, visit: Visit) -> str:
    """Return a value in words: a ground of the law, an actor, yes or no; else as it was typed."""
    if name == "ground" and value in visit.node.powers.words["ground"]:
        return visit.node.powers.words["ground"][value].text[visit.language]
    if name == "delivered_to":
        return _actor(value, visit)
    key = f"enc-value-{value.replace('_', '-')}"
    return visit.words(key) if name not in {"reason", "note"} and visit.words.has(key) else value


def _fields(needs: Iterable[str], visit: Visit) -> list[dict[str, Any]]:
    """Return the fields of a form for what a step needs."""
    return [
        {
            "name": name,
            "words": visit.words(f"enc-need-{name.replace('_', '-')}"),
            "choices": [(value, _value(name, value, visit)) for value in values.split("|")] if values else [],
        }
        for name, _, values in (need.partition("=") for need in needs)
    ]


def _order(step: Step) -> int:
    """Return where a step stands on the page: what goes on first, detention last."""
    return 1 if step.name.startswith(("detain", "hold", "deliver_for", "remove", "direct")) else 0


def _steps(course: Course, visit: Visit) -> list[dict[str, Any]]:
    """Return the steps that the law gives now, but withdrawal, which has a page of its own."""
    senior = course.course.state not in encountering.OF_SECONDARY or not visit.officer.roles.isdisjoint(encountering.SENIOR)
    offered = sorted((step for step in next_steps(course.course) if step.name != "withdraw"), key=_order)
    return [
        {
            "name": step.name,
            "words": visit.words(f"enc-step-{step.name.replace('_', '-')}"),
            "section": _cite(step.section, visit),
            "end": visit.words(f"enc-state-{step.end}"),
            "fields": _fields(needs_of(course.course, step), visit),
            "actors": [(actor, _actor(actor, visit)) for actor in step.actors],
            "places": [(place, _place(place, visit)) for place in step.places],
            "minor": bool(_order(step)),
            "barred": visit.words("refused-enc-second")
            if step.other_officer and course.course.last and course.course.last.officer == visit.officer.id
            else visit.words("refused-enc-senior")
            if not senior and step.name not in encountering.ALWAYS
            else "",
        }
        for step in offered
    ]


def _places(course: Course, visit: Visit) -> list[tuple[str, str]]:
    return [(PLACES[course.course.direction][kind], _place(PLACES[course.course.direction][kind], visit)) for kind in ("area", "perimeter")]


def _powers(course: Course, visit: Visit) -> list[dict[str, Any]]:
    """Return what may be done here, now: permitted, in want of grounds or facts, or not given. After withdrawal what is gone is gone."""
    found = []
    for action, subject in SHOWN.get((course.course.direction, course.course.phase or ""), ()):
        question = encountering.asked(course.course, action, grounds=frozenset(), facts={}, subject=subject)
        answer = may(question, visit.node.powers, visit.now.date())
        found.append(
            {
                "words": visit.node.powers.actions[action].text[visit.language],
                "section": cite(answer.sections[0], visit.language) if answer.sections else "",
                "kind": "ok" if answer.permitted else "need" if answer.missing and not answer.misfits else "no",
                "why": "" if answer.permitted else why(answer, question, visit.node.powers, visit.language),
            }
        )
    return found


def _actions(course: Course, visit: Visit) -> list[tuple[str, str]]:
    """Return the powers whose use can be recorded now."""
    shown = SHOWN.get((course.course.direction, course.course.phase or ""), ())
    return [(action, visit.node.powers.actions[action].text[visit.language]) for action, _ in shown]


def _why(course: Course, visit: Visit, refused: Mapping[str, Any]) -> str:
    answer: Answer = refused["answer"]
    question = encountering.asked(
        course.course, refused["action"], grounds=refused["grounds"], facts=refused["facts"], subject=refused["subject"]
    )
    return why(answer, question, visit.node.powers, visit.language)


def _thing(thing: Thing, course: Course, visit: Visit) -> dict[str, Any]:
    words = visit.words
    wants = {step.notice for step in next_moves(thing.chain, course.course.state) if step.notice}
    return {
        "thing": thing,
        "kind": words(f"goods-kind-{thing.chain.kind}"),
        "type": words(f"goods-type-{thing.chain.type.replace('_', '-')}"),
        "custody": words(f"goods-custody-{(thing.chain.custody or 'carried').replace('_', '-')}"),
        "out": thing.chain.custody in OUT,
        "since": visit.moment(thing.chain.since, course.site) if thing.chain.since else None,
        "section": _cite(thing.chain.steps[-1].section, visit) if thing.chain.steps else "",
        "wants_notice": bool(wants),
        "notices": len(thing.notices),
        "chain": [
            {
                "words": words(f"goods-took-{step.name.replace('_', '-')}"),
                "at": visit.moment(step.at, course.site),
                "by": officer,
                "actor": _actor(step.actor, visit),
                "place": _place(step.place, visit),
                "section": _cite(step.section, visit),
                "given": [(words(f"enc-need-{name.replace('_', '-')}"), _value(name, value, visit)) for name, value in step.given.items()],
            }
            for step, officer in zip(thing.chain.steps, thing.officers, strict=True)
        ],
        "steps": [
            {
                "name": step.name,
                "words": words(f"goods-step-{step.name.replace('_', '-')}"),
                "section": _cite(step.section, visit),
                "fields": _fields(step.needs, visit),
                "actors": [(actor, _actor(actor, visit)) for actor in step.actors],
                "places": [(place, _place(place, visit)) for place in step.places],
                "notice": step.notice,
                "minor": True,
            }
            for step in next_moves(thing.chain, course.course.state)
        ],
    }


def _declared(each: custody.Declared, course: Course, visit: Visit) -> dict[str, Any]:
    words, follows = visit.words, each.follows
    money = "CAD" if each.party == "CAN" else "USD"
    return {
        "made": words(f"decl-made-{each.made}"),
        "at": visit.moment(each.made_at, course.site),
        "by": each.officer,
        "limit": words("decl-no-limit") if follows.limit is None else words("decl-amount", amount=follows.limit, money=money),
        "dutiable": words("decl-amount", amount=follows.dutiable, money=money),
        "findings": [words(f"decl-finding-{finding.lower().replace('_', '-')}") for finding in follows.findings],
    }


def at_site_of(db: Database, visit: Visit, row: TravellerRow, voyage: VoyageRow) -> dict[str, Any] | None:
    """Return what the page of a traveller says of the site: the course, and how one is opened; None where no preclearance is done."""
    site = inspecting(voyage, visit)
    direction = encountering.direction_of(site.site if site else None)
    number = encounters.current(db, voyage.id, row.key)
    if direction is None and number is None:
        return None
    found = encounters.find(db, number) if number else None
    course = found.course if found else None
    opens = direction is not None and visit.decides and (course is None or course.ended) and not row.newer
    return {
        "number": number,
        "state": visit.words(f"enc-state-{course.state}") if course else "",
        "mark": _mark(course.state or "") if course else (),
        "running": running(found, visit) if found else [],
        "may_withdraw": bool(course and visit.decides and any(step.name == "withdraw" for step in next_steps(course))),
        "ways": [way for way in ENTERING if (direction, way, None) in FIND and voyage.mode in FIND[direction, way, None].modes]  # type: ignore[index]  # opens only with a direction
        if opens
        else [],
    }
