"""Groups of countries that TikTok One searches together. Which ones is TikTok's secret, and the operator's to know."""

from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True)
class Regions:
    """A country of no group is searched alone, which TikTok never refuses."""

    groups: tuple[frozenset[str], ...] = ()

    def __post_init__(self) -> None:
        every = [country for group in self.groups for country in group]
        twice = sorted({country for country in every if every.count(country) > 1})
        if twice:
            raise InvalidValue("regions", f"{', '.join(twice)} cannot be in two groups")

    def split(self, countries: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """Return the countries in groups that go into one call each, in the order of their first ones."""
        parts: dict[object, list[str]] = {}
        for country in dict.fromkeys(countries):
            group = next((one for one in self.groups if country in one), None)
            parts.setdefault(group or country, []).append(country)
        return tuple(tuple(part) for part in parts.values())
