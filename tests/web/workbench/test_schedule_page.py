"""The schedule's page, silent voyages on the board and among the alarms, and the lookout board of a place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from preclear import clearance
from preclear.store import schedule
from preclear.web.workbench.words import LANGUAGES

from .conftest import LISTED, QUIET
from .test_pages import browser, said

__all__ = ["browser"]

VANCOUVER = ZoneInfo("America/Vancouver")
HEAD = "carrier,designator,departure,arrival,days,departs,arrives,valid_from,valid_to,source\n"


def clock(minutes: float) -> datetime:
    return (datetime.now(UTC) + timedelta(minutes=minutes)).astimezone(VANCOUVER)


def row(designator: str, minutes: float, **changes: str) -> dict[str, str]:
    leaves = clock(minutes)
    fields = {"carrier": "XM", "designator": designator, "departure": "YVR", "arrival": "SEA", "days": "1234567", "arrives": ""}
    return fields | {"departs": f"{leaves:%H:%M}", "valid_from": f"{leaves:%Y-%m-%d}", "valid_to": "", "source": "spring", **changes}


def clean(page: str) -> str:
    return said(page).replace("\u2068", "").replace("\u2069", "")


def test_a_silent_voyage_stands_on_the_board_until_its_list_comes(desk, browser):
    browser("administrator").post("/schedule", **row("XM900", 95))
    board = browser("primary").get("/")
    assert "XM900" in board
    assert "Expected, nothing heard yet" in board
    assert "XM900" not in browser("elsewhere").get("/")
    assert "XM900" not in browser("primary").get("/?show=person")
    assert "XM900" in browser("primary").get("/?q=xm900&lang=fr")
    assert "XM900" not in browser("primary").get("/?mode=rail")
    assert "XM900" in clean(browser("administrator").get("/schedule"))
    desk.send(QUIET, minutes=95, designator="XM0900")
    for who in ("primary", "intake", "analyst"):  # whatever of a voyage each may see, that it was heard of is seen
        assert "Expected, nothing heard yet" not in browser(who).get("/?q=xm900")
    assert "XM0900" in browser("primary").get("/?q=xm0900")


def test_a_silence_is_an_alarm_on_its_page_and_ends_with_a_name(desk, browser):
    browser("supervisor").post("/schedule", **row("XM901", 20))
    now = datetime.now(UTC)
    with desk.node.pool.connection() as db:
        schedule.looked(db, now=now - timedelta(hours=3))
    assert clearance.listen(desk.node, now).unwatched_since == now - timedelta(hours=3)
    page = browser("primary").get("/alarms")
    assert "No first list was heard in time" in page
    assert "No node was at work from" in page
    assert "Aucune première liste reçue à temps" in browser("primary").get("/alarms?lang=fr")
    assert "XM901" not in browser("elsewhere").get("/alarms")
    with desk.node.pool.connection() as db:
        (number,) = db.execute("SELECT id FROM silence WHERE designator = 'XM901'").fetchone()
    asked = {"kind": "no_list", "voyage": "", "reference": str(number)}
    browser("primary").post("/alarms/end", status=422, **asked, done=" ")
    browser("elsewhere").post("/alarms/end", status=404, **asked, done="called them")
    browser("primary").post("/alarms/end", **asked, done="called the duty desk")
    ended = clean(browser("primary").get("/alarms"))
    assert "called the duty desk" in ended
    assert "Officer Primary" in ended
    assert "XM901" in ended
    assert desk.events(f"silence:{number}") == [("alarm.unheard", None), ("alarm.ended", None)]


def test_bookings_without_a_list_in_time_say_so_on_their_voyage(desk, browser):
    browser("supervisor").post("/schedule", **row("XM902", 20))
    desk.send(QUIET, minutes=20, designator="XM902", document="250")  # a crew list alone
    now = datetime.now(UTC)
    with desk.node.pool.connection() as db:
        schedule.looked(db, now=now - timedelta(minutes=1))
    clearance.listen(desk.node, now)
    assert "No list in time" in browser("primary").get("/?q=xm902")
    assert "No list in time" in browser("primary").get(f"/voyages/{desk.voyage('XM902')}/row")


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"carrier": "QQ"}, "No such carrier is in the registry"),
        ({"departure": "QQQ"}, "No such place is known"),
        ({"departs": "9:5"}, "A time does not fit"),
        ({"arrival": "YYZ"}, "does not cross our border"),
        ({"source": ""}, "Nobody says where this comes from"),
    ],
)
def test_what_does_not_fit_is_said_and_stays_in_the_form(browser, changes, what):
    page = browser("administrator").post("/schedule", status=422, **row("XM903", 300, **changes))
    assert what in clean(page)
    assert 'value="XM903"' in page


def test_a_file_is_taken_in_whole_or_where_asked_without_its_faults(desk, browser):
    admin = browser("administrator")

    def send(text: str, **fields: str):
        answer = admin.client.post("/schedule/file", data={"token": admin.token, **fields}, files={"file": ("s.csv", text.encode())})
        return answer.status_code, clean(answer.text)

    good, bad = "XM,XM910,YVR,SEA,1,10:00,,2026-05-01,,\n", "XM,XM911,YVR,SEA,9,10:00,,2026-05-01,,\n"
    status, page = send(HEAD + good + bad, source="winter timetable")
    assert status == 422
    assert "The days of the week do not fit" in page
    assert "line 3, days" in page
    assert "One row has no fault" in page
    assert "XM910" not in browser("administrator").get("/schedule")
    assert send(HEAD + good + bad, source="winter timetable", good="1")[0] == 200
    assert "XM910" in (page := clean(browser("administrator").get("/schedule")))
    assert "winter timetable" in page
    assert send(HEAD + good.replace("XM910", "XM912"), source="summer", replace="1")[0] == 200
    page = browser("administrator").get("/schedule?carrier=XM&lang=fr")
    assert "XM912" in page
    assert "XM910" not in page
    assert "lun." in page
    number = page.split("/take-back")[0].rsplit("/", 1)[1]
    browser("administrator").post(f"/schedule/{number}/take-back")
    assert "XM912" not in browser("administrator").get("/schedule")
    browser("administrator").post(f"/schedule/{number}/take-back", status=404)
    assert "Choose a file" in clean(admin.post("/schedule/file", status=422))


def test_intake_reads_the_schedule_and_says_nothing_in_it(browser):
    assert 'action="/schedule"' not in browser("intake").get("/schedule").replace('method="get" action="/schedule"', "")
    browser("intake").post("/schedule", status=403, **row("XM904", 300))
    browser("analyst").get("/schedule", status=403)


def test_the_lookout_board_shows_whom_to_look_out_for_and_no_more(desk, browser):
    designator, _ = desk.send(QUIET, LISTED, minutes=50)
    before = len(desk.events("place:YVR"))
    page = browser("primary").get("/port?place=YVR")
    assert "SHARVENOV T." in clean(page)
    assert designator in page
    assert "Possible match" in page
    for private in ("TIMUR", "1974", LISTED.number, "Charvenov", "ABERNATHY"):
        assert private not in page
    assert desk.events("place:YVR")[before:] == [("record.read", "vetting")]
    assert f'data-live="{" ".join(f"voyage:{n}" for n in voyages(desk))}' in page
    assert "arrives" in clean(browser("primary").get("/port?place=SEA&hours=12"))
    assert "SHARVENOV" not in browser("primary").get("/port?place=YUL")
    assert "SHARVENOV" in browser("primary").get("/port/rows?place=YVR&hours=6")
    assert "<html" not in browser("primary").get("/port/rows?place=YVR&hours=6")
    assert "Personne" in browser("primary").get("/port?place=YVR&lang=fr")
    assert "SHARVENOV" not in browser("elsewhere").get("/port?place=YVR")
    browser("analyst").get("/port", status=403)


def voyages(desk):
    with desk.node.pool.connection() as db:
        query = """SELECT DISTINCT r.voyage_id FROM referral r JOIN voyage v ON v.id = r.voyage_id
                    WHERE r.closed_at IS NULL AND v.departs_at > now() - interval '2 hours' ORDER BY 1"""
        return [number for (number,) in db.execute(query)]


def test_the_words_of_expected_voyages_and_the_port_stand_in_both_languages():
    for words in LANGUAGES.values():
        for kind in schedule.KINDS:
            assert words(f"alarm-{kind}")
            assert words(f"need-{kind.replace('_', '-')}", n=0)
        for kind in ("match", "document", "rule", "not-screened", "manual", "external"):
            assert words(f"port-why-{kind}")
