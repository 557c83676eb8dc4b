from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import strawberry

from creatorport.application.match.queries import MatchView
from creatorport.application.match.words import told
from creatorport.domain.match.formula import FORMULA
from creatorport.domain.match.score import HUNDREDTHS
from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.fields import at_now, attribute, derived, edge
from creatorport.graphql.match.factors import MatchFactor, MatchFactorName, shown

if TYPE_CHECKING:
    from creatorport.graphql.creator.types import Creator


@strawberry.type(description="One input which, changed alone, would bring a creator past the next better one.")
class MatchChange:
    factor: MatchFactorName = attribute("Whose input.")
    input: float | None = attribute("What it is; null when it is missing.")
    needed_input: float = attribute("What is enough: at least this; for PRICE and RECENCY, at most this.")
    needed_contribution: Decimal = attribute("What the factor would give then.")
    description: str = attribute("The same in words.")


def _changes(view: MatchView) -> Sequence[MatchChange]:
    return [
        MatchChange(
            factor=MatchFactorName(change.factor.value),
            input=None if change.now is None else float(change.now),
            needed_input=float(change.to),
            needed_contribution=Decimal(change.hundredths) / HUNDREDTHS,
            description=told(change, view.candidate, view.wanted),
        )
        for change in view.changes
    ]


@strawberry.type(description="How well a creator fits a campaign, with the reasons. See docs/match-score.md.")
class MatchScore:
    creator: Annotated["Creator", strawberry.lazy("creatorport.graphql.creator.types")] = edge(
        CreatorByIdLoader, "The creator.", key=lambda view: view.candidate.creator_id
    )
    score: Decimal = at_now(lambda view, now: view.at(now).score, "From 0 to 100: the sum of the contributions.")
    confidence: float = at_now(
        lambda view, now: view.at(now).confidence,
        "From 0 to 1: how much of the score is known and fresh. An input of 14 days counts half.",
    )
    formula: str = derived(lambda _: FORMULA, "The name and version of the formula.")
    factors: list[MatchFactor] = at_now(
        lambda view, now: [shown(factor, now) for factor in view.at(now).factors], "What it is made of."
    )
    rank: int | None = attribute("The place among the creators that were asked for, from 1; null where none were.")
    what_would_change: list[MatchChange] = derived(
        _changes,
        "Each input which, changed alone, would bring the creator past the next better one. Empty for the first, "
        "without a rank, and where no single input is enough.",
    )
