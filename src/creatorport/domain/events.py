"""What happened, in the past tense, with ids and facts. Aggregates record them; the log keeps them."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.domain.counts import Counts
from creatorport.domain.ids import AccountId, CampaignId, CreatorId, DeliverableId, InvitationId, PostId, PublicationId


@dataclass(frozen=True, slots=True)
class Event:
    """The root of all events. `at` is when it happened, as far as we know."""

    at: datetime


@dataclass(frozen=True, slots=True)
class CampaignMoved(Event):
    """A campaign entered `state` because of `verb`."""

    campaign_id: CampaignId
    verb: str
    state: str


@dataclass(frozen=True, slots=True)
class CampaignChanged(Event):
    """A campaign's texts or plan were changed; `fields` as inputs name them."""

    campaign_id: CampaignId
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MilestoneReached(Event):
    """A total over a campaign's posts reached a milestone, for the first and only time."""

    campaign_id: CampaignId
    metric: str
    threshold: int
    value: int


@dataclass(frozen=True, slots=True)
class InvitationMoved(Event):
    """An invitation entered `state` because of `verb`."""

    campaign_id: CampaignId
    invitation_id: InvitationId
    creator_id: CreatorId
    verb: str
    state: str


@dataclass(frozen=True, slots=True)
class NegotiationMoved(Event):
    """The terms of an invitation were countered, answered or refused; `number` is the version that was meant."""

    campaign_id: CampaignId
    invitation_id: InvitationId
    creator_id: CreatorId
    verb: str
    state: str
    number: int


@dataclass(frozen=True, slots=True)
class AccountMoved(Event):
    """A TikTok account entered `state` because of `verb`."""

    account_id: AccountId
    verb: str
    state: str
    cause: str | None


@dataclass(frozen=True, slots=True)
class GrantEnding(Event):
    """A grant of a TikTok account, for one `family` of tokens, ends within `days`, and has to be given anew by then."""

    account_id: AccountId
    family: str
    days: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class PostLinked(Event):
    """A creator's video was linked to a campaign."""

    campaign_id: CampaignId
    post_id: PostId
    creator_id: CreatorId
    video_id: str


@dataclass(frozen=True, slots=True)
class PostPerformanceChanged(Event):
    """A capture found other counts than the one before; `fell` marks a counter that went down."""

    campaign_id: CampaignId
    post_id: PostId
    creator_id: CreatorId
    counts: Counts
    fell: bool


@dataclass(frozen=True, slots=True)
class DeliverableMoved(Event):
    """A deliverable entered `state` because of `verb`; `by` is the member who did it, where it was one."""

    campaign_id: CampaignId
    deliverable_id: DeliverableId
    creator_id: CreatorId
    verb: str
    state: str
    by: str | None


@dataclass(frozen=True, slots=True)
class DeliverableReminded(Event):
    """A creator was reminded of a deliverable, `distance` seconds from its due moment: before it, below zero."""

    campaign_id: CampaignId
    deliverable_id: DeliverableId
    creator_id: CreatorId
    distance: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class LinkRequestMoved(Event):
    """The request to link a deliverable's video entered `state`."""

    campaign_id: CampaignId
    deliverable_id: DeliverableId
    creator_id: CreatorId
    video_id: str
    state: str


@dataclass(frozen=True, slots=True)
class SparkMoved(Event):
    """The permission to advertise a post entered `state`."""

    campaign_id: CampaignId
    post_id: PostId
    creator_id: CreatorId
    state: str


@dataclass(frozen=True, slots=True)
class SparkEnding(Event):
    """A code to advertise a post by ends within `days`."""

    campaign_id: CampaignId
    post_id: PostId
    creator_id: CreatorId
    days: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class PublicationMoved(Event):
    """A publication entered `state`; `trouble` is the code of what stands in its way, where something does."""

    account_id: AccountId
    publication_id: PublicationId
    verb: str
    state: str
    trouble: str | None
