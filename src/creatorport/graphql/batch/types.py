from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from creatorport.application.batch_views import BatchItemView, BatchView
from creatorport.graphql.batch.loaders import ItemsAsked, ItemsByBatchIdLoader
from creatorport.graphql.batch.states import InvitationBatchState, InvitationResult
from creatorport.graphql.campaign.loaders import CampaignByIdLoader
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.error.remedies import Remedy
from creatorport.graphql.error.types import ErrorCode, FixableBy
from creatorport.graphql.fields import attribute, derived, edge
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.invitation.loaders import InvitationByIdLoader
from creatorport.graphql.invitation.types import Invitation
from creatorport.graphql.node.types import Node, identity

if TYPE_CHECKING:
    from creatorport.graphql.campaign.types import Campaign


@strawberry.type(description="How many creators of a batch have which result. Together they are all of them.")
class InvitationBatchCounts:
    total: int = attribute("All of them.")
    queued: int = attribute("Not yet their turn.")
    waiting_for_launch: int = derived(lambda counts: counts.waiting, "Written, and waiting for the launch.")
    sending: int = attribute("On their way to TikTok.")
    unknown: int = attribute("TikTok's answer was lost; being found out.")
    sent: int = attribute("TikTok has them.")
    refused: int = attribute("Not invited.")
    undeliverable: int = attribute("Not taken by TikTok.")
    cancelled: int = attribute("Cancelled before it was their turn.")


@strawberry.type(description="One creator of a batch, and what came of inviting them.")
class InvitationBatchItem:
    position: int = attribute("Their place in the request; the first is 1.")
    creator_id: strawberry.ID = derived(lambda item: global_id("Creator", item.creator_id), "The creator.")
    handle: str | None = attribute("Their handle, without @; null for one whom the workspace does not know.")
    message: str | None = attribute("The message, filled in; null where it could not be.")
    result: InvitationResult = derived(lambda item: item.state, "What came of it.")
    code: ErrorCode | None = attribute("Why they were refused, for programs; null otherwise.")
    reason: str | None = attribute("Why they were refused, or why TikTok did not take the invitation, for people.")
    fixable_by: FixableBy | None = attribute("Who can do something about it; null where nobody has to.")
    remedy: Remedy | None = attribute("What helps; null where nothing is known to, or has to.")
    invitation: Invitation | None = edge(
        InvitationByIdLoader, "The invitation; null where there is none.", key=lambda item: item.invitation_id
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, BatchItemView)


def items_asked(
    first: First = PAGE_DEFAULT,
    after: After = None,
    results: Annotated[
        list[InvitationResult] | None, strawberry.argument(description="Only these results; all of them by default.")
    ] = None,
) -> ItemsAsked:
    return ItemsAsked(part_of(first, after), frozenset(one.value for one in results or ()))


@strawberry.type(description="Up to 1,000 creators asked into one campaign at once.")
class InvitationBatch(Node):
    id: strawberry.ID = identity("InvitationBatch")
    campaign: Annotated["Campaign", strawberry.lazy("creatorport.graphql.campaign.types")] = edge(
        CampaignByIdLoader, "The campaign.", key=lambda batch: batch.campaign_id
    )
    state: InvitationBatchState = attribute("How far it is.")
    counts: InvitationBatchCounts = attribute("How many creators have which result, now.")
    items: Connection[InvitationBatchItem] = edge(
        ItemsByBatchIdLoader,
        "Its creators, in the order of the request.",
        key=lambda batch: batch.id,
        asked=items_asked,
    )
    template_id: strawberry.ID | None = derived(
        lambda batch: batch.template_id and global_id("MessageTemplate", batch.template_id),
        "The template that it was written by; null for a message of its own.",
    )
    template_number: int | None = attribute("The version of the template that it was written by.")
    created_by: str = attribute("The id of the member who made it.")
    created_at: datetime = attribute("When it was made.")
    settled_at: datetime | None = attribute("When the last creator got a result; null before.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, BatchView)
