"""The answer of a search at TikTok One: a connection that tells what it cost and where its rows come from."""

from datetime import datetime
from enum import Enum

import strawberry

from creatorport.application.discovery.answer import Discovered
from creatorport.graphql.connection import Connection
from creatorport.graphql.creator.types import Creator
from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute, derived


@strawberry.enum(description="Whose list a page is of.")
class DiscoverySource(Enum):
    TIKTOK = value("TIKTOK", description="The list that TikTok One made for this search.")
    STORE = value("STORE", description="What is stored here, because TikTok could not be asked; see `staleReason`.")


@strawberry.enum(description="Why TikTok One was not asked, or could not answer.")
class DiscoveryStaleReason(Enum):
    THROTTLED = value("THROTTLED", description="A limit of TikTok's is reached, or our budget below it.")
    UNREACHABLE = value("UNREACHABLE", description="TikTok could not be reached.")
    ANSWER_LOST = value("ANSWER_LOST", description="TikTok was asked, and no trustworthy answer came.")


@strawberry.type(description="What a page of discovery cost at TikTok.")
class DiscoveryCost:
    tiktok_calls: int = attribute("Calls to TikTok that were made for this page.")
    saved_calls: int = attribute(
        "Calls that were not needed, because what they would have brought was kept from earlier ones."
    )


def _cost(page: Discovered) -> DiscoveryCost:
    return DiscoveryCost(tiktok_calls=page.tiktok_calls, saved_calls=page.saved_calls)


@strawberry.type(description="A part of what a search at TikTok One found.")
class CreatorDiscoveryConnection(Connection[Creator]):
    cost: DiscoveryCost = derived(_cost, "What this page cost at TikTok.")
    source: DiscoverySource = derived(
        lambda page: DiscoverySource(page.origin.value), "Whose list this is. The age of each row is its `lastSeenAt`."
    )
    searched_at: datetime | None = attribute("When TikTok made this list; null where the list is the store's.")
    stale_reason: DiscoveryStaleReason | None = derived(
        lambda page: DiscoveryStaleReason(page.stale_reason.value) if page.stale_reason else None,
        "Why TikTok could not be asked for (all of) this page; null when it could, or needed not.",
    )
    retry_at: datetime | None = attribute("From when on it can be asked again, where that is known.")
    unapplied_filters: list[str] = derived(
        lambda page: page.unapplied,
        "Which of the filters given, or `sort`, were not applied, because the store knows nothing about them. Empty "
        "for TikTok's own lists.",
    )
