"""The names of the log's streams, and which events go where."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from creatorport.domain.effect import Json
from creatorport.domain.events import (
    AccountMoved,
    CampaignChanged,
    CampaignMoved,
    DeliverableMoved,
    DeliverableReminded,
    Event,
    GrantEnding,
    InvitationMoved,
    LinkRequestMoved,
    MilestoneReached,
    NegotiationMoved,
    PostLinked,
    PublicationMoved,
    SparkEnding,
    SparkMoved,
)
from creatorport.domain.ids import AccountId, BatchId, CampaignId


def campaign_activity(campaign_id: CampaignId) -> str:
    """What happened in a campaign: its own moves, its invitations', its posts'."""
    return f"campaign-activity/{campaign_id}"


def campaign_performance(campaign_id: CampaignId) -> str:
    """Each change of a campaign's numbers, as totals at that moment."""
    return f"campaign-performance/{campaign_id}"


def account_activity(account_id: AccountId) -> str:
    """What happened to a TikTok account's connection."""
    return f"account-activity/{account_id}"


def account_sync(account_id: AccountId) -> str:
    """Each step of an account's sync runs."""
    return f"account-sync/{account_id}"


def batch_progress(batch_id: BatchId) -> str:
    """Where a batch of invitations stands, each time that changes."""
    return f"batch-progress/{batch_id}"


def stream_of(event: Event) -> str | None:
    """Return the stream an aggregate's event belongs to, or None when it is not logged by itself."""
    match event:
        case CampaignMoved() | CampaignChanged() | InvitationMoved() | PostLinked() | MilestoneReached():
            return campaign_activity(event.campaign_id)
        case (
            DeliverableMoved()
            | DeliverableReminded()
            | LinkRequestMoved()
            | SparkMoved()
            | SparkEnding()
            | NegotiationMoved()
        ):
            return campaign_activity(event.campaign_id)
        case AccountMoved() | GrantEnding() | PublicationMoved():
            return account_activity(event.account_id)
        case _:
            return None


def kind_of(event: Event) -> str:
    """Return the kind under which an aggregate's event is logged: the name of its class."""
    return type(event).__name__


def payload_of(event: Event) -> Mapping[str, Json]:
    """Return the facts of an aggregate's event as the log keeps them: its fields, without `at`; times as texts."""
    facts = ((name, value) for name, value in asdict(event).items() if name != "at")
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in facts}
