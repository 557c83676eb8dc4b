import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import strawberry

from creatorport.application.policy import Action
from creatorport.domain.errors import InvalidValue
from creatorport.graphql.account.loaders import AccountByIdLoader
from creatorport.graphql.batch.loaders import BatchByIdLoader
from creatorport.graphql.campaign.loaders import CampaignByIdLoader
from creatorport.graphql.connection import PAGE_MAX
from creatorport.graphql.context import Context, Info
from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.deliverable.loaders import DeliverableByIdLoader
from creatorport.graphql.fields import query
from creatorport.graphql.global_ids import split
from creatorport.graphql.hook.loaders import HookByIdLoader, HookDeliveryByIdLoader
from creatorport.graphql.invitation.loaders import InvitationByIdLoader
from creatorport.graphql.invitation.received import ReceivedInvitationByIdLoader
from creatorport.graphql.loading import Loader
from creatorport.graphql.node.types import Node
from creatorport.graphql.note.loaders import NoteByIdLoader
from creatorport.graphql.performance.loaders import PostByIdLoader
from creatorport.graphql.publication.loaders import PublicationByIdLoader
from creatorport.graphql.saved_search.loaders import SavedSearchByIdLoader
from creatorport.graphql.shortlist.loaders import ShortlistByIdLoader
from creatorport.graphql.sync.loaders import RunByIdLoader, VideoByIdLoader
from creatorport.graphql.template.loaders import TemplateByIdLoader
from creatorport.graphql.webhook.loaders import WebhookDeliveryByIdLoader


@dataclass(frozen=True, slots=True)
class NodeKind:
    """How the nodes of one type are loaded, and what a caller must be allowed to do for it."""

    loader: type[Loader[Any, Any]]
    action: Action


NODES: Mapping[str, NodeKind] = {
    "Campaign": NodeKind(CampaignByIdLoader, Action.SEE_CAMPAIGNS),
    "Creator": NodeKind(CreatorByIdLoader, Action.SEE_CREATORS),
    "Deliverable": NodeKind(DeliverableByIdLoader, Action.SEE_OWN_DELIVERABLES),
    "Invitation": NodeKind(InvitationByIdLoader, Action.SEE_CAMPAIGNS),
    "InvitationBatch": NodeKind(BatchByIdLoader, Action.SEE_CAMPAIGNS),
    "MessageTemplate": NodeKind(TemplateByIdLoader, Action.SEE_CAMPAIGNS),
    "Note": NodeKind(NoteByIdLoader, Action.SEE_CREATORS),
    "OutgoingWebhook": NodeKind(HookByIdLoader, Action.SEE_OUTGOING_WEBHOOKS),
    "OutgoingWebhookDelivery": NodeKind(HookDeliveryByIdLoader, Action.SEE_OUTGOING_WEBHOOKS),
    "Post": NodeKind(PostByIdLoader, Action.SEE_PERFORMANCE),
    "Publication": NodeKind(PublicationByIdLoader, Action.SEE_OWN_PUBLICATIONS),
    "SavedSearch": NodeKind(SavedSearchByIdLoader, Action.SEE_CREATORS),
    "Shortlist": NodeKind(ShortlistByIdLoader, Action.SEE_CREATORS),
    "ReceivedInvitation": NodeKind(ReceivedInvitationByIdLoader, Action.SEE_OWN_INVITATIONS),
    "SyncRun": NodeKind(RunByIdLoader, Action.SEE_OWN_ACCOUNTS),
    "TikTokAccount": NodeKind(AccountByIdLoader, Action.SEE_OWN_ACCOUNTS),
    "Video": NodeKind(VideoByIdLoader, Action.SEE_OWN_ACCOUNTS),
    "WebhookDelivery": NodeKind(WebhookDeliveryByIdLoader, Action.SEE_WEBHOOKS),
}


@strawberry.type
class NodeQueries:
    @query("Whatever has this id; null where the caller's workspace has nothing of this id.", Node | None)
    async def node(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="The id.")],  # noqa: A002  Relay's word
    ) -> object:
        return await _load(info.context, id, "id")

    @query("What has these ids, in their order; null for each that the workspace does not have.", list[Node | None])
    async def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description=f"The ids, at most {PAGE_MAX}.")],
    ) -> Sequence[object]:
        if len(ids) > PAGE_MAX:
            raise InvalidValue("ids", f"ask for at most {PAGE_MAX}")
        return await asyncio.gather(*(_load(info.context, one, f"ids.{index}") for index, one in enumerate(ids)))


async def _load(context: Context, text: str, field: str) -> object:
    kind, local = split(text, field)
    if kind not in NODES:
        raise InvalidValue(field, "is not an id of this graph")
    return await context.loaders.get(NODES[kind].loader).load(local)
