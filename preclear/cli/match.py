"""``preclear match`` and ``preclear index``: a table of people against watchlists; an index that is built once."""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated, TextIO

from cyclopts import Parameter
from cyclopts.validators import Number
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from preclear import matching
from preclear.cli import DONE, UNREADABLE
from preclear.cli.faults import tell
from preclear.cli.output import remarks
from preclear.errors import SourceError
from preclear.manifest import NotScreened, PartialDate, Role, Sex, TravelDocument, Traveller
from preclear.watchlist import Name

PEOPLE_COLUMNS = ("id", "name", "family_name", "given_names", "birth_date", "nationality", "sex", "document_number", "document_issuer")
HIT_COLUMNS = ("id", "entry", "score", "name", "reasons")
_SEXES: dict[str, Sex] = {"M": "M", "MALE": "M", "F": "F", "FEMALE": "F", "X": "X"}
_AT_ONCE = 300  # people in a piece of work: as many as on a manifest
_AHEAD = 4  # pieces that wait for each worker


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the table of people."""

    id: str
    line: int
    traveller: Traveller


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a piece of work: rows of the table of hits, how many people it was, and the lines of who was not screened."""

    rows: list[tuple[str, ...]]
    people: int
    not_screened: list[tuple[int, str]]


def match(
    *,
    watchlist: Annotated[list[Path], Parameter(consume_multiple=True, negative="")],
    in_: Annotated[Path, Parameter(name="--in")],
    out: Path,
    threshold: Annotated[float | None, Parameter(validator=Number(gte=0, lte=1))] = None,
    workers: Annotated[int, Parameter(validator=Number(gte=1))] = 1,
) -> int:
    """Screen a table of people against watchlists, and write a table of possible matches.

    Parameters
    ----------
    watchlist
        Lists in any format that Preclear knows, or an index that was built of them.
    in_
        The people: CSV with a header row, the columns id and name (or family_name and given_names), and any of birth_date,
        nationality, sex, document_number, document_issuer.
    out
        The possible matches: id, entry, score, name, reasons; best first within an id, in the order of the people.
    threshold
        The least score of a possible match; without it that of the weights.
    workers
        Processes that share the work and one index.
    """
    people_read = hits = not_screened = 0
    try:
        index = matching.open_paths(watchlist, tell)
        with ExitStack() as stack:
            source = stack.enter_context(_readable(in_))
            table = stack.enter_context(_writable(out))
            writer = csv.writer(table, lineterminator="\n")
            writer.writerow(HIT_COLUMNS)
            progress = stack.enter_context(_progress())
            task = progress.add_task("screening", total=None)
            start = time.perf_counter()
            for done in _screened(index, _people(source, in_), threshold, workers):
                writer.writerows(done.rows)
                hits += len(done.rows)
                people_read += done.people
                not_screened += len(done.not_screened)
                for line, why in done.not_screened:
                    remarks.print(f"{in_}, line {line}: not screened: {why}", markup=False)
                progress.update(task, completed=people_read)
            seconds = time.perf_counter() - start
    except SourceError as error:
        remarks.print(f"preclear: {error}", style="red", markup=False)
        return UNREADABLE
    if not_screened:
        remarks.print(f"{not_screened} of them could not be screened", markup=False)
    rate = people_read / seconds if seconds else 0.0
    remarks.print(
        f"{people_read} people, {index.entries} entries, {hits} hits, {seconds:.2f} seconds, {rate:.0f} people a second",
        markup=False,
        soft_wrap=True,
    )
    return DONE


def index(*paths: Path, out: Path) -> int:
    """Build an index of watchlists, for every --watchlist to take in their place.

    Parameters
    ----------
    paths
        Lists in any format that Preclear knows.
    out
        The index, one file.
    """
    if not paths:
        raise SourceError("name at least one list: preclear index LIST... --out FILE")
    start = time.perf_counter()
    try:
        built = matching.open_paths(paths, tell)
        built.save(out)
    except SourceError as error:
        remarks.print(f"preclear: {error}", style="red", markup=False)
        return UNREADABLE
    for edition in built.editions:
        dated = edition.dated or "without a date"
        remarks.print(f"{edition.source}, {dated}: {edition.entries} people, {edition.digest[:12]}", markup=False)
    seconds = time.perf_counter() - start
    size = out.stat().st_size / 1e6
    remarks.print(f"{built.entries} entries, {built.rows} names, {size:.1f} MB, {seconds:.1f} seconds", markup=False)
    return DONE


def _screened(index: matching.Index, people: Iterator[Person], threshold: float | None, workers: int) -> Iterator[Done]:
    """Screen the people in pieces and yield what came of each, in their order."""
    pieces = iter(lambda: list(islice(people, _AT_ONCE)), [])
    if workers <= 1:
        yield from map(partial(_screen, index, threshold), pieces)
        return
    with tempfile.TemporaryDirectory(prefix="preclear-") as folder:
        shared = index.path
        if shared is None:  # it was built just now; a file that is there already is not copied
            shared = Path(folder) / "index"
            index.save(shared)
        with ProcessPoolExecutor(workers, get_context("spawn"), _start_worker, (shared, threshold)) as pool:
            yield from _in_order(pool.submit, pieces, workers * _AHEAD)


def _in_order(submit: Callable[..., Future[Done]], pieces: Iterable[list[Person]], ahead: int) -> Iterator[Done]:
    waiting: deque[Future[Done]] = deque()
    for piece in pieces:
        waiting.append(submit(_work, piece))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


_worker: list[Callable[[list[Person]], Done]] = []  # of a process that was started to screen: how


def _start_worker(path: Path, threshold: float | None) -> None:
    _worker[:] = [partial(_screen, matching.load(path), threshold)]


def _work(piece: list[Person]) -> Done:
    return _worker[0](piece)


def _screen(index: matching.Index, threshold: float | None, piece: list[Person]) -> Done:
    rows: list[tuple[str, ...]] = []
    not_screened = []
    for person, screening in zip(piece, matching.screen(index, [each.traveller for each in piece], threshold=threshold), strict=True):
        if isinstance(screening, NotScreened):
            not_screened.append((person.line, screening.detail))
            continue
        for hit in screening:
            reasons = " | ".join(f"{reason.code}: {reason.detail}" for reason in hit.reasons)
            rows.append((person.id, hit.entry, f"{hit.score:.14f}", hit.name, reasons))
    return Done(rows, len(piece), not_screened)


def _people(source: TextIO, path: Path) -> Iterator[Person]:
    """The rows of the table, each as a traveller; what a row says wrongly is left out of it and named on standard error."""
    reader = csv.reader(source)
    try:
        header = [cell.strip().lower().lstrip("\ufeff") for cell in next(reader, [])]
        if "id" not in header or not {"name", "family_name", "given_names"} & set(header):
            raise SourceError(f"{path}, line 1: the header must have id and name, and may have {', '.join(PEOPLE_COLUMNS[2:])}")
        for column in header:
            if column not in PEOPLE_COLUMNS:
                remarks.print(f"{path}, line 1: column {column!r} is not known and not used", markup=False)
        for cells in reader:
            if any(cells):
                row = {column: cell.strip() for column, cell in zip(header, cells, strict=False)}
                if len(cells) != len(header):
                    _warn(path, reader.line_num, f"{len(cells)} cells, and the header has {len(header)}")
                yield read_person(row, path, reader.line_num)
    except (csv.Error, UnicodeDecodeError) as exc:
        raise SourceError(f"{path}, after line {reader.line_num}: {exc}; save the table as CSV in UTF-8") from exc


def read_person(row: dict[str, str], path: Path, line: int) -> Person:
    """Return a row of a table of people; what it says wrongly is left out and named on standard error."""
    birth_date, sex = None, None
    if said := row.get("birth_date"):
        try:
            birth_date = PartialDate.parse(said)
        except ValueError as exc:
            _warn(path, line, f"birth_date is {exc}; screened without it")
    if said := row.get("sex"):
        sex = _SEXES.get(said.upper())
        if sex is None:
            _warn(path, line, "sex is not M, F or X; screened without it")
    if not row.get("id"):
        _warn(path, line, f"no id; its hits are under 'line {line}'")
    whole = Name.printed(row.get("name", ""))
    family_name, given_names = row.get("family_name", ""), row.get("given_names", "")
    if not family_name and not given_names:
        family_name, given_names = whole.family_name or whole.text, whole.given_names
    number = row.get("document_number", "")
    return Person(
        row.get("id") or f"line {line}",
        line,
        Traveller(
            ordinal=line,
            key=row.get("id", ""),
            role=Role.PASSENGER,
            family_name=family_name,
            given_names=given_names,
            birth_date=birth_date,
            sex=sex,
            nationalities=(row["nationality"].upper(),) if row.get("nationality") else (),
            documents=(TravelDocument(type="P", number=number, issuer=row.get("document_issuer", "").upper() or None),) if number else (),
        ),
    )


def _warn(path: Path, line: int, what: str) -> None:
    remarks.print(f"{path}, line {line}: {what}", markup=False)


def _readable(path: Path) -> TextIO:
    try:
        return path.open(encoding="utf-8-sig", newline="")
    except OSError as exc:
        raise SourceError(f"{path}: cannot be read ({exc.strerror}); check the path to the people") from exc


def _writable(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", newline="")
    except OSError as exc:
        raise SourceError(f"{path}: cannot be written ({exc.strerror}); choose another place for the hits") from exc


def _progress() -> Progress:
    """A counter on standard error, where that is a terminal."""
    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=remarks, transient=True, disable=not sys.stderr.isatty())
