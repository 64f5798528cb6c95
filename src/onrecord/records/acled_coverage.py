"""From when on ACLED covers each country.

ACLED began with Africa and added region after region; before the first day here it has no events of
a country, and none there means nothing. Only countries of whose start there is no doubt are listed:
of any other (small islands among them) nothing can be said to be missing. Sources: ACLED's country
and time period coverage, and its notes on each expansion of the data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

_YEARS: dict[int, str] = {
    1997: """
        Algeria; Angola; Benin; Botswana; Burkina Faso; Burundi; Cameroon; Central African Republic;
        Chad; Democratic Republic of Congo; Djibouti; Egypt; Equatorial Guinea; Eritrea; Ethiopia;
        Gabon; Gambia; Ghana; Guinea; Guinea-Bissau; Ivory Coast; Kenya; Lesotho; Liberia; Libya;
        Madagascar; Malawi; Mali; Mauritania; Morocco; Mozambique; Namibia; Niger; Nigeria;
        Republic of Congo; Rwanda; Senegal; Sierra Leone; Somalia; South Africa; Sudan; Tanzania;
        Togo; Tunisia; Uganda; Zambia; Zimbabwe; eSwatini
        """,
    2010: "Bangladesh; Myanmar; Nepal; Pakistan; Sri Lanka; Thailand; Vietnam; Cambodia; Laos",
    2015: "Saudi Arabia; Yemen; Indonesia",
    2016: """
        Bahrain; India; Iran; Iraq; Israel; Jordan; Kuwait; Lebanon; Oman; Palestine; Philippines;
        Qatar; Turkey; United Arab Emirates
        """,
    2017: "Afghanistan; Syria",
    2018: """
        Albania; Argentina; Armenia; Azerbaijan; Belarus; Belize; Bolivia; Bosnia and Herzegovina;
        Brazil; Bulgaria; Chile; China; Colombia; Costa Rica; Croatia; Cuba; Cyprus;
        Dominican Republic; Ecuador; El Salvador; Georgia; Greece; Guatemala; Guyana; Haiti;
        Honduras; Jamaica; Japan; Kazakhstan; Kosovo; Kyrgyzstan; Malaysia; Mexico; Moldova;
        Mongolia; Montenegro; Nicaragua; North Korea; North Macedonia; Panama; Paraguay; Peru;
        Romania; Russia; Serbia; South Korea; Suriname; Taiwan; Tajikistan; Turkmenistan; Ukraine;
        Uruguay; Uzbekistan; Venezuela
        """,
    2020: """
        Austria; Belgium; Czech Republic; Denmark; Estonia; Finland; France; Germany; Hungary;
        Iceland; Ireland; Italy; Latvia; Lithuania; Luxembourg; Malta; Netherlands; Norway; Poland;
        Portugal; Slovakia; Slovenia; Spain; Sweden; Switzerland; United Kingdom; United States
        """,
    2021: "Australia; Canada; New Zealand; Papua New Guinea",
}

STARTS: dict[str, dt.date] = {
    country: dt.date(year, 1, 1)
    for year, names in _YEARS.items()
    for country in " ".join(names.split()).split("; ")
} | {"South Sudan": dt.date(2011, 7, 9)}
"""First day covered, by the country's name as ACLED writes it."""


def starts(firsts: Iterable[tuple[str, dt.date]]) -> dict[str, dt.date]:
    """First day covered of each country of a file, where it is known.

    `firsts`: the countries and the first day of an event in each. A file may be cut out at any
    day, so nothing before its own first event is vouched for.
    """
    return {country: max(first, STARTS[country]) for country, first in firsts if country in STARTS}
