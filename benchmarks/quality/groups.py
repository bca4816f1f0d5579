"""Culture groups: whose naming customs a person's name follows, as far as a nationality or a made-up name's culture tells."""

from __future__ import annotations

from collections.abc import Iterable

from preclear.watchlist import Entry
from preclear.watchlist.countries import alpha3

_OF_STATES = {
    "Arabic": "ARE BHR DZA EGY IRQ JOR KWT LBN LBY MAR MRT OMN PSE QAT SAU SDN SYR TUN YEM",
    "Persian and Afghan": "IRN AFG TJK",
    "South Asian": "IND PAK BGD LKA NPL MDV",
    "Slavic": "RUS UKR BLR SRB BIH MNE MKD BGR POL CZE SVK HRV SVN KAZ KGZ MDA UZB TKM",
    "Spanish and Portuguese": "ARG BOL BRA CHL COL CRI CUB DOM ECU ESP GTM HND MEX NIC PAN PER PRT PRY SLV URY VEN AGO MOZ",
    "Chinese": "CHN HKG MAC TWN SGP",
    "Korean": "KOR PRK",
    "Turkish and Caucasian": "TUR AZE ARM GEO",
    "South-East Asian": "IDN MYS PHL THA VNM MMR KHM LAO BRN",
    "African": "BDI BEN BFA CAF CIV CMR COD COG ETH ERI GHA GIN GMB KEN LBR MLI NER NGA RWA SEN SLE SOM SSD TCD TGO TZA UGA ZAF ZWE",
    "Western": "AUS AUT BEL CAN CHE DEU DNK FIN FRA GBR IRL ITA NLD NOR NZL SWE USA LUX MLT HUN GRC CYP ROU EST LVA LTU ALB",
}
OF_STATE = {state: group for group, states in _OF_STATES.items() for state in states.split()}
_OF_CULTURES = {
    "Arabic": "arabic",
    "Persian and Afghan": "persian",
    "South Asian": "hindi punjabi tamil bengali urdu",
    "Slavic": "russian ukrainian serbian polish",
    "Spanish and Portuguese": "spanish portuguese",
    "Chinese": "chinese taiwanese cantonese",
    "Korean": "korean",
    "Turkish and Caucasian": "turkish armenian georgian",
    "South-East Asian": "vietnamese indonesian malay filipino thai",
    "African": "yoruba igbo akan ethiopian somali swahili",
    "Western": "english french german nordic hungarian dutch irish_gaelic greek",
    "Other": "hebrew japanese inuit salish hawaiian",
}
OF_CULTURE = {culture: group for group, cultures in _OF_CULTURES.items() for culture in cultures.split()}


def of_entry(entry: Entry) -> str:
    """Return the group of a listed person by nationality, else by the state in which they were born; "Other" where neither tells."""
    born = (alpha3(place.rpartition(",")[2]) for place in entry.birth_places)
    return _first(entry.nationalities) or _first(born) or "Other"


def _first(states: Iterable[str | None]) -> str:
    return next((OF_STATE[state] for state in states if state in OF_STATE), "")
