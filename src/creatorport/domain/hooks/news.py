"""What receivers are told: the types of events, and one event as it is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from creatorport.domain.effect import Json


class HookEventType(StrEnum):
    """What an event is of. The words are what receivers read; new ones may be added, none is ever changed."""

    CAMPAIGN_MOVED = "campaign.moved"
    CAMPAIGN_CHANGED = "campaign.changed"
    CAMPAIGN_MILESTONE_REACHED = "campaign.milestone_reached"
    CAMPAIGN_PERFORMANCE_CHANGED = "campaign.performance_changed"
    INVITATION_MOVED = "invitation.moved"
    INVITATION_TERMS_MOVED = "invitation.terms_moved"
    DELIVERABLE_MOVED = "deliverable.moved"
    DELIVERABLE_REMINDED = "deliverable.reminded"
    DELIVERABLE_LINK_MOVED = "deliverable.link_moved"
    POST_LINKED = "post.linked"
    POST_SPARK_MOVED = "post.spark_moved"
    POST_SPARK_ENDING = "post.spark_ending"
    ACCOUNT_MOVED = "account.moved"
    ACCOUNT_GRANT_ENDING = "account.grant_ending"
    PUBLICATION_MOVED = "publication.moved"
    TEST = "webhook.test"


CHOOSABLE: Final = frozenset(HookEventType) - {HookEventType.TEST}
"""What a hook can be made to tell of. A test is told whatever was chosen."""


@dataclass(frozen=True, slots=True)
class HookObject:
    """What an event is about: a type and an id of the graph. Events of one object are told in their order."""

    type: str
    id: str


@dataclass(frozen=True, slots=True)
class HookNews:
    """One event, as every receiver is told it. `sequence` grows with each event of an object; it may leave gaps."""

    id: str
    type: HookEventType
    object: HookObject
    sequence: int
    at: datetime
    data: Mapping[str, Json]
