from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import islice

from preclear import documents, messages, places
from preclear.demo import defects, truth
from preclear.demo.traffic import OPENING, traffic, world
from preclear.demo.voyages import LINES, ROUTES, numbered, sailing
from preclear.manifest import Mode


def test_the_same_seed_sends_the_same_bytes(sent, noon):
    again = tuple(islice(traffic(world(1, noon, places.load())), 40))
    assert again == sent[:40]


def test_messages_are_sent_in_the_order_of_time(sent):
    assert [dispatch.after for dispatch in sent] == sorted(dispatch.after for dispatch in sent)
    first = [dispatch for dispatch in sent if dispatch.after < 6]
    assert {name for name, _, _ in OPENING} <= {dispatch.truth.voyage for dispatch in first}


def test_every_message_is_read_back_with_everyone_in_it_and_the_faults_that_the_truth_names(sent):
    for dispatch in sent:
        told, interchange = dispatch.truth, messages.read(dispatch.message)
        manifests = [message.manifest for message in interchange.messages if message.manifest]
        faults = [*interchange.faults, *(fault for message in interchange.messages for fault in message.faults)]
        faults += [f for m in manifests for t in m.travellers for f in documents.check(t, on=m.voyage.arrival_date)]
        read = [(t.family_name, t.given_names, t.references.get("ABO")) for m in manifests for t in m.travellers]
        expected = [(person.family_name, person.given_names, person.reference) for person in told.people]
        assert read[: len(expected)] == expected, told.file
        assert len(read) <= len(expected) + ("cut off" in told.defects), told.file
        assert [m.function for m in manifests] == ([told.function] if told.readable else []), told.file
        for defect in told.defects:
            assert {fault.code for fault in faults} & defects.OF_A_MESSAGE[defect].faults, (told.file, defect)
        for person in told.people:
            codes = {fault.code for fault in faults if fault.traveller == person.ordinal}
            assert all(codes & defects.OF_A_PERSON[defect].faults for defect in person.defects), (told.file, person.defects)


def test_there_is_something_of_everything(sent):
    truths = [dispatch.truth for dispatch in sent]
    people = [person for told in truths for person in told.people]
    assert {told.carrier for told in truths} == set(LINES)
    assert {told.function for told in truths} >= {"original", "change", "cancel_reservation", "request"}
    assert {defect for told in truths for defect in told.defects} == set(defects.OF_A_MESSAGE)
    assert {defect for person in people for defect in person.defects} == set(defects.OF_A_PERSON)
    assert any(told.repeats for told in truths)
    assert len({person.listed.spelled for person in people if person.listed}) > 5
    assert any(person.namesake_of for person in people)


def test_a_message_sent_twice_is_the_same_bytes(sent):
    for again in (dispatch for dispatch in sent if dispatch.truth.repeats):
        first = next(d for d in sent if d.truth.file == again.truth.file and not d.truth.repeats)
        assert (again.message, replace(again.truth, repeats=False)) == (first.message, first.truth)


def test_truth_is_kept_as_json(sent):
    assert [truth.read(truth.write(dispatch.truth)) for dispatch in sent[:20]] == [dispatch.truth for dispatch in sent[:20]]


def test_every_route_runs_between_known_places_by_the_clocks_of_both(noon):
    known = places.load()
    for name, route in ROUTES.items():
        voyage = sailing(numbered(route, 2), noon, known)
        assert voyage.border is not None
        departs = known.utc(voyage.border.departure, voyage.border.departs)
        arrives = known.utc(voyage.border.arrival, voyage.border.arrives)
        assert (departs, arrives) == (noon, noon + timedelta(minutes=route.minutes[0])), name
    assert {route.line.mode for route in ROUTES.values()} == set(Mode)
