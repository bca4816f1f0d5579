"""Files of regular voyages -> rows and faults: a table (CSV), TOML, or the airlines' own form (IATA SSIM, chapter 7)."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from preclear.manifest import Fault
from preclear.manifest.faults import fault
from preclear.places.places import Places
from preclear.places.schedule import Regular

COLUMNS = ("carrier", "designator", "departure", "arrival", "days", "departs", "arrives", "valid_from", "valid_to", "source")
NEEDED = frozenset({"carrier", "designator", "departure", "arrival", "days", "departs", "valid_from"})
LARGEST = 8_000_000  # bytes of a file
MOST_ROWS = 50_000
LONGEST_SOURCE = 200
_CARRIER = re.compile(r"[A-Z0-9]{2,8}")
_DESIGNATOR = re.compile(r"[A-Z0-9]{2,12}")
_DAYS = re.compile(r"(?!.*(.).*\1)[1-7]{1,7}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
NO_PASSENGERS = frozenset("FVMAHPTKWX")  # service types of SSIM, appendix C: cargo, mail, positioning, tests, training, technical stops
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says, and what is wrong in it."""

    rows: tuple[Regular, ...]  # in the order of the file
    faults: tuple[Fault, ...]
    aside: int  # voyages that do not cross the border of the country that asks


class Known(NamedTuple):
    """What a row is held against."""

    places: Places
    carriers: Collection[str]
    party: str  # the country whose border is crossed


def read_schedule(data: bytes, places: Places, carriers: Collection[str], *, party: str, source: str) -> Read:
    """Return the regular voyages of known carriers in a file that cross the border of a country (three letters), and the faults, by row.

    A row with a fault is left out and costs no other. ``source`` is who says so, for rows that do not say it.
    """
    if len(data) > LARGEST:
        return Read((), (fault("SCHEDULE-LARGE", "file", note=f"{len(data)} bytes"),), 0)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Read((), (fault("SCHEDULE-BYTES", f"byte {error.start + 1}", offset=error.start),), 0)
    faults: list[Fault] = []
    if re.match(r"\s*(1AIRLINE STANDARD SCHEDULE|2[UL][A-Z0-9]{2}|3[ A-Z][A-Z0-9]{2}[A-Z ] *[0-9])", text):
        said = _ssim(text, faults)
    elif re.search(r"^\s*\[\[\s*voyage\s*\]\]", text, re.MULTILINE):
        said = _toml(text, faults)
    else:
        said = _table(text, faults)
    return _rows(said, faults, Known(places, carriers, party), source)


def read_row(said: Said, places: Places, carriers: Collection[str], *, party: str) -> Read:
    """Return one regular voyage as a form says it, under the names of ``COLUMNS``; its faults say the name alone."""
    return _rows([("", {name: said.get(name, "").strip() for name in COLUMNS})], [], Known(places, carriers, party), "")


def _rows(said: Iterable[tuple[str, Said]], faults: list[Fault], known: Known, source: str) -> Read:
    rows: dict[Regular, None] = {}
    aside, places = 0, known.places
    for where, row in said:
        wrong = [fault(code, f"{where}, {column}" if where else column) for column, code in _wrong(row, places)]
        if not wrong:
            regular = _regular(row, places, source)
            if not _crosses(regular, places, known.party):
                aside += 1
            elif regular.carrier not in known.carriers:
                wrong = [fault("SCHEDULE-CARRIER-UNKNOWN", f"{where}, carrier" if where else "carrier")]
            elif regular in rows:
                wrong = [fault("SCHEDULE-TWICE", where)]
            elif not regular.source:
                wrong = [fault("SCHEDULE-SOURCE", f"{where}, source" if where else "source")]
            else:
                rows[regular] = None
        faults += wrong
    return Read(tuple(rows), tuple(faults), aside)


def _table(text: str, faults: list[Fault]) -> Iterator[tuple[str, Said]]:
    """Yield the rows of a table, each with its line; separated by whichever of ``,`` ``;`` and the tabulator its first line has most."""
    lines = text.splitlines(keepends=True)
    skipped = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    head = lines[skipped] if skipped < len(lines) else ""
    reader = csv.reader(lines[skipped:], delimiter=max(",;\t", key=head.count))
    names: list[str] = []
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if unfit := [*sorted(NEEDED - set(names)), *(name for name in names if name and name not in COLUMNS)]:
            faults.append(fault("SCHEDULE-COLUMNS", f"line {skipped + 1}", note=", ".join(name[:20] for name in unfit[:10])))
            return
        for count, cells in enumerate(reader):
            where = f"line {skipped + reader.line_num}"
            if count >= MOST_ROWS:
                faults.append(fault("SCHEDULE-LARGE", where, note=f"more than {MOST_ROWS} rows"))
                return
            if len(cells) > len(names):
                faults.append(fault("SCHEDULE-ROW-LONG", where))
            elif any(cell.strip() for cell in cells) and not cells[0].startswith("#"):
                row = dict.fromkeys(COLUMNS, "") | dict(zip(names, map(str.strip, cells), strict=False))
                yield where, row | {"days": row["days"] or "1234567"}
    except csv.Error:
        faults.append(fault("SCHEDULE-CELL", f"line {skipped + reader.line_num + 1}"))


def _toml(text: str, faults: list[Fault]) -> Iterator[tuple[str, Said]]:
    """Yield each ``[[voyage]]``; what stands before the first holds for all."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        faults.append(fault("SCHEDULE-TOML", "file", note=str(error)[:80]))
        return
    found = table.pop("voyage", None)
    if not isinstance(found, list):
        faults.append(fault("SCHEDULE-TOML", "file", note="voyage"))
        return
    for number, voyage in enumerate(found[:MOST_ROWS], 1):
        row: dict[str, Any] = {"days": "1234567", **table, **voyage}
        if unfit := [name for name in row if name not in COLUMNS]:
            faults.append(fault("SCHEDULE-COLUMNS", f"voyage {number}", note=", ".join(name[:20] for name in unfit[:10])))
        else:
            yield f"voyage {number}", {name: _plain(row.get(name, "")) for name in COLUMNS}
    if len(found) > MOST_ROWS:
        faults.append(fault("SCHEDULE-LARGE", f"voyage {MOST_ROWS + 1}", note=f"more than {MOST_ROWS} rows"))


def _plain(value: Any) -> str:
    return value.strftime("%H:%M") if isinstance(value, time) else str(value).strip()


def _ssim(text: str, faults: list[Fault]) -> Iterator[tuple[str, Said]]:
    """Yield the flight legs (records of type 3) of a schedule in the airlines' form; IATA SSIM, chapter 7.

    Times are local or UTC as the carrier's record (type 2) says in its second byte; each leg names the difference of its places' clocks
    from UTC. Legs that carry no passengers are passed over.
    """
    mode = "L"
    count = 0
    for number, line in enumerate(text.splitlines(), 1):
        where = f"line {number}"
        if line.startswith("2"):
            mode = line[1:2]
            if mode not in ("L", "U"):
                faults.append(fault("SCHEDULE-LEG", where, note="bytes 2"))
                return
        elif line.startswith("3") and line[13:14] not in NO_PASSENGERS:
            count += 1
            if count > MOST_ROWS:
                faults.append(fault("SCHEDULE-LARGE", where, note=f"more than {MOST_ROWS} rows"))
                return
            try:
                yield where, _leg(line, mode)
            except ValueError as wrong:
                faults.append(fault("SCHEDULE-LEG", where, note=str(wrong)))


def _leg(line: str, mode: str) -> Said:
    """Return one flight leg. Raises ``ValueError`` naming the bytes that do not fit."""
    carrier, number = line[2:5].strip(), line[5:9].strip()
    days = "".join(char for char in line[28:35] if char != " ")
    first, last = _ssim_day(line[14:21], "bytes 15-21"), _ssim_day(line[21:28], "bytes 22-28")
    if not number.isdecimal() or line[35:36] not in ("", " ", "1") or first is None or not _DAYS.fullmatch(days):
        raise ValueError("bytes 6-9" if not number.isdecimal() else "bytes 36" if line[35:36] not in ("", " ", "1") else "bytes 15-35")
    departs, arrives = _ssim_clock(line[39:43], "bytes 40-43"), _ssim_clock(line[61:65], "bytes 62-65")
    if mode == "U":
        start = datetime.combine(first, departs) + _difference(line[47:52], "bytes 48-52")
        shift = (start.date() - first).days
        first, last = start.date(), last and last + timedelta(days=shift)
        days = "".join(sorted(str((int(day) - 1 + shift) % 7 + 1) for day in days))
        departs, arrives = start.time(), (datetime.combine(first, arrives) + _difference(line[65:70], "bytes 66-70")).time()
    return {
        "carrier": carrier,
        "designator": carrier + str(int(number)),
        "departure": line[36:39].strip(),
        "arrival": line[54:57].strip(),
        "days": days,
        "departs": f"{departs:%H:%M}",
        "arrives": f"{arrives:%H:%M}",
        "valid_from": first.isoformat(),
        "valid_to": last.isoformat() if last else "",
        "source": "",
    }


def _ssim_day(text: str, where: str) -> date | None:
    """Return the day that ``25OCT26`` says; None for ``00XXX00``, no last day."""
    if text == "00XXX00":
        return None
    try:
        return date(2000 + int(text[5:7]), _MONTHS.index(text[2:5]) + 1, int(text[:2]))
    except ValueError:
        raise ValueError(where) from None


def _ssim_clock(text: str, where: str) -> time:
    if not re.fullmatch(r"([01][0-9]|2[0-3])[0-5][0-9]", text):
        raise ValueError(where)
    return time(int(text[:2]), int(text[2:]))


def _difference(text: str, where: str) -> timedelta:
    if not re.fullmatch(r"[+-](0[0-9]|1[0-4])[0-5][0-9]", text):
        raise ValueError(where)
    ahead = timedelta(hours=int(text[1:3]), minutes=int(text[3:5]))
    return ahead if text[0] == "+" else -ahead


_FITS = (("carrier", _CARRIER, "CARRIER"), ("designator", _DESIGNATOR, "DESIGNATOR"), ("days", _DAYS, "DAYS"))


def _wrong(said: Said, places: Places) -> Iterator[tuple[str, str]]:
    """Yield each column that does not fit, and the code of its fault."""
    yield from ((name, f"SCHEDULE-{code}") for name, form, code in _FITS if not form.fullmatch(said[name]))
    yield from ((name, "SCHEDULE-TIME") for name in ("departs", "arrives") if said[name] and not _CLOCK.fullmatch(said[name]))
    if len(said["source"]) > LONGEST_SOURCE:
        yield "source", "SCHEDULE-SOURCE"
    first, last = _day(said["valid_from"]), _day(said["valid_to"])
    if first is None:
        yield "valid_from", "SCHEDULE-DAY"
        return
    yield from ((name, "SCHEDULE-PLACE") for name in ("departure", "arrival") if places.find(said[name], first) is None)
    if said["valid_to"] and last is None:
        yield "valid_to", "SCHEDULE-DAY"
    elif last and last < first:
        yield "valid_to", "SCHEDULE-PERIOD"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _regular(said: Said, places: Places, source: str) -> Regular:
    first = date.fromisoformat(said["valid_from"])
    start, end = places.find(said["departure"], first), places.find(said["arrival"], first)
    assert start is not None, "looked at before"
    assert end is not None, "looked at before"
    return Regular(
        carrier=said["carrier"],
        designator=said["designator"],
        departure=start.code,
        arrival=end.code,
        days=frozenset(map(int, said["days"])),
        departs=time.fromisoformat(said["departs"]) if said["departs"] else None,
        arrives=time.fromisoformat(said["arrives"]) if said["arrives"] else None,
        valid_from=first,
        valid_to=_day(said["valid_to"]),
        source=said["source"] or source.strip(),
    )


def _crosses(regular: Regular, places: Places, party: str) -> bool:
    """Return whether one end of a voyage, and one alone, lies in a country."""
    start, end = (places.find(code, regular.valid_from) for code in (regular.departure, regular.arrival))
    return start is not None and end is not None and (start.country == party) != (end.country == party)
