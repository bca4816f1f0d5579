"""Recorded traffic that was never recorded: invented people by the million, in columns, with what officers are said to have found.

For trying rules and for measuring; it shows that the machinery works, not what a border would find. Each piece is some 50,000 people
of whole lists, and follows from the seed and its place alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import polars as pl

from preclear.demo.names import cultures
from preclear.demo.voyages import ROUTES
from preclear.places import Places
from preclear.rules.cel import Type
from preclear.rules.columns import polars_type
from preclear.rules.facts import DOCUMENT, FAULT, HELD, HIT, MANIFEST, TRAVELLER, VOYAGE
from preclear.rules.facts_places import LEG, PLACE
from preclear.trials import traffic
from preclear.trials.traffic import CONFIRMED, NOBODY_LOOKED, REFUTED, Traffic

PIECE = 50_000  # people
DAYS = 90  # of traffic, back from the day that is given
NAMES = 4_000  # invented names, each borne by many
FAULT_CODES = (
    ("PAX-BIRTH-DATE-PARTIAL", "warning"),
    ("DOC-EXPIRED", "warning"),
    ("PAX-SEX-MISSING", "note"),
    ("DOC-NUMBER-MISSING", "error"),
)
SOURCES = ("ofac", "un", "eu", "uk", "sltd")
ELSEWHERE = "XXB", "XXC"  # refugees


def pieces(people: int, seed: int, until: date, places: Places) -> Iterator[Traffic]:
    """Yield so many people (a list more at most), piece by piece, who arrive in the ``DAYS`` up to a day."""
    made = 0
    while made < people:
        piece = _piece(min(PIECE, people - made), np.random.default_rng((seed, made)), until, places, first=made)
        made += len(piece.numbers)
        yield piece


def _piece(people: int, random: np.random.Generator, until: date, places: Places, *, first: int) -> Traffic:
    lists = _lists(people, random, until, places)
    of = np.repeat(np.arange(len(lists)), lists["people"].to_numpy())
    count = len(of)
    party = _parties(of, random)
    arrival = lists["arrival"].gather(of)
    age, alone = _ages(party, random)
    told = _told(count, random)
    nationality = _pick(told["states"], random, count, told["weights"])
    names = _pick(told["names"], random, count)
    born = arrival.to_numpy() - (age * 365.2425 + random.integers(0, 364, count)).astype("timedelta64[D]")
    partial = random.random(count) < 0.015
    role = np.where(random.random(count) < 0.03, "crew", np.where(random.random(count) < 0.02, "transit", "passenger"))
    booked = (role != "crew") & (random.random(count) > 0.02)
    birth = pl.Series(born)
    rows = {
        "ordinal": pl.Series(_places_in(of) + 1),
        "role": pl.Series(role),
        "family_name": names.struct.field("family"),
        "given_names": names.struct.field("given"),
        "birth_date": _unless(birth, partial),
        "birth_year": birth.dt.year().cast(pl.Int64),
        "age": _unless(pl.Series(age), partial & (random.random(count) < 0.5)),
        "age_at_least": pl.Series(age - partial),
        "age_at_most": pl.Series(age + partial),
        "sex": _unless(
            pl.Series(np.where(random.random(count) < 0.505, "F", np.where(random.random(count) < 0.996, "M", "X"))),
            random.random(count) < 0.004,
        ),
        "nationality": nationality,
        "nationalities": nationality.to_frame("n").select(pl.concat_list("n")).to_series(),
        "residence": pl.Series(np.where(random.random(count) < 0.7, nationality.to_numpy(), "CAN")),
        "birth_country": nationality,
        "locator": _unless(pl.Series("l", party).cast(pl.String).str.zfill(6) + f"{first // PIECE:03d}", ~booked),
        "seat": _unless(pl.Series(random.integers(1, 40, count)).cast(pl.String) + "A", random.random(count) < 0.3),
        "bags": _unless(pl.Series(random.choice(3, count, p=(0.4, 0.5, 0.1))), random.random(count) < 0.2),
        "duty": _unless(pl.Series(["CR2"]).new_from_index(0, count), role != "crew"),
        "captured": pl.Series(np.where(random.random(count) < 0.8, "machine", "typed")),
        "embarks": lists["departure"].gather(of),
        "disembarks": lists["destination_code"].gather(of),
    }
    travellers = _records(TRAVELLER, rows)
    documents, passport, expired = _documents(nationality, arrival, role, random)
    hits, strongest = _hits(count, random)
    screened = random.random(count) > 0.0005
    facts: dict[str, pl.Series] = {
        "traveller": travellers,
        "document": passport,
        "documents": documents,
        "booking": _booked(travellers, party, booked),
        "sharing_document": _sharing(travellers, of, random),
        "voyage": lists["voyage"].gather(of),
        "legs": lists["legs"].gather(of),
        "manifest": lists["manifest"].gather(of),
        "arrival": arrival,
        "faults": _some(FAULT, [{"code": code, "severity": severity} for code, severity in FAULT_CODES], 0.03, random, count),
        "screened": pl.Series(screened),
        "not_screened": _unless(pl.Series(["no_name"]).new_from_index(0, count), screened),
        "hits": hits,
        "held": _held(count, until, random),
    }
    return Traffic(
        facts=traffic.complete(facts, pl.Series(of)),
        numbers=np.arange(first + 1, first + 1 + count, dtype=np.int64),
        found=_found(random, strongest, expired, alone),
    )


def _lists(people: int, random: np.random.Generator, until: date, places: Places) -> pl.DataFrame:
    """A row a list, until there are people enough: voyage, legs and list as facts, the day of arrival, how many people."""
    routes = tuple(ROUTES.values())
    size = np.array([route.people for route in routes])
    drawn = random.choice(len(routes), max(1, 2 * people // 40), p=(1 / size) / (1 / size).sum())
    sizes = np.maximum(1, random.poisson(size[drawn]))
    enough = int(np.searchsorted(np.cumsum(sizes), people)) + 1
    drawn, sizes = drawn[:enough], sizes[:enough]
    sizes[-1] -= max(0, int(sizes.sum()) - people)
    days = [until - timedelta(days=int(back)) for back in random.integers(0, DAYS, len(drawn))]
    return pl.DataFrame(
        {
            "people": sizes,
            "arrival": pl.Series(days, dtype=pl.Date),
            "departure": [routes[n].stops[0] for n in drawn],
            "destination_code": [routes[n].stops[1] for n in drawn],
            "voyage": _of(VOYAGE, [_voyage(routes[n].designator, places, until) for n in drawn]),
            "legs": _of_lists(LEG, [_legs(routes[n].designator, day) for n, day in zip(drawn, days, strict=True)]),
            "manifest": _of(
                MANIFEST, [{"function": "original", "references_only": False, "crew_list": False, "size": int(size)} for size in sizes]
            ),
        }
    )


def _voyage(designator: str, places: Places, on: date) -> dict[str, Any]:
    route = ROUTES[designator]

    def place(code: str) -> dict[str, Any] | None:
        found = places.find(code, on)
        return dict(zip((fact.name for fact in PLACE.facts), PLACE.record(found, on), strict=True)) if found else None

    return {
        "carrier": route.line.id,
        "designator": designator,
        "mode": route.line.mode.value,
        "origin": place(route.stops[0]),
        "destination": place(route.stops[1]),
    }


def _legs(designator: str, day: date) -> list[dict[str, Any]]:
    stops = ROUTES[designator].stops
    return [
        {"designator": designator, "departure": start, "arrival": end, "departs": day, "arrives": day} for start, end in pairwise(stops)
    ]


def _parties(of: Any, random: np.random.Generator) -> Any:
    """The number of each person's booking: one to five neighbours of one list."""
    sizes = random.choice((1, 2, 3, 4, 5), len(of), p=(0.5, 0.24, 0.12, 0.1, 0.04))
    party = np.repeat(np.arange(len(of)), sizes)[: len(of)]
    new = (np.diff(party, prepend=-1) != 0) | (np.diff(of, prepend=-1) != 0)
    return np.cumsum(new) - 1


def _ages(party: Any, random: np.random.Generator) -> tuple[Any, Any]:
    """Ages, and who is a minor with no adult in the booking."""
    age = random.triangular(18, 34, 85, len(party)).astype(np.int64)
    place = _places_in(party)
    child = ((place >= 2) & (random.random(len(party)) < 0.6)) | ((place == 0) & (random.random(len(party)) < 0.004))
    age = np.where(child, random.integers(0, 17, len(party)), age)
    adults = np.bincount(party, weights=age >= 18)
    return age, (age < 18) & (adults[party] == 0)


def _places_in(groups: Any) -> Any:
    """The place of each in its group, from 0; groups stand together."""
    starts = np.flatnonzero(np.diff(groups, prepend=groups[0] - 1))
    return np.arange(len(groups)) - np.repeat(starts, np.diff(np.append(starts, len(groups))))


@cache
def _pool() -> tuple[tuple[str, ...], tuple[float, ...], tuple[tuple[str, str], ...]]:
    """States by how often their people travel here, and invented names."""
    random, every = Random("recorded traffic"), tuple(cultures().values())
    weights: dict[str, float] = dict.fromkeys(ELSEWHERE, 0.1)
    for culture in every:
        for place, state in enumerate(culture.states):
            share = 0.55 if place == 0 else 0.45 / max(1, len(culture.states) - 1)
            weights[state] = weights.get(state, 0.0) + culture.share * share
    weights["CAN"] = weights.get("CAN", 0.0) + sum(weights.values()) * 0.5
    weights["USA"] = weights.get("USA", 0.0) + sum(weights.values()) * 0.4
    drawn = random.choices(every, weights=[culture.share for culture in every], k=NAMES)
    names = [culture.name(random, random.choice("MF")) for culture in drawn]  # type: ignore[arg-type]  # one of the two
    return tuple(weights), tuple(weights.values()), tuple((name.family_name, name.given_names) for name in names)


def _told(count: int, _: np.random.Generator) -> Mapping[str, Any]:
    states, weights, names = _pool()
    shares = np.array(weights) / sum(weights)
    table = pl.DataFrame(names, schema=["family", "given"], orient="row")
    return {"states": pl.Series(states), "weights": shares, "names": table.to_struct("names"), "count": count}


def _pick(values: pl.Series, random: np.random.Generator, count: int, weights: Any = None) -> pl.Series:
    return values.gather(random.choice(len(values), count, p=weights))


def _unless(values: pl.Series, absent: Any) -> pl.Series:
    """The values, but not declared where ``absent`` says so."""
    return pl.select(pl.when(pl.Series(~absent)).then(values)).to_series()


def _documents(nationality: pl.Series, arrival: pl.Series, role: Any, random: np.random.Generator) -> tuple[pl.Series, pl.Series, Any]:
    count = len(nationality)
    kind = np.where(role == "crew", "AC", random.choice(["P", "IN", "I", "C", "IP"], count, p=(0.955, 0.015, 0.008, 0.017, 0.005)))
    days = random.integers(-20, 3600, count)
    days = np.where(days < 0, np.where(random.random(count) < 0.3, days, 400), days)  # a few have expired
    expires = arrival.to_numpy() + days.astype("timedelta64[D]")
    numbers = pl.Series(random.integers(10**7, 10**8, count)).cast(pl.String)
    passport = _records(
        DOCUMENT,
        {
            "type": pl.Series(kind),
            "number": _unless("P" + numbers, random.random(count) < 0.003),
            "issuer": nationality,
            "expires": _unless(pl.Series(expires), random.random(count) < 0.02),
            "issued": pl.Series(expires - np.timedelta64(3652, "D")),
            "has_zone": pl.Series(random.random(count) < 0.3),
        },
    )
    visa = _records(
        DOCUMENT,
        {
            "type": pl.Series(["V"]).new_from_index(0, count),
            "number": "V" + numbers,
            "issuer": pl.Series(["USA"]).new_from_index(0, count),
            "expires": pl.Series(expires),
            "has_zone": pl.Series(np.zeros(count, dtype=bool)),
        },
    )
    missing = random.random(count) < 0.006
    second = random.random(count) < 0.15
    frame = pl.DataFrame({"p": passport, "v": visa, "missing": missing, "second": second & ~missing})
    held = frame.select(
        pl.when("second").then(pl.concat_list("p", "v")).otherwise(pl.concat_list(pl.when(~pl.col("missing")).then("p"))).list.drop_nulls()
    ).to_series()
    return held, _unless(passport, missing), (days < 0) & ~missing


def _booked(travellers: pl.Series, party: Any, booked: Any) -> pl.Series:
    """Everyone under the same locator, the person too."""
    frame = pl.DataFrame({"t": travellers, "party": party, "booked": booked})
    together = frame.filter("booked").group_by("party", maintain_order=True).agg("t").rename({"t": "all"})
    joined = frame.select("party", "booked").join(together, on="party", how="left", maintain_order="left")
    return joined.select(pl.when("booked").then("all").otherwise(pl.lit([], dtype=polars_type(_list(TRAVELLER))))).to_series()


def _sharing(travellers: pl.Series, of: Any, random: np.random.Generator) -> pl.Series:
    """A few share a document with the neighbour on their list."""
    count = len(travellers)
    neighbour = np.where(np.roll(of, -1) == of, np.roll(np.arange(count), -1), -1)
    shares = (random.random(count) < 0.0002) & (neighbour >= 0)
    frame = pl.DataFrame({"t": travellers.gather(np.maximum(neighbour, 0)), "shares": shares})
    return frame.select(pl.concat_list(pl.when("shares").then("t")).list.drop_nulls()).to_series()


def _hits(count: int, random: np.random.Generator) -> tuple[pl.Series, Any]:
    """Possible matches, best first, and the best score of each person."""
    number = np.where(random.random(count) < 0.012, random.choice((1, 2, 3), count, p=(0.8, 0.15, 0.05)), 0)
    total = int(number.sum())
    owner = np.repeat(np.arange(count), number)
    score = np.round(0.72 + 0.28 * random.beta(1.2, 4.0, total), 6)
    source = pl.Series(SOURCES).gather(random.choice(len(SOURCES), total))
    records = _records(
        HIT,
        {"source": source, "entry": source + ":" + pl.Series(random.integers(1, 90_000, total)).cast(pl.String), "score": pl.Series(score)},
    )
    found = pl.DataFrame({"owner": owner, "score": score, "hit": records}).sort("owner", "score", descending=[False, True])
    lists = found.group_by("owner", maintain_order=True).agg("hit")
    everyone = pl.DataFrame({"owner": np.arange(count)}).join(lists, on="owner", how="left", maintain_order="left")
    strongest = np.zeros(count)
    np.maximum.at(strongest, owner, score)
    return everyone["hit"], strongest


def _held(count: int, until: date, random: np.random.Generator) -> pl.Series:
    """What registers say of people: mostly that there is an authorization; of some, nothing."""

    def answer(yes: float) -> dict[str, pl.Series]:
        found = random.random(count) < yes
        return {
            "found": _unless(pl.Series(found), random.random(count) < 0.01),
            "until": _unless(pl.Series([until + timedelta(days=300)]).new_from_index(0, count), ~found),
        }

    return _records(
        HELD, {fact.name: _records(fact.type, answer(0.0003 if fact.name == "lost" else 0.97)) for fact in HELD.facts if fact.type.facts}
    )


def _some(of: Type, choices: list[dict[str, Any]], share: float, random: np.random.Generator, count: int) -> pl.Series:
    """A list for each person: empty, or one of some records."""
    records = _of(of, choices).gather(random.choice(len(choices), count))
    frame = pl.DataFrame({"r": records, "has": random.random(count) < share})
    return frame.select(pl.concat_list(pl.when("has").then("r")).list.drop_nulls()).to_series()


def _found(random: np.random.Generator, strongest: Any, expired: Any, alone: Any) -> Any:
    """What officers are said to have found: of those whom rules refer, and of one in a hundred of all others, drawn by lot."""
    chance = np.full(len(strongest), 0.004)  # of everybody
    for flags, share in ((strongest > 0, 0.03), (alone, 0.05), (strongest >= 0.9, 0.4), (expired, 0.85)):
        chance = np.where(flags, share, chance)
    looked = (strongest > 0) | expired | alone | (random.random(len(strongest)) < 0.01)
    return np.where(looked, np.where(random.random(len(strongest)) < chance, CONFIRMED, REFUTED), NOBODY_LOOKED).astype(np.int8)


def _list(of: Type) -> Type:
    return Type("list", of)


def _records(of: Type, fields: Mapping[str, pl.Series]) -> pl.Series:
    """Records of a type in a column; a fact that has no column is not declared."""
    count = len(next(iter(fields.values())))
    every: dict[str, Callable[[], pl.Series] | pl.Series] = {}
    for fact in of.facts:
        dtype = polars_type(fact.type)
        given = fields.get(fact.name)
        every[fact.name] = (
            pl.Series(fact.name, [None], dtype=dtype).new_from_index(0, count) if given is None else given.cast(dtype).alias(fact.name)
        )
    return pl.DataFrame(every).to_struct(of.name)


def _of(of: Type, records: list[dict[str, Any]]) -> pl.Series:
    return pl.Series(of.name, records, dtype=polars_type(of))


def _of_lists(of: Type, records: list[list[dict[str, Any]]]) -> pl.Series:
    return pl.Series(of.name, records, dtype=polars_type(_list(of)))
