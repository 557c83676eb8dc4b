"""The countries of the world: regional groups, languages, price levels, and the states of the US.

TikTok's own table of regional categories is not public; this grouping is the simulator's.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Country:
    """`weight`: share of creators; `price`: price level (1 = US); `apple`: share of iPhones; `utc`: hours from UTC."""

    code: str
    region: str
    weight: int
    languages: tuple[tuple[str, int], ...]
    price: float
    apple: float
    utc: int


def _country(code: str, region: str, weight: int, languages: str, price: float, apple: float, utc: int) -> Country:
    spoken = tuple((part[:2], int(part[3:])) for part in languages.split())
    return Country(code, region, weight, spoken, price, apple, utc)


COUNTRIES: dict[str, Country] = {
    country.code: country
    for country in (
        _country("US", "NORTH_AMERICA", 270, "en:88 es:12", 1.0, 0.60, -6),
        _country("CA", "NORTH_AMERICA", 40, "en:80 fr:20", 0.9, 0.58, -5),
        _country("GB", "EUROPE", 80, "en:100", 0.95, 0.52, 0),
        _country("IE", "EUROPE", 10, "en:100", 0.9, 0.50, 0),
        _country("DE", "EUROPE", 60, "de:92 en:8", 0.9, 0.38, 1),
        _country("FR", "EUROPE", 50, "fr:95 en:5", 0.85, 0.34, 1),
        _country("IT", "EUROPE", 35, "it:96 en:4", 0.7, 0.30, 1),
        _country("ES", "EUROPE", 40, "es:94 en:6", 0.7, 0.28, 1),
        _country("NL", "EUROPE", 20, "nl:80 en:20", 0.85, 0.42, 1),
        _country("PL", "EUROPE", 20, "pl:95 en:5", 0.5, 0.15, 1),
        _country("SE", "EUROPE", 15, "sv:82 en:18", 0.9, 0.55, 1),
        _country("BR", "LATIN_AMERICA", 70, "pt:100", 0.35, 0.18, -3),
        _country("MX", "LATIN_AMERICA", 50, "es:100", 0.4, 0.24, -6),
        _country("AR", "LATIN_AMERICA", 20, "es:100", 0.3, 0.12, -3),
        _country("CO", "LATIN_AMERICA", 20, "es:100", 0.3, 0.14, -5),
        _country("ID", "SOUTHEAST_ASIA", 50, "id:100", 0.2, 0.12, 7),
        _country("TH", "SOUTHEAST_ASIA", 20, "th:100", 0.3, 0.30, 7),
        _country("VN", "SOUTHEAST_ASIA", 20, "vi:100", 0.2, 0.35, 7),
        _country("MY", "SOUTHEAST_ASIA", 15, "ms:70 en:30", 0.35, 0.32, 8),
        _country("PH", "SOUTHEAST_ASIA", 20, "en:60 tl:40", 0.2, 0.15, 8),
        _country("SG", "SOUTHEAST_ASIA", 5, "en:100", 0.9, 0.48, 8),
        _country("JP", "EAST_ASIA", 35, "ja:100", 0.9, 0.66, 9),
        _country("KR", "EAST_ASIA", 20, "ko:100", 0.85, 0.35, 9),
        _country("AU", "OCEANIA", 30, "en:100", 0.95, 0.58, 10),
        _country("NZ", "OCEANIA", 5, "en:100", 0.9, 0.52, 12),
        _country("AE", "MIDDLE_EAST", 10, "ar:60 en:40", 0.9, 0.45, 4),
        _country("SA", "MIDDLE_EAST", 15, "ar:100", 0.8, 0.48, 3),
        _country("EG", "MIDDLE_EAST", 15, "ar:100", 0.2, 0.14, 2),
        _country("TR", "MIDDLE_EAST", 20, "tr:100", 0.3, 0.20, 3),
        _country("ZA", "AFRICA", 10, "en:100", 0.4, 0.18, 2),
        _country("NG", "AFRICA", 10, "en:100", 0.2, 0.16, 1),
    )
}

REGIONS: dict[str, tuple[str, ...]] = {
    region: tuple(country.code for country in COUNTRIES.values() if country.region == region)
    for region in dict.fromkeys(country.region for country in COUNTRIES.values())
}

# Name and population weight: creators and audiences gather where people do.
US_STATES: dict[str, int] = {
    "California": 39, "Texas": 30, "Florida": 22, "New York": 20, "Pennsylvania": 13, "Illinois": 13, "Ohio": 12,
    "Georgia": 11, "North Carolina": 11, "Michigan": 10, "New Jersey": 9, "Virginia": 9, "Washington": 8,
    "Arizona": 7, "Tennessee": 7, "Massachusetts": 7, "Indiana": 7, "Missouri": 6, "Maryland": 6, "Colorado": 6,
    "Wisconsin": 6, "Minnesota": 6, "South Carolina": 5, "Alabama": 5, "Louisiana": 5, "Kentucky": 5, "Oregon": 4,
    "Oklahoma": 4, "Connecticut": 4, "Utah": 3, "Iowa": 3, "Nevada": 3, "Arkansas": 3, "Kansas": 3,
    "Mississippi": 3, "New Mexico": 2, "Nebraska": 2, "Idaho": 2, "West Virginia": 2, "Hawaii": 1,
    "New Hampshire": 1, "Maine": 1, "Montana": 1, "Rhode Island": 1, "Delaware": 1, "South Dakota": 1,
    "North Dakota": 1, "Alaska": 1, "Vermont": 1, "Wyoming": 1,
}  # fmt: skip
