"""What an officer may do here, now, on the page of a traveller; and the law itself, as it is restated."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from markupsafe import Markup

from preclear.inspection.encounter import Encounter, facts_of
from preclear.inspection.powers import Duty, Missing, Rule
from preclear.inspection.powers_conditions import Clause, Condition
from preclear.inspection.powers_here import Offer, Situation, actor_of, offers, rights
from preclear.inspection.powers_words import cite, in_words, test_in_words
from preclear.inspection.sites import SiteState, Spot, Where, register, where
from preclear.places import Place
from preclear.store import encounters, sites
from preclear.store.pages import TravellerRow, VoyageRow
from preclear.store.pool import Database
from preclear.web.workbench.page import inspecting, page
from preclear.web.workbench.visit import Visit, Visiting

GROUPS = (
    ("permitted", "ok", "ok"),
    ("grounds", "need", "wait"),
    ("facts", "need", "unknown"),
    ("others", "no", "stop"),
)  # kind, look, icon


@get("/law", name="law", sync_to_thread=True)
def law(visit: Visiting) -> Response[str]:
    """Show the rules of preclearance sites in force today, each with its section, conditions and duties."""
    powers, today = visit.node.powers, visit.now.date()
    parts: dict[str, list[dict[str, Any]]] = {}
    for rule in powers.rules.values():
        if rule.on(today):
            parts.setdefault(rule.direction, []).append(_restated(rule, visit))
    groups = [(powers.words["direction"][direction].text[visit.language], rules) for direction, rules in parts.items()]
    instruments = [text[visit.language] for text in powers.instruments.values()]
    with visit.node.pool.connection() as db:
        return page(visit, db, "law.html", here="law", groups=groups, instruments=instruments, read=visit.words.day(powers.read))


def powers_panel(db: Database, visit: Visit, row: TravellerRow, voyage: VoyageRow) -> dict[str, Any] | None:
    """Return what this officer may do about a traveller at the site, as groups of lines; None where no preclearance is done."""
    place = inspecting(voyage, visit)
    state = site_of(db, place, visit) if place else None
    if place is None or state is None or state.direction is None:
        return None
    actor = actor_of(state.direction, visit.node.settings.party)
    number = encounters.current(db, row.voyage_id, row.key)
    course = encounters.find(db, number).course if number else None
    here = situation(state, course, actor or "", spot_of(db, state, place, visit), voyage.mode)
    powers, today, words = visit.node.powers, visit.now.date(), visit.words
    found = offers(here, powers, today) if actor else ()
    groups = [
        {"kind": kind, "look": look, "icon": icon, "lines": [_line(one, visit) for one in found if one.kind == kind]}
        for kind, look, icon in GROUPS
    ]
    open_course = bool(course and not course.ended)
    return {
        "site": words("site-name", name=state.named(visit.language), code=state.code),
        "where": powers.words["place"][here.place].text[visit.language],
        "phase": powers.words["phase"][here.phase].text[visit.language],
        "actor": powers.words["actor"][actor].text[visit.language] if actor else None,
        "host": state.host_party,
        "groups": [group for group in groups if group["lines"]],
        "elsewhere": [_line(one, visit) for one in found if one.kind == "elsewhere"],
        "rights": [_line(one, visit) for one in rights(here, powers, today)],
        "record": (f"/encounters/{number}#act-h" if open_course else "#site-h") if visit.decides else None,
    }


def situation(state: SiteState, course: Encounter | None, actor: str, spot: Where, mode: str | None) -> Situation:
    """Return where officer and traveller stand: as the course says, where one is open; else a traveller who waits in the area."""
    direction = state.direction or ""
    if course and course.phase and not course.ended:
        return Situation(
            direction=direction, actor=actor, place=course.place or "outside", phase=course.phase, facts=dict(facts_of(course))
        )
    facts = {"detained": "no"} | ({"mode": mode} if mode else {}) | ({"bound_for_us": "yes"} if direction == "us_in_canada" else {})
    return Situation(direction=direction, actor=actor, place=spot.place(direction), phase="in_process", facts=facts)


def site_of(db: Database, place: Place, visit: Visit) -> SiteState | None:
    """Return a site as it is today, with what administrators of this node said of it."""
    return register(visit.node.circumstances.places, sites.states(db)).on(place.code, visit.now.date())


def spot_of(db: Database, state: SiteState, place: Place, visit: Visit) -> Where:
    """Return what the first area of a site is at this minute."""
    grounds = [said.ground for said in sites.grounds(db, state.code)]
    area = next((ground.code for ground in grounds if ground.kind == "area"), "area")
    return where(Spot(site=state.code, ground=area), visit.now, site=state, zone=place.zone, grounds=grounds, stays=())


def _line(offer: Offer, visit: Visit) -> dict[str, Any]:
    powers, language, rule = visit.node.powers, visit.language, offer.rule
    return {
        "words": powers.actions[offer.action].text[language],
        "section": cite(offer.answer.sections[0], language) if offer.answer.sections else "",
        "rule": rule.id if rule else "",
        "lacks": [_lack(one, offer, visit) for one in offer.lacking] if offer.kind in ("grounds", "facts") else [],
        "whose": visit.words("pw-whose", who=_actors(rule, visit)) if offer.kind == "others" and rule else "",
        "duties": [
            (
                visit.words(f"pw-duty-{(duty.clock or 'none').replace('_', '-')}", duty=duty.text[language], **_days(duty)),
                cite(duty.section, language),
            )
            for duty in offer.answer.duties
        ],
        "unclear": [text[language] for text in offer.answer.unclear],
    }


def _days(duty: Duty) -> dict[str, int]:
    """Return the days of a duty's clock, where it counts them."""
    return {"days": duty.days} if duty.days else {}


def _actors(rule: Rule, visit: Visit) -> str:
    return Markup(", ").join(visit.node.powers.words["actor"][name].text[visit.language] for name in rule.actors)


def _lack(one: Missing, offer: Offer, visit: Visit) -> Markup:
    """Return one thing that is missing, with its section: grounds by their threshold, facts by whether they are known."""
    powers, language, words = visit.node.powers, visit.language, visit.words
    section = cite(one.term.section, language)
    condition = one.term.condition
    if one.kind == "bar":
        return words("pw-bar", what=in_words(condition, powers, language), section=section)
    grounds = [test for test in condition.tests() if test.sign == "ground"]
    if grounds and all(len(alternative) == 1 for alternative in condition.alternatives):
        said = [_ground(test, visit) if test.sign == "ground" else test_in_words(test, powers, language) for test in condition.tests()]
        return words("pw-grounds", what=words("pw-or").join(said), section=section)
    known = any(test.name in offer.question.facts for test in _of_facts(condition))
    return words("pw-not-so" if known else "pw-unknown", what=in_words(condition, powers, language), section=section)


def _of_facts(condition: Condition) -> list[Clause]:
    return [test for test in condition.tests() if test.sign != "ground"]


def _ground(test: Clause, visit: Visit) -> Markup:
    """Return a ground with its threshold in bold: suspect and believe are different levels."""
    threshold = test.name.partition("_")[0]
    return visit.words(f"pw-{threshold}", text=visit.node.powers.words["ground"][test.name].text[visit.language])


def _restated(rule: Rule, visit: Visit) -> dict[str, Any]:
    powers, language = visit.node.powers, visit.language
    return {
        "id": rule.id,
        "section": cite(rule.section, language),
        "effect": visit.words(f"pw-effect-{rule.effect}"),
        "text": rule.text[language],
        "who": [powers.words["actor"][name].text[language] for name in rule.actors],
        "where": [powers.words["place"][name].text[language] for name in rule.places],
        "while": [powers.words["phase"][name].text[language] for name in rule.phases],
        "needs": [(in_words(term.condition, powers, language), cite(term.section, language)) for term in rule.needs],
        "bars": [(in_words(term.condition, powers, language), cite(term.section, language)) for term in rule.bars],
        "duties": [(duty.text[language], cite(duty.section, language)) for duty in rule.duties],
        "unclear": rule.unclear[language] if rule.unclear else "",
        "since": visit.words.day(rule.since),
    }
