"""A list of invented people, and travellers to hold against it."""

from __future__ import annotations

from datetime import date

from preclear.manifest import PartialDate, Role, TravelDocument, Traveller
from preclear.watchlist import BirthDate, Edition, Entry, ListedDocument, Name, Source, digest


def entry(number, *names, born=(), **facts):
    """A listed person. The first name is the primary one; a name with a comma is told apart into family and given names."""
    printed = tuple(Name.printed(name, "good" if place else "primary") for place, name in enumerate(names))
    dates = tuple(BirthDate(PartialDate.parse(each)) for each in ([born] if isinstance(born, str) else born))
    return Entry(ref=f"test:{number}", names=printed, birth_dates=dates, **facts)


def edition(*entries, source="test"):
    return Edition(source=Source(source, "Test list"), dated=date(2026, 5, 1), entries=entries, digest=digest(entries))


def traveller(family_name, given_names="", born=None, paper=None, ordinal=1, **facts):
    """A passenger; ``paper`` is a passport as ISSUER/NUMBER."""
    if paper:
        issuer, number = paper.split("/")
        facts["documents"] = (TravelDocument(type="P", number=number, issuer=issuer or None),)
    return Traveller(
        ordinal=ordinal,
        key=str(ordinal),
        role=Role.PASSENGER,
        family_name=family_name,
        given_names=given_names,
        birth_date=PartialDate.parse(born) if born else None,
        **facts,
    )


LISTED = (
    entry(
        1, "KARAMOVIC, Zlatan", born="1974-08-23", sex="M", nationalities=("BIH",), documents=(ListedDocument("BH4471902", "BIH"),),
        birth_places=("Banja Luka, Bosnia",),
    ),
    entry(2, "Müller-Oberlein, Jürgen", born="1961-03-09"),
    entry(3, "MUELLER, Ottokar", born="1958-11-30"),
    entry(4, "Шарвенов, Кирилл", born="1970-02-14"),
    entry(5, "حسين الزرقاني", born="1966-07-05"),
    entry(6, "BRZEZICKI, Witold Marian Teofil", born="1949-05-17"),
    entry(7, "O'DONOVAN, Fergus Malachy", born="1955-12-02"),
    entry(8, "SRIVASTAVAKUMARAN, Parameswaranathan Venkataraman", born="1968-10-21"),
    entry(9, "QUINTANILLA, Eusebio", "PALOMARES, Leandro", "EL TUERTO", born=("1963-06-11", "1964")),
    entry(10, "SMITHSON, John", born="1971-04-04"),
    entry(11, "ABDUL RAHMAN, Mohammed Yasin", born="1967-01-19"),
    entry(12, "SUKARDIWINATA", born="1972-09-13"),
    entry(13, "MOHAMMED, Tariq", born="1959"),
    entry(14, "MOHAMMED, Wahid", born="1977-03-28"),
    entry(15, "HUSSEIN, Mohammed Nadim", born="1980-05-05"),
    entry(16, "ALI, Mohammed Fuad", born="1965-08-08"),
    entry(17, "HASSAN, Ali", born="1973-02-02"),
    entry(18, "ZÚÑIGA FERRÁNDIZ, Íñigo", born="1969-10-10"),
    entry(19, "Łukaszczyk, Żaneta", born="1976-12-24", sex="F"),
    entry(20, "VAN DER HEUVELINK, Cornelis", born="1952-07-01"),
)  # fmt: skip
