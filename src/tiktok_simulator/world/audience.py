"""Who follows a creator: every split adds up to one and fits the creator's country, language and topics."""

import math
from dataclasses import dataclass, replace
from random import Random

from tiktok_simulator.world.places import COUNTRIES, REGIONS, US_STATES
from tiktok_simulator.world.shares import Shares, shares
from tiktok_simulator.world.topics import INDUSTRIES, Topic

AGES = ("13-17", "18-24", "25-34", "35-44", "45-54", "55+")
ADULT_AGES = AGES[1:]
_AGE_WEIGHTS = (0.10, 0.36, 0.30, 0.14, 0.06, 0.04)
_OLD_AGE_WEIGHTS = (0.02, 0.09, 0.18, 0.24, 0.28, 0.19)
_OLD, _ABROAD = 0.03, 0.04
"""How many of a hundred creators are watched by older people, or from another country than their own."""
_ANDROIDS = {"SAMSUNG": 0.46, "XIAOMI": 0.18, "OPPO": 0.12, "MOTOROLA": 0.09, "OTHER": 0.15}


@dataclass(frozen=True, slots=True)
class Audience:
    """Fractions of the followers. `locales`: US states, only for creators whose first country is the US."""

    genders: Shares
    ages: Shares
    countries: Shares
    devices: Shares
    languages: Shares
    interests: Shares
    usages: Shares
    locales: Shares | None

    @property
    def female(self) -> float:
        return self.genders["Female"]

    @property
    def first_country(self) -> str:
        return max(self.countries, key=self.countries.__getitem__)

    @property
    def majority_age(self) -> str:
        """The largest of the adult groups, which are the ones that discovery filters by."""
        return max(ADULT_AGES, key=self.ages.__getitem__)


def audience(
    rng: Random, country: str, language: str, topics: tuple[Topic, ...], oddity: Random | None = None
) -> Audience:
    """`oddity` decides whether it is one of the unusual audiences; without it, it is not."""
    lean = sum(topic.age for topic in topics) / len(topics) + rng.gauss(0, 0.35)
    countries = _countries(rng, country)
    old_ages = None
    if oddity is not None:
        old_ages = _old_ages(oddity) if oddity.random() < _OLD else None
        countries = _abroad(oddity, countries, country) if oddity.random() < _ABROAD else countries
    apple = sum(COUNTRIES[code].apple * share for code, share in countries.items()) * rng.uniform(0.85, 1.15)
    female = sum(topic.female for topic in topics) / len(topics) + rng.gauss(0, 0.08)
    female = min(0.97, max(0.03, female))
    active = rng.uniform(0.82, 0.97)
    made = Audience(
        genders=shares({"Female": female, "Male": 1 - female}),
        ages=shares(
            {
                age: weight * math.exp(0.55 * lean * (place - 2)) * rng.uniform(0.75, 1.25)
                for place, (age, weight) in enumerate(zip(AGES, _AGE_WEIGHTS, strict=True))
            }
        ),
        countries=countries,
        devices=shares(
            {"APPLE": apple} | {name: (1 - apple) * part * rng.uniform(0.8, 1.2) for name, part in _ANDROIDS.items()}
        ),
        languages=_languages(countries, language),
        interests=_interests(rng, topics),
        usages=shares({"active": active, "inactive": 1 - active}),
        locales=_locales(rng) if max(countries, key=countries.__getitem__) == "US" else None,
    )
    return made if old_ages is None else replace(made, ages=old_ages)


def _old_ages(rng: Random) -> Shares:
    return shares({age: weight * rng.uniform(0.75, 1.25) for age, weight in zip(AGES, _OLD_AGE_WEIGHTS, strict=True)})


def _abroad(rng: Random, countries: Shares, home: str) -> Shares:
    """The same with home in the place of another country, and that one in the place of home."""
    other = rng.choice([code for code in countries if code != home])
    return {**countries, home: countries[other], other: countries[home]}


def _countries(rng: Random, home: str) -> Shares:
    weights = {home: rng.uniform(0.45, 0.88)}
    near = [code for code in REGIONS[COUNTRIES[home].region] if code != home]
    rest = 1 - weights[home]
    for code in near:
        weights[code] = rest * 0.6 * COUNTRIES[code].weight / sum(COUNTRIES[c].weight for c in near)
    far = [code for code in ("US", "GB", "BR", "MX", "ID", "DE") if code not in weights]
    for code in far:
        weights[code] = rest * (0.4 if near else 1.0) / len(far) * rng.uniform(0.4, 1.6)
    return shares(weights)


def _languages(countries: Shares, own: str) -> Shares:
    weights: dict[str, float] = {own: 0.25}
    for code, share in countries.items():
        spoken = COUNTRIES[code].languages
        total = sum(weight for _, weight in spoken)
        for language, weight in spoken:
            weights[language] = weights.get(language, 0.0) + share * weight / total
    return shares(weights)


def _interests(rng: Random, topics: tuple[Topic, ...]) -> Shares:
    weights = {label[:2]: rng.uniform(0.2, 1.0) for label in INDUSTRIES}
    for topic in topics:
        weights[topic.interest] += rng.uniform(2.0, 5.0)
    return shares(weights)


def _locales(rng: Random) -> Shares:
    return shares({state: weight * rng.uniform(0.5, 1.5) for state, weight in US_STATES.items()})
