"""``preclear sites``."""

from __future__ import annotations

import json


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_list_shows_the_sites_of_a_day(called):
    _, out, _ = called("sites", "--on", "2026-07-01", "--kind", "preclearance", "--country", "CAN", "--json")
    found = {line["site"]: line for line in lines(out)}
    assert {code for code, line in found.items() if line["status"] == "operating"} == {
        *("YYC", "YEG", "YHZ", "YUL", "YOW", "YYZ", "YVR", "YWG", "YTZ", "PRR-AMHS")
    }
    assert (found["YTZ"]["since"], found["YTZ"]["inspecting_party"], found["YTZ"]["host_party"]) == ("2026-03-10", "USA", "CAN")
    assert found["MTL-GC"]["status"] == "agreed_in_principle"
    _, out, _ = called("sites", "list", "--on", "2026-03-09", "--kind", "preclearance", "--json")
    assert "YTZ" not in {line["site"] for line in lines(out)}


def test_list_for_people(called):
    status, out, _ = called("sites", "list", "--country", "USA", "--kind", "preclearance")
    assert status == 0
    assert "CANNON" in out


def test_show_tells_the_history(called):
    _, out, _ = called("sites", "show", "PRR-AMHS", "--json")
    assert [(line["kind"], line["since"]) for line in lines(out)] == [("preinspection", None), ("preclearance", "2022-06-20")]
    status, _, err = called("sites", "show", "NOWHERE")
    assert (status, "no such site" in err) == (2, True)


def test_ask_says_what_a_spot_is_at_a_minute(called):
    def asked(*words):
        status, out, _ = called("sites", "ask", *words, "--json")
        assert status == 0
        (found,) = lines(out)
        return found["kind"], found["section"], found["at"]

    assert asked("YVR", "--at", "2026-07-01T10:15") == ("area", "6(1)", "2026-07-01T17:15:00+00:00")
    stands = ("--stand", "E83", "--conveyance", "XX420", "--since", "2026-07-01T09:45", "--until", "2026-07-01T10:45")
    assert asked("YVR", "--at", "2026-07-01T10:15", "--perimeter", *stands)[:2] == ("perimeter", "7")
    assert asked("YVR", "--at", "2026-07-01T10:45", "--perimeter", *stands)[:2] == ("outside", "7")
    assert asked("YVR", "--at", "2026-07-01T10:15", "--part", "shuttle", *stands)[:2] == ("area", "6(2)")
    assert asked("YQB", "--at", "2026-07-01T10:15")[:2] == ("outside", None)
    status, _, _ = called("sites", "ask", "YVR", "--part", "roof")
    assert status == 2
