"""Activity: who did what in a campaign, and when. Written once, and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from creatorport.domain.ids import CampaignId, MemberId, WorkspaceId

Fact = str | int | bool | None


class ActorKind(StrEnum):
    MEMBER = "MEMBER"
    CREATOR = "CREATOR"
    TIKTOK = "TIKTOK"
    GATEWAY = "GATEWAY"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something. A member and a creator have an id: the member's, and the creator's."""

    kind: ActorKind
    id: str | None = None

    @classmethod
    def member(cls, member_id: MemberId) -> "Actor":
        return cls(ActorKind.MEMBER, member_id)

    @classmethod
    def creator(cls, creator_id: str) -> "Actor":
        return cls(ActorKind.CREATOR, creator_id)


TIKTOK = Actor(ActorKind.TIKTOK)
"""What TikTok told us, where it does not tell whose doing it was."""
GATEWAY = Actor(ActorKind.GATEWAY)
"""What happened by itself: a time that came, a threshold that was crossed."""


class ActivityKind(StrEnum):
    """What an entry is about; the feed is filtered by it."""

    CAMPAIGN = "CAMPAIGN"
    PLAN = "PLAN"
    TEAM = "TEAM"
    INVITATION = "INVITATION"
    TERMS = "TERMS"
    DELIVERABLE = "DELIVERABLE"
    POST = "POST"
    MILESTONE = "MILESTONE"
    ORDER = "ORDER"


@dataclass(frozen=True, slots=True)
class Subject:
    """The thing that was acted on, where it is not the campaign itself. `kind` is its type in the graph."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Activity:
    """One entry. `verb` is in the past tense: `launched`, `withdrawn`.

    `facts` hold what the entry would not be understood without: ids, numbers, amounts written out. No messages, no
    names, no handles of people: entries stay when persons are forgotten.
    """

    workspace_id: WorkspaceId
    campaign_id: CampaignId
    at: datetime
    actor: Actor
    kind: ActivityKind
    verb: str
    subject: Subject | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
