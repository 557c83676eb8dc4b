"""From an entry of the log to what receivers are told of it: ids and words as the graph has them, and no person's."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from creatorport.application.global_ids import global_id
from creatorport.domain.counts import Counts
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
from creatorport.domain.hooks.hook import Hook
from creatorport.domain.hooks.news import HookEventType, HookNews, HookObject
from creatorport.domain.ids import CampaignId, CreatorId
from creatorport.domain.performance import CampaignPerformance

_T = HookEventType
_Told = tuple[HookEventType, HookObject, Mapping[str, Json]]


def news_of(event: Event, stream: str, number: int) -> HookNews | None:
    """Return what is told of an aggregate's event that has this place in the log; None where nothing is."""
    told = _of_campaign(event) or _of_creators(event) or _of_account(event)
    if told is None:
        return None
    kind, about, facts = told
    return HookNews(_event_id(stream, number), kind, about, number, event.at, facts)


def performance_news(performance: CampaignPerformance, stream: str, number: int, at: datetime) -> HookNews:
    """Return what is told of a campaign's changed numbers. They are an object of their own, beside the campaign."""
    totals = performance.totals
    facts: dict[str, Json] = {
        "campaignId": _campaign(performance.campaign_id),
        "posts": totals.posts,
        "measured": totals.measured,
        "counts": _counts(totals.counts),
        "oldestCapture": None if totals.oldest_capture is None else written(totals.oldest_capture),
        "freshUntil": None if totals.fresh_until is None else written(totals.fresh_until),
    }
    about = HookObject("CampaignPerformance", _campaign(performance.campaign_id))
    return HookNews(_event_id(stream, number), _T.CAMPAIGN_PERFORMANCE_CHANGED, about, number, at, facts)


def news_of_test(hook: Hook, now: datetime) -> HookNews:
    """Return the test event that the hook has just counted."""
    about = HookObject("OutgoingWebhook", global_id("OutgoingWebhook", hook.id))
    return HookNews(_event_id(f"hook-tests/{hook.id}", hook.tests), _T.TEST, about, hook.tests, now, {})


def written(instant: datetime) -> str:
    """Return a time as receivers read it."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _event_id(stream: str, number: int) -> str:
    """Name an event by its place in the log, which it has for good; without a dot, which separates what is signed."""
    return f"evt_{hashlib.sha256(f'{stream}/{number}'.encode()).hexdigest()[:32]}"


def _of_campaign(event: Event) -> _Told | None:
    match event:
        case CampaignMoved():
            return _T.CAMPAIGN_MOVED, _about_campaign(event.campaign_id), {"state": event.state.upper()}
        case CampaignChanged():
            return _T.CAMPAIGN_CHANGED, _about_campaign(event.campaign_id), {"fields": list(event.fields)}
        case MilestoneReached():
            facts: dict[str, Json] = {
                "metric": event.metric.upper(),
                "threshold": str(event.threshold),
                "value": str(event.value),
            }
            return _T.CAMPAIGN_MILESTONE_REACHED, _about_campaign(event.campaign_id), facts
        case _:
            return None


def _of_creators(event: Event) -> _Told | None:
    match event:
        case InvitationMoved():
            facts = _within(event.campaign_id, event.creator_id, state=event.state.upper())
            return _T.INVITATION_MOVED, _about("Invitation", event.invitation_id), facts
        case NegotiationMoved():
            facts = _within(event.campaign_id, event.creator_id, negotiation=event.state.upper(), terms=event.number)
            return _T.INVITATION_TERMS_MOVED, _about("Invitation", event.invitation_id), facts
        case DeliverableMoved():
            facts = _within(event.campaign_id, event.creator_id, state=event.state.upper())
            return _T.DELIVERABLE_MOVED, _about("Deliverable", event.deliverable_id), facts
        case DeliverableReminded():
            facts = _within(event.campaign_id, event.creator_id, dueAt=written(event.due_at))
            return _T.DELIVERABLE_REMINDED, _about("Deliverable", event.deliverable_id), facts
        case LinkRequestMoved():
            facts = _within(event.campaign_id, event.creator_id, state=event.state.upper(), videoId=event.video_id)
            return _T.DELIVERABLE_LINK_MOVED, _about("Deliverable", event.deliverable_id), facts
        case PostLinked():
            facts = _within(event.campaign_id, event.creator_id, videoId=event.video_id)
            return _T.POST_LINKED, _about("Post", event.post_id), facts
        case SparkMoved():
            facts = _within(event.campaign_id, event.creator_id, state=event.state.upper())
            return _T.POST_SPARK_MOVED, _about("Post", event.post_id), facts
        case SparkEnding():
            facts = _within(event.campaign_id, event.creator_id, days=event.days, endsAt=written(event.ends_at))
            return _T.POST_SPARK_ENDING, _about("Post", event.post_id), facts
        case _:
            return None


def _of_account(event: Event) -> _Told | None:
    match event:
        case AccountMoved():
            facts: dict[str, Json] = {"state": event.state.upper()}
            return _T.ACCOUNT_MOVED, _about("TikTokAccount", event.account_id), facts
        case GrantEnding():
            facts = {"family": event.family.upper(), "days": event.days, "endsAt": written(event.ends_at)}
            return _T.ACCOUNT_GRANT_ENDING, _about("TikTokAccount", event.account_id), facts
        case PublicationMoved():
            facts = {
                "accountId": global_id("TikTokAccount", event.account_id),
                "state": event.state.upper(),
                "trouble": event.trouble,
            }
            return _T.PUBLICATION_MOVED, _about("Publication", event.publication_id), facts
        case _:
            return None


def _about(kind: str, local: str) -> HookObject:
    return HookObject(kind, global_id(kind, local))


def _about_campaign(campaign_id: CampaignId) -> HookObject:
    return HookObject("Campaign", _campaign(campaign_id))


def _campaign(campaign_id: CampaignId) -> str:
    return global_id("Campaign", campaign_id)


def _within(campaign_id: CampaignId, creator_id: CreatorId, **facts: Json) -> dict[str, Json]:
    return {"campaignId": _campaign(campaign_id), "creatorId": global_id("Creator", creator_id), **facts}


def _counts(counts: Counts) -> Json:
    """Counts are texts, as in the graph: what JavaScript takes for numbers ends at 2^53."""
    named = {name: getattr(counts, name) for name in ("views", "likes", "comments", "shares")}
    return {name: None if many is None else str(many) for name, many in named.items()}
