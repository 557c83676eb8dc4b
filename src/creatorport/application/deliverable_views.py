"""What the graph shows of what creators owe: flat and frozen, like `views`."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.ids import CampaignId, CreatorId, DeliverableId, InvitationId, PostId
from creatorport.domain.link_request import LinkRequest


@dataclass(frozen=True, slots=True)
class LinkRequestView:
    """How the request to link a deliverable's video stands; see `domain.link_request`."""

    video_id: str
    state: str
    pending: str | None
    asked_at: datetime
    requests: int
    remindable_at: datetime | None
    failure: str | None
    unread: str | None = None

    @classmethod
    def of(cls, link: LinkRequest) -> "LinkRequestView":
        return cls(
            link.video_id,
            link.state.value,
            link.pending.value if link.pending else None,
            link.asked_at,
            link.requests,
            link.remindable_at,
            link.failure,
            link.unread,
        )


@dataclass(frozen=True, slots=True)
class DeliverableView:
    """`reminded` is the distance of the last reminder from the due moment, in seconds; before it, below zero."""

    id: DeliverableId
    campaign_id: CampaignId
    invitation_id: InvitationId
    creator_id: CreatorId
    handle: str
    number: int
    kind: str
    state: str
    due_at: datetime | None
    created_at: datetime
    submitted_at: datetime | None
    submitted_by: str | None
    video_id: str | None
    video_url: str | None
    draft_url: str | None
    note: str | None
    decided_at: datetime | None
    decided_by: str | None
    link: LinkRequestView | None
    post_id: PostId | None
    linked_at: datetime | None
    reminded: int | None
    reminded_at: datetime | None


@dataclass(frozen=True, slots=True)
class CommentView:
    author: str
    role: str
    text: str
    at: datetime
