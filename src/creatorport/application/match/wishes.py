"""What a campaign wants of creators: what the caller says, and else what its plan says."""

from dataclasses import dataclass, replace
from decimal import Decimal

from creatorport.application.ports.match_reads import MatchScene
from creatorport.domain.campaign_plan import Collaboration
from creatorport.domain.countries import country_codes
from creatorport.domain.errors import InvalidValue
from creatorport.domain.match.facts import Wanted
from creatorport.domain.money import Money
from creatorport.domain.texts import text

CREATORS = 10
"""Among how many creators a budget is shared when nobody says."""

_CREATORS_MAX = 10_000
_FEW = 50
_WORD_MAX = 100
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller says. None, and an empty list, leave it to the campaign."""

    countries: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    budget: Money | None = None
    creators: int | None = None

    def checked(self) -> "Wishes":
        """Return them with every value checked. Raises InvalidValue."""
        if self.creators is not None and not 1 <= self.creators <= _CREATORS_MAX:
            raise InvalidValue("wanted.creators", f"is a whole number from 1 to {_CREATORS_MAX}")
        if self.budget is not None and self.budget.amount <= 0:
            raise InvalidValue("wanted.budget.amount", "is more than nothing")
        return replace(
            self,
            countries=country_codes(_words(self.countries, "wanted.countries"), "wanted.countries"),
            categories=tuple(one.casefold() for one in _words(self.categories, "wanted.categories")),
        )

    def of(self, scene: MatchScene) -> Wanted:
        """Return what the campaign wants. A gift has no price, whatever the budget."""
        budget = self.budget or scene.plan.budget
        if scene.plan.collaboration is Collaboration.GIFTED and self.budget is None:
            budget = None
        return Wanted(
            countries=frozenset(self.countries or scene.country_codes),
            categories=frozenset(self.categories),
            price=None if budget is None else _share(budget, self.creators or CREATORS),
        )


def _share(budget: Money, creators: int) -> Money:
    share = (budget.amount / creators).quantize(_CENT)
    return Money(max(share, _CENT), budget.currency)


def _words(words: tuple[str, ...], field: str) -> tuple[str, ...]:
    if len(words) > _FEW:
        raise InvalidValue(f"{field}.{_FEW}", f"name at most {_FEW}")
    return tuple(text(one, f"{field}.{index}", _WORD_MAX) for index, one in enumerate(words))
