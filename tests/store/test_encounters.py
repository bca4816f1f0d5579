"""What the database itself holds of a course: the same law as the program, whoever writes."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import hypothesis.strategies as st
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings

from preclear.errors import NotPermitted
from preclear.inspection import encounter_acts
from preclear.inspection.encounter import Encounter, Taken, after, missing, needs_of, next_steps, take
from preclear.inspection.encounter_steps import CA, DIRECTIONS, ENDS, FIND, MODES, STATES, STEPS, US
from preclear.store import encounters, lives

NOON = datetime(2026, 5, 1, 19, 0, tzinfo=UTC)
WITHDRAW = """
INSERT INTO encounter_taken
       (encounter_id, ordinal, name, start_state, end_state, actor, officer_id, place, at, section, given, recorded_at)
VALUES (%s, 2, 'withdraw', 'entered', 'withdrawing', 'traveller', %s, 'area', %s, '29', %s, %s)
"""
NAMES = [*sorted({step.name for step in STEPS}), "teleport"]
ACTORS = sorted({actor for step in STEPS for actor in step.actors})
PLACES = sorted({place for step in STEPS for place in step.places})
SECTIONS = [*sorted({step.section for step in STEPS}), "", "10(2)"]
BIOMETRIC = encounter_acts.BIOMETRIC
ACTIONS = (*BIOMETRIC, "question", "question_identity", "photograph", "frisk_for_concealed_goods", "frisk_for_dangerous_thing")


@pytest.fixture
def people(db):
    """Two officers and somebody on a voyage, whose courses the tests open."""
    return _people(db)


def _people(db):
    db.execute("INSERT INTO carrier (id, name, mode, created_at) VALUES ('XM', 'M', 'air', now())")
    officers = [
        db.execute(
            "INSERT INTO officer (login, name, password_hash, roles, created_at) VALUES (%s, 'O', '', '{primary}', now()) RETURNING id", [n]
        ).fetchone()[0]
        for n in ("a", "b")
    ]
    raw = db.execute(
        "INSERT INTO raw_message (carrier_id, transport, digest, size, sealed, received_at)"
        " VALUES ('XM', 'http', %s, 1, '', now()) RETURNING id",
        [bytes(32)],
    ).fetchone()[0]
    voyage = db.execute(
        "INSERT INTO voyage (carrier_id, key, designator, mode, record, first_seen_at)"
        " VALUES ('XM', 'k', 'XM1', 'air', '{}', now()) RETURNING id"
    ).fetchone()[0]
    manifest = db.execute(
        "INSERT INTO manifest (raw_message_id, message, voyage_id, function, travellers, record, envelope, faults, snapshot,"
        " head, saved_at) VALUES (%s, 1, %s, 'original', 1, '{}', '{}', '[]', '{}', '{}', now()) RETURNING id",
        [raw, voyage],
    ).fetchone()[0]
    db.execute(
        "INSERT INTO traveller (manifest_id, voyage_id, ordinal, key, role, family_name, given_names, record, outcome, reasons, needs,"
        " questions, circumstances) SELECT %s, %s, n, 'p' || n, 'passenger', 'A', 'B', '{}', 'clear', '[]', '{}', '{}', ''"
        " FROM generate_series(1, 5000) n",
        [manifest, voyage],
    )
    numbers = [row[0] for row in db.execute("SELECT id FROM traveller ORDER BY ordinal").fetchall()]
    db.commit()
    return voyage, officers, iter([(number, f"p{at}") for at, number in enumerate(numbers, 1)])


def opened(db, people, direction=US, mode="air", *, in_transit=False):
    voyage, officers, travellers = people
    traveller, key = next(travellers)
    course = Encounter(direction=direction, mode=mode, in_transit=in_transit)
    number = encounters.begin(db, voyage=voyage, key=key, traveller=traveller, site="YVR", course=course, officer=officers[0], now=NOON)
    return number, course


def given_for(step, course):
    needs = (need.partition("=") for need in needs_of(course, step))
    return {name: values.split("|")[0] if values else "In own words" for name, _, values in needs}


def walked(db, people, *names, direction=US):
    """Open a course and record these steps, a minute apart, by the two officers in turn."""
    number, course = opened(db, people, direction)
    for at, name in enumerate(names):
        step = next(step for step in next_steps(course) if step.name == name)
        now = NOON + timedelta(minutes=at)
        taken = take(
            course,
            name,
            actor=step.actors[0],
            officer=people[1][at % 2],
            place=step.places[0],
            at=now,
            now=now,
            given=given_for(step, course),
        )
        encounters.record(db, number, at + 1, taken, now=now)
        course = after(course, taken)
    return number, course


def stored(db, number):
    return encounters.find(db, number).course


def refused_by(db, query, values=()):
    """Return the class of error with which the database refuses a statement; None where it takes it. Nothing stays."""
    try:
        with db.transaction(force_rollback=True):
            db.execute(query, values)
    except psycopg.Error as error:
        return type(error)
    return None


def test_the_database_has_the_same_law_as_the_program(db):
    rows = db.execute("SELECT * FROM encounter_step").fetchall()
    ours = {
        (s.direction, s.name, s.start, s.end, s.actors, s.places, s.section, s.needs, s.modes, s.other_officer) for s in STEPS
    }  # fmt: skip
    assert {tuple(tuple(value) if isinstance(value, list) else value for value in row) for row in rows} == ours
    assert len(rows) == len(STEPS)
    assert set(db.execute("SELECT * FROM encounter_state").fetchall()) == {(s, phase, s in ENDS) for s, phase in STATES.items()}
    kept = {
        (direction, action, held)
        for held, table in ((False, encounter_acts.WITHDRAWING), (True, encounter_acts.HELD_WITHDRAWING))
        for direction in table
        for action in table[direction]
    }
    assert set(db.execute("SELECT * FROM encounter_act_remaining").fetchall()) == kept


@pytest.mark.parametrize("table", ["encounter_step", "encounter_state", "encounter_act_remaining"])
def test_nobody_writes_a_law_of_their_own(db, table):
    for statement in (f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE", f"INSERT INTO {table} SELECT * FROM {table}"):
        assert refused_by(db, statement) is psycopg.errors.InsufficientPrivilege
    column = "ends = NOT ends" if table == "encounter_state" else "direction = 'us_in_canada'"
    assert refused_by(db, f"UPDATE {table} SET {column}") is psycopg.errors.InsufficientPrivilege


def test_a_course_that_was_written_stays_as_it_was(db, people):
    number, course = walked(db, people, "enter", "begin_primary")
    encounters.act(
        db, number, "question", actor="preclearance_officer", officer=people[1][0], place="area", at=NOON + timedelta(minutes=2),
        section="20(1)(a)", grounds=(), note=None, now=NOON + timedelta(minutes=2),
    )  # fmt: skip
    db.commit()
    for role in ("origin", "replica"):  # however the session is set
        for table, column in (
            ("encounter", "site = 'YYZ'"),
            ("encounter_taken", "at = at - interval '1 h'"),
            ("encounter_act", "section = 'x'"),
        ):
            for statement in (f"UPDATE {table} SET {column}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
                db.execute(f"SET LOCAL session_replication_role = {role}")
                assert refused_by(db, statement) is psycopg.errors.InsufficientPrivilege, (role, statement)
    assert stored(db, number) == course


def test_a_visit_goes_with_its_person_and_with_nobody_else(db, people):
    number, course = walked(db, people, "enter")
    for change in ("key = 'p4999'", "voyage_id = voyage_id + 1", "key = 'p1b', site = 'YYZ'"):
        assert refused_by(db, f"UPDATE encounter SET {change} WHERE id = {number}") is psycopg.errors.InsufficientPrivilege
    db.execute("UPDATE traveller SET key = 'p1b' WHERE key = 'p1'")
    assert refused_by(db, f"UPDATE encounter SET key = 'p1b', site = 'YYZ' WHERE id = {number}") is psycopg.errors.InsufficientPrivilege
    lives.renamed(db, people[0], "p1", "p1b")
    visit = encounters.find(db, number)
    assert (visit.key, visit.course) == ("p1b", course)
    into = db.execute(
        "INSERT INTO voyage (carrier_id, key, designator, mode, record, first_seen_at)"
        " VALUES ('XM', 'other', 'XM1', 'air', '{}', now()) RETURNING id"
    ).fetchone()[0]
    lives.merge(db, people[0], into)
    assert encounters.find(db, number).voyage_id == into


def test_a_table_of_a_sessions_own_is_no_law(db, people):
    number, _ = walked(db, people, "enter")
    db.execute("CREATE TEMP TABLE encounter_step AS SELECT * FROM public.encounter_step")
    db.execute(
        "INSERT INTO pg_temp.encounter_step VALUES"
        " ('us_in_canada', 'skip', 'entered', 'cleared', '{x}', '{area}', 'x', '{}', '{air}', false)"
    )
    assert (
        _insert(db, number, 2, _taken("skip", "entered", "cleared", "x", people[1][0], "area", NOON, "x", {}))
        is psycopg.errors.CheckViolation
    )


def _taken(name, start, end, actor, officer, place, at, section, said):
    return Taken(name=name, start=start, end=end, actor=actor, officer=officer, place=place, at=at, section=section, given=said)


def _insert(db, number, ordinal, taken, *, now=None):
    """Write a step by SQL, past the program; return what the database refused it with."""
    try:
        with db.transaction():
            encounters.record(db, number, ordinal, taken, now=now or max(taken.at, NOON + timedelta(hours=9)))
    except psycopg.Error as error:
        return type(error)
    return None


def test_one_course_at_a_time(db, people):
    voyage, officers, travellers = people
    traveller, key = next(travellers)
    course = Encounter(direction=US, mode="air")

    def begin(**changes):
        said = {"voyage": voyage, "key": key, "traveller": traveller, "site": "YVR", "course": course, "officer": officers[0], "now": NOON}
        return encounters.begin(db, **said | changes)

    first = begin()
    with pytest.raises(psycopg.errors.UniqueViolation), db.transaction():
        begin()
    with pytest.raises(psycopg.errors.CheckViolation), db.transaction():
        begin(key="p77")
    for at, (name, actor, said) in enumerate(
        (
            ("enter", "traveller", {"identification": "photo"}),
            ("withdraw", "traveller", {}),
            ("leave", "traveller", dict.fromkeys(("identity_answered", "reason_answered", "directions_followed"), "yes")),
        )
    ):
        now = NOON + timedelta(minutes=at)
        visit = encounters.find(db, first)
        taken = take(visit.course, name, actor=actor, officer=officers[0], place="area", at=now, now=now, given=said)
        encounters.record(db, first, at + 1, taken, now=now)
    assert begin() > first


def test_a_time_that_is_none_is_refused(db, people):
    number, _ = walked(db, people, "enter")
    for at in ("infinity", "-infinity"):
        assert refused_by(db, WITHDRAW, [number, people[1][0], at, "{}", "infinity"]) is psycopg.errors.CheckViolation


NO_OBJECTS = ("[]", '"x"', "null", '{"note": 1}', '{"note": {"fingerprint": "x"}}', '{"fingerprint": "x"}')


@pytest.mark.parametrize("said", NO_OBJECTS)
def test_nothing_is_smuggled_into_what_was_given(db, people, said):
    number, _ = walked(db, people, "enter")
    values = [number, people[1][0], NOON, said, NOON]
    assert refused_by(db, WITHDRAW, values) is psycopg.errors.CheckViolation
    values[3] = "{}"
    assert refused_by(db, WITHDRAW, values) is None


def test_no_biometric_information_after_withdrawal(db, people):
    def act(number, action, place="area", minutes=30):
        now = NOON + timedelta(minutes=minutes)
        try:
            with db.transaction():
                encounters.act(
                    db, number, action, actor="preclearance_officer", officer=people[1][0], place=place, at=now, section="20(2)",
                    grounds=(), note=None, now=now,
                )  # fmt: skip
        except psycopg.errors.CheckViolation:
            return "refused"
        return "written"

    in_process, _ = walked(db, people, "enter", "begin_primary")
    assert act(in_process, "collect_biometrics", "perimeter") == "refused"  # 19
    assert act(in_process, "derive_face_template_from_photograph") == "refused"
    assert act(in_process, "collect_biometrics") == "written"
    for names in (("enter", "withdraw"), ("enter", "withdraw", "hold_withdrawing"), ("enter", "withdraw", "detain_for_offence")):
        number, _ = walked(db, people, *names)
        assert [act(number, action) for action in BIOMETRIC] == ["refused", "refused"]
        assert act(number, "question_reason_for_withdrawing") == "written"
        assert act(number, "question_about_trip_purpose") == ("written" if "hold_withdrawing" in names else "refused")
    for names in (("enter", "withdraw", "leave"), ("enter", "detain_for_offence", "deliver")):
        number, _ = walked(db, people, *names)
        assert [act(number, action) for action in (*BIOMETRIC, "question")] == ["refused"] * 3
    number, _ = walked(db, people, "enter", "detain_for_offence")
    assert act(number, "collect_biometrics") == "refused"


# Whatever anybody writes, in whatever order: what is stored is a course that the law gives ------------------------------------

SAID_WORDS = st.sampled_from(["photo", "without_photo", "none", "yes", "no", "believe_offence", "suspect_offence", "believe_health_risk",
                              "police_officer", "well_founded", "prescribed", "In own words", " ", "", "CAN"])  # fmt: skip
GIVEN_NAMES = sorted({need.partition("=")[0] for step in STEPS for need in step.needs} | {"bags_seen", "note", "fingerprint"})


@st.composite
def attempts(draw):
    """Return a random attempt: mostly near the law (a real step, one part of it changed), else anything at all."""
    return {
        "seed": draw(st.integers(0, 2**32 - 1)),
        "near": draw(st.integers(0, 9)) < 7,
        "spoil": draw(st.sampled_from(["nothing", "actor", "place", "section", "time", "given", "end", "start", "ordinal", "officer"])),
        "minutes": draw(st.integers(-3, 20)),
        "said": draw(st.dictionaries(st.sampled_from(GIVEN_NAMES), SAID_WORDS, max_size=4)),
        "by_sql": draw(st.booleans()),
        "act": draw(st.sampled_from([*[None] * 18, *ACTIONS])),
    }


def attempted(course: Encounter, attempt, officers) -> Taken:
    """Return the row that an attempt writes."""
    chance = random.Random(attempt["seed"])
    lawful = next_steps(course)
    if attempt["near"] and lawful:
        second = [step for step in lawful if step.other_officer]
        step = chance.choice(second if second and attempt["spoil"] == "officer" else lawful)
        taken = _taken(
            step.name, step.start, step.end, chance.choice(step.actors), chance.choice(officers), chance.choice(step.places),
            (course.since or NOON) + timedelta(minutes=abs(attempt["minutes"])), step.section, given_for(step, course),
        )  # fmt: skip
    else:
        step = chance.choice(STEPS)
        taken = _taken(
            chance.choice(NAMES), course.state, step.end, chance.choice(ACTORS), chance.choice(officers), chance.choice(PLACES),
            (course.since or NOON) + timedelta(minutes=attempt["minutes"]), step.section, attempt["said"],
        )  # fmt: skip
    changed = {
        "actor": {"actor": chance.choice(ACTORS)},
        "place": {"place": chance.choice(PLACES)},
        "section": {"section": chance.choice(SECTIONS)},
        "time": {"at": (course.since or NOON) - timedelta(minutes=abs(attempt["minutes"]))},
        "given": {"given": attempt["said"]},
        "end": {"end": chance.choice(sorted(STATES))},
        "start": {"start": chance.choice([None, *sorted(STATES)])},
        "officer": {"officer": course.last.officer if course.last else officers[0]},
    }.get(attempt["spoil"], {})
    fields = {name: getattr(taken, name) for name in Taken.__slots__}
    return Taken(**fields | changed)


def lawful(course: Encounter, taken: Taken) -> bool:
    """Say by the table alone, not by `take`, whether a row may follow a course."""
    step = FIND.get((course.direction, taken.name, course.state))
    return bool(
        step
        and not course.ended
        and (taken.start, taken.end, taken.section) == (step.start, step.end, step.section)
        and course.mode in step.modes
        and taken.actor in step.actors
        and taken.place in step.places
        and (course.since is None or taken.at >= course.since)
        and not (step.other_officer and course.last and course.last.officer == taken.officer)
        and not missing(needs_of(course, step), taken.given)
        and set(taken.given) <= {need.partition("=")[0] for need in needs_of(course, step)} | {"note"}
    )


def check_history(course: Encounter) -> None:
    """Every step of a stored course follows from those before, time goes forward, a section stands at each."""
    before = Encounter(direction=course.direction, mode=course.mode, in_transit=course.in_transit)
    for step in course.steps:
        assert lawful(before, step), step
        before = after(before, step)


@pytest.fixture(scope="module")
def many(new_database):
    with new_database() as url, psycopg.connect(url) as db:
        db.execute("SET TIME ZONE 'UTC'")
        db.commit()
        yield db, _people(db)


@given(
    direction=st.sampled_from(DIRECTIONS),
    mode=st.sampled_from(MODES),
    in_transit=st.booleans(),
    first=st.lists(st.integers(0, 2**32 - 1), max_size=7),
    tries=st.lists(attempts(), min_size=1, max_size=25),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_tried_only_a_lawful_course_is_stored(many, direction, mode, in_transit, first, tries):
    db, people = many
    with db.transaction(force_rollback=True):
        number, course = opened(db, (people[0], people[1], _again(db)), direction, mode, in_transit=in_transit)
        biometrics = 0
        for seed in first:  # somewhere in the course, and not at its end
            following = [step for step in next_steps(course) if step.end not in ENDS]
            step = random.Random(seed).choice(following) if following else None
            if step:
                by = people[1][len(course.steps) % 2]
                now = NOON + timedelta(minutes=len(course.steps))
                said = {"actor": step.actors[0], "place": step.places[0], "at": now, "now": now, "given": given_for(step, course)}
                taken = take(course, step.name, officer=by, **said)
                assert _insert(db, number, len(course.steps) + 1, taken, now=now) is None
                course = after(course, taken)
        for attempt in tries:
            if attempt["act"]:
                biometrics += _act(db, number, course, attempt, people[1])
                continue
            taken = attempted(course, attempt, people[1])
            now = NOON + timedelta(days=1)
            clash = bool(course.steps) and _latest_act(db, number) is not None and _latest_act(db, number) > taken.at
            if attempt["by_sql"]:
                ordinal = len(course.steps) + 1 + (attempt["spoil"] == "ordinal") * random.Random(attempt["seed"]).choice([-1, 1, 2])
                wrong = _insert(db, number, ordinal, taken, now=now)
                expected = lawful(course, taken) and ordinal == len(course.steps) + 1 and not clash
                assert (wrong is None) == expected, (wrong, taken)
                written = wrong is None
            else:  # as the program does it
                try:
                    ruled = take(
                        course,
                        taken.name,
                        actor=taken.actor,
                        officer=taken.officer,
                        place=taken.place,
                        at=taken.at,
                        now=now,
                        given=taken.given,
                    )
                    written = _insert(db, number, len(course.steps) + 1, ruled, now=now) is None
                    assert written != clash  # what the program allows the database takes, unless an act was recorded as later
                    taken = ruled
                except NotPermitted:
                    written = False
            course = after(course, taken) if written else course
            assert stored(db, number) == course
        check_history(stored(db, number))
        withdrew = course.withdrew_at
        late = [row for row in db.execute("SELECT action, at FROM encounter_act WHERE encounter_id = %s", [number]) if row[0] in BIOMETRIC]
        assert len(late) == biometrics
        assert all(withdrew is None or at <= withdrew for _, at in late)


def _again(db):
    """One person, whose course is rolled back after each example."""
    return iter(db.execute("SELECT id, key FROM traveller WHERE ordinal = 1").fetchall())


def _latest_act(db, number):
    return db.execute("SELECT max(at) FROM encounter_act WHERE encounter_id = %s", [number]).fetchone()[0]


def _act(db, number, course, attempt, officers):
    """Try to record an act by SQL; return 1 where biometric information was stored, which only an open course in process may hold."""
    action, place = attempt["act"], "us_area" if course.direction == CA else "area"
    at = (course.since or NOON) + timedelta(minutes=attempt["minutes"])
    now = NOON + timedelta(days=1)
    try:
        with db.transaction():
            encounters.act(
                db, number, action, actor="preclearance_officer", officer=officers[0], place=place, at=at, section="20(2)", grounds=(),
                note=None, now=now,
            )  # fmt: skip
    except psycopg.errors.CheckViolation:
        return 0
    assert not course.ended
    assert at >= course.since
    if action in BIOMETRIC:
        assert action == "collect_biometrics"
        assert course.takes_biometrics
        return 1
    if course.withdrew_at:
        remaining = encounter_acts.WITHDRAWING[course.direction]
        if course.state == "held_withdrawing":
            remaining += encounter_acts.HELD_WITHDRAWING[course.direction]
        assert action in remaining
    return 0


def test_of_two_who_record_at_once_one_comes_second(database_url, people, db):
    number, _ = walked(db, people, "enter")
    db.commit()
    taken = _taken("withdraw", "entered", "withdrawing", "traveller", people[1][0], "area", NOON, "29", {})
    with psycopg.connect(database_url) as other:
        encounters.record(db, number, 2, taken, now=NOON)
        other.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            encounters.record(other, number, 2, taken, now=NOON)
        other.rollback()
        db.commit()
        with pytest.raises(psycopg.errors.CheckViolation):
            encounters.record(other, number, 2, taken, now=NOON)


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_each_step_with_one_thing_wrong_is_refused(db, people, direction):
    paths = {None: ()}
    for step in (*STEPS, *STEPS, *STEPS):  # the table is in the order of the course: three times round reach every state
        if step.direction == direction and step.start in paths and "air" in step.modes:
            paths.setdefault(step.end, (*paths[step.start], step.name))
    for step in (step for step in STEPS if step.direction == direction and "air" in step.modes):
        with db.transaction(force_rollback=True):
            number, course = walked(db, (people[0], people[1], _again(db)), *paths[step.start], direction=direction)
            by = people[1][len(course.steps) % 2]
            at = course.since or NOON
            right = _taken(step.name, step.start, step.end, step.actors[0], by, step.places[0], at, step.section, given_for(step, course))
            fields = {name: getattr(right, name) for name in Taken.__slots__}
            wrong = [{"actor": "nobody"}, {"place": "nowhere"}, {"section": "10(2)"}, {"end": "lost"}, {"given": {"fingerprint": "x"}}]
            wrong += [{"at": at - timedelta(seconds=1)}] if course.steps else []
            wrong += [{"officer": course.last.officer}] if step.other_officer else []
            for change in wrong:
                refused = _insert(db, number, len(course.steps) + 1, Taken(**fields | change))
                assert refused is psycopg.errors.CheckViolation, (step, change)
            assert _insert(db, number, len(course.steps) + 1, right) is None, step
