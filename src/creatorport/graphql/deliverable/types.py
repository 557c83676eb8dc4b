from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from creatorport.application.deliverable_views import DeliverableView
from creatorport.graphql.campaign.loaders import CampaignByIdLoader
from creatorport.graphql.connection import Connection
from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.creator.types import Creator
from creatorport.graphql.deliverable.arguments import comments_asked
from creatorport.graphql.deliverable.loaders import CommentsByDeliverableIdLoader, PostOfDeliverableLoader
from creatorport.graphql.deliverable.states import (
    DeliverableState,
    LinkRequestAction,
    LinkRequestState,
)
from creatorport.graphql.fields import attribute, derived, edge
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.invitation.loaders import InvitationByIdLoader
from creatorport.graphql.node.types import Node, identity
from creatorport.graphql.scalars import URL
from creatorport.graphql.terms.types import DeliverableKind
from creatorport.graphql.viewer.types import Role

if TYPE_CHECKING:
    from creatorport.graphql.campaign.types import Campaign
    from creatorport.graphql.invitation.types import Invitation
    from creatorport.graphql.performance.posts import Post


@strawberry.type(description="The request, through TikTok, that a creator links a video to the campaign.")
class LinkRequest:
    video_id: str = attribute("TikTok's id of the video.")
    state: LinkRequestState = attribute("Where it stands.")
    pending: LinkRequestAction | None = attribute("What of it is under way at TikTok; null where nothing is.")
    asked_at: datetime = attribute("When it was made, or reminded of last.")
    requests: int = attribute("How often TikTok has told the creator, reminders counted; 0 before TikTok said so.")
    remindable_at: datetime | None = attribute("From when on TikTok takes a reminder; null where it takes none.")
    failure: str | None = attribute("Why TikTok did not do what was asked last; null where it did.")
    unread: str | None = attribute(
        "Why the last reading told nothing of where it stands: TikTok does not show it, or has a word for it that is "
        "not known here. Null where it did."
    )


@strawberry.type(description="One line of the conversation about a deliverable.")
class Comment:
    author: str = attribute("The id of the member who wrote it.")
    role: Role = attribute("The author's role when it was written.")
    text: str = attribute("The words.")
    at: datetime = attribute("When it was written.")


@strawberry.type(description="One thing that a creator owes a campaign.")
class Deliverable(Node):
    id: strawberry.ID = identity("Deliverable")
    campaign_id: strawberry.ID = derived(
        lambda one: global_id("Campaign", one.campaign_id), "The campaign's id, which its creator may know, too."
    )
    campaign: Annotated["Campaign", strawberry.lazy("creatorport.graphql.campaign.types")] = edge(
        CampaignByIdLoader, "The campaign that it is owed to.", key=lambda one: one.campaign_id
    )
    invitation: Annotated["Invitation", strawberry.lazy("creatorport.graphql.invitation.types")] = edge(
        InvitationByIdLoader, "The invitation that it was agreed by.", key=lambda one: one.invitation_id
    )
    creator: Creator = edge(CreatorByIdLoader, "Who owes it.", key=lambda one: one.creator_id)
    handle: str = attribute("The creator's handle at the time of the invitation, without @.")
    number: int = attribute("Its number within the invitation, from 1.")
    kind: DeliverableKind = attribute("What is owed.")
    state: DeliverableState = attribute("Where it stands.")
    due_at: datetime | None = attribute("When it is due; null where nothing was agreed.")
    created_at: datetime = attribute("When it was agreed.")
    submitted_at: datetime | None = attribute("When something was handed in last; null before.")
    submitted_by: str | None = attribute("The id of the member who handed it in; null before.")
    video_id: str | None = attribute("TikTok's id of the video that was handed in; null where none was.")
    video_url: URL | None = attribute("The page of that video; null where none was handed in.")
    draft_url: URL | None = attribute("Where the draft lies that was handed in; null where none was.")
    note: str | None = attribute("What the creator wrote along with it; null where nothing.")
    decided_at: datetime | None = attribute("When the brand decided about it; null where it has not.")
    decided_by: str | None = attribute("The id of the member who decided; null where nobody has.")
    link_request: LinkRequest | None = derived(
        lambda one: one.link, "How the request to link its video stands; null where nobody had to be asked."
    )
    post: Annotated["Post", strawberry.lazy("creatorport.graphql.performance.posts")] | None = edge(
        PostOfDeliverableLoader, "The post that fulfils it; null before it is LINKED.", key=lambda one: one.post_id
    )
    linked_at: datetime | None = attribute("When its post was seen; null before.")
    reminded_at: datetime | None = attribute("When its creator was reminded last; null where never.")
    reminded_seconds: int | None = derived(
        lambda one: one.reminded,
        "How far from the due moment that reminder is: before it, below zero; null where there is none.",
    )
    comments: Connection[Comment] = edge(
        CommentsByDeliverableIdLoader,
        "What was said about it, oldest first.",
        key=lambda one: one.id,
        asked=comments_asked,
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, DeliverableView)


@strawberry.type(description="How many deliverables are in one state.")
class DeliverableCount:
    state: DeliverableState = derived(lambda pair: pair[0], "The state.")
    count: int = derived(lambda pair: pair[1], "How many are in it.")
