from datetime import datetime
from enum import Enum

import strawberry

from creatorport.application.views import PurgeView
from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.scalars import BigInt


@strawberry.enum(description="Why data was dropped.")
class DropReason(Enum):
    DISCONNECTED = value("disconnected", description="The account was disconnected here.")
    GRANT_LOST = value("grant_lost", description="TikTok no longer honours the account's grant.")
    NOT_REFRESHED = value(
        "not_refreshed", description="TikTok did not tell it again in time; the account's last failure says why."
    )
    OUTLIVED = value("outlived", description="Its time was over.")


@strawberry.enum(description="What was dropped.")
class PurgedData(Enum):
    PROFILE = value("profile", description="What an account's profile tells of the person: names, bio, links, picture.")
    VIDEO_TEXTS = value("video_texts", description="Titles, descriptions and links of an account's videos.")
    INSIGHTS = value(
        "insights",
        description="What an account's creator consented to tell: audience, days and watch times; one per reading and "
        "day.",
    )
    IDEMPOTENCY_KEYS = value("idempotency_keys", description="Used idempotency keys, with what came of them.")
    WEBHOOKS = value("webhooks", description="Stored webhooks that concerned the workspace.")
    TOLD_EVENTS = value("told_events", description="Events that outgoing webhooks took, or that were given up.")


@strawberry.type(description="That an account's personal data was dropped, until TikTok tells it again.")
class PersonalDataDropped:
    reason: DropReason = derived(lambda dropped: dropped.reason.value, "Why.")
    at: datetime = attribute("When.")


@strawberry.type(description="One line of the report of what was dropped.")
class Purge:
    at: datetime = attribute("When.")
    what: PurgedData = attribute("What was dropped.")
    reason: DropReason = attribute("Why.")
    items: BigInt = attribute("How many of it: profiles, videos, readings, keys, webhooks or events.")
    account_id: strawberry.ID | None = derived(
        lambda purge: purge.account_id and global_id("TikTokAccount", purge.account_id),
        "The account whose data it was; null for what belongs to none.",
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, PurgeView)
