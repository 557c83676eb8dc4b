from typing import Annotated

import strawberry

from creatorport.application.match.wishes import Wishes
from creatorport.graphql.money.types import MoneyInput, amount_of


@strawberry.input(description="What a campaign wants of creators. What is not given is taken from the campaign.")
class MatchWishes:
    countries: list[str] | None = strawberry.field(
        default=None, description="Where the audience should be, as ISO 3166 codes; the campaign's countries without."
    )
    categories: list[str] | None = strawberry.field(
        default=None, description="What their videos should be about, by TikTok's names; not asked without."
    )
    budget: MoneyInput | None = strawberry.field(
        default=None, description="What can be spent on all creators; the campaign's budget without."
    )
    creators: int | None = strawberry.field(
        default=None, description="Among how many creators the budget is shared; 10 without."
    )


Wanted = Annotated[
    MatchWishes | None, strawberry.argument(description="What the campaign wants; what its plan says without.")
]


def wishes_of(given: MatchWishes | None) -> Wishes:
    """Return what the caller says. Raises InvalidValue."""
    if given is None:
        return Wishes()
    return Wishes(
        tuple(given.countries or ()),
        tuple(given.categories or ()),
        amount_of(given.budget, "wanted.budget"),
        given.creators,
    )
