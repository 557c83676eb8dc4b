"""What TikTok tells us by webhook, in our own words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from creatorport.application.ports.inbox import Delivery
from creatorport.application.ports.tiktok_one import AnswerStatus
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.comment_news import CommentAction
from creatorport.domain.handle import Handle


@dataclass(frozen=True, slots=True)
class AuthorizationRemoved:
    """A person or TikTok took our access away; the token is dead already. `reason` is TikTok's, in words."""

    open_id: str
    reason: str
    at: datetime
    loss: LossCause = LossCause.REMOVED


@dataclass(frozen=True, slots=True)
class AccountVideosChanged:
    """A video of a connected account became public, or no longer is."""

    open_id: str


@dataclass(frozen=True, slots=True)
class PublicationTold:
    """What became of a publication: `verdict` is "complete", "failed" or "public". `reason` is TikTok's own word."""

    open_id: str
    publish_id: str
    verdict: str
    post_id: str | None
    reason: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class CampaignVideoChanged:
    """A video was linked to a campaign, or passed review there."""

    tto_account_id: str
    campaign_tiktok_id: str


@dataclass(frozen=True, slots=True)
class InvitationAnswered:
    """A creator viewed or answered a personal invitation."""

    tto_account_id: str
    campaign_tiktok_id: str
    tiktok_id: str
    handle: Handle
    status: AnswerStatus
    answer: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class MilestoneCrossed:
    """A video of a campaign has crossed a threshold, and stands at `value`. `metric` is TikTok's word."""

    tto_account_id: str
    campaign_tiktok_id: str
    video_id: str
    metric: str
    threshold: int
    value: int
    at: datetime


@dataclass(frozen=True, slots=True)
class CommentChanged:
    """A comment on a video of somebody who authorised the business app came, or changed. Its text is not told."""

    open_id: str
    video_id: str
    comment_id: str
    is_reply: bool
    action: CommentAction
    at: datetime


@dataclass(frozen=True, slots=True)
class Noted:
    """An event that we know, and on which nothing here depends. It is kept and acknowledged."""

    event: str


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """An event we do not know. It is kept and acknowledged."""

    event: str


Notice = (
    AuthorizationRemoved
    | AccountVideosChanged
    | PublicationTold
    | CampaignVideoChanged
    | InvitationAnswered
    | MilestoneCrossed
    | CommentChanged
    | Noted
    | Unrecognised
)


class WebhookReader(Protocol):
    def read(self, delivery: Delivery) -> Sequence[Notice]:
        """Return what a verified delivery says. Raises UnreadableDelivery when it makes no sense."""
        ...
