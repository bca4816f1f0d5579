"""``preclear schedule``."""

from __future__ import annotations

import json

HEAD = "carrier,designator,departure,arrival,days,departs,arrives,valid_from,valid_to,source\n"
GOOD = "XX,XX420,YVR,SEA,1234567,10:15,11:20,2026-05-01,,\nXX,XX422,YVR,SEA,1234567,18:15,,2026-05-01,,\n"
BAD = "QQ,QQ1,YVR,SEA,1,10:00,,2026-05-01,,s\n"


def test_a_schedule_is_taken_in_listed_expected_and_taken_back(give, tmp_path):
    file = tmp_path / "schedule.csv"
    file.write_text(HEAD + GOOD + BAD)
    status, out, err = give("schedule", "import", str(file), "--source", "winter timetable", "--json")
    assert (status, [json.loads(line)["code"] for line in out.splitlines()]) == (1, ["SCHEDULE-CARRIER-UNKNOWN"])
    assert "none taken in" in err
    assert give("schedule", "import", str(file), "--source", "winter timetable", "--good")[0] == 0
    _, out, _ = give("schedule", "list", "XX", "--json")
    assert [(row["designator"], row["departs"], row["source"]) for row in map(json.loads, out.splitlines())] == [
        ("XX420", "10:15", "winter timetable"),
        ("XX422", "18:15", "winter timetable"),
    ]
    _, out, _ = give("schedule", "expected", "--hours", "24", "--json")
    assert {json.loads(line)["designator"] for line in out.splitlines()} == {"XX420", "XX422"}
    assert give("schedule", "take-back", "1")[0] == 0
    assert give("schedule", "take-back", "1")[0] == 2
    assert "XX420" not in give("schedule", "list")[1]
    file.write_text(HEAD + GOOD)
    assert give("schedule", "import", str(file), "--source", "s", "--dry-run")[0] == 0
    assert len(give("schedule", "list", "--json")[1].splitlines()) == 1
    assert give("schedule", "import", str(tmp_path / "none.csv"))[0] == 2
