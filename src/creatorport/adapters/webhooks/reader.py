"""From a verified delivery to notices.

TikTok for Developers, "webhooks-events"; API for Business, pages 1810521739537409, 1810515090228226, 1810515104773122.
"""

from collections.abc import Sequence
from typing import Any

from creatorport.adapters.tiktok.payload import Payload, parse
from creatorport.adapters.tiktok.times import created, stamp
from creatorport.adapters.tiktok.unknown_words import UNKNOWN_WORDS
from creatorport.adapters.webhooks.comments import comment_notice
from creatorport.adapters.webhooks.publications import publication_told
from creatorport.adapters.webhooks.shop import shop_notice
from creatorport.application.ports.inbox import Channel, Delivery
from creatorport.application.ports.notices import (
    AccountVideosChanged,
    AuthorizationRemoved,
    CampaignVideoChanged,
    InvitationAnswered,
    MilestoneCrossed,
    Noted,
    Notice,
    Unrecognised,
)
from creatorport.application.ports.tiktok_one import AnswerStatus
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.errors import TikTokAnswerLost, UnreadableDelivery

_REASONS = (
    ("unknown", LossCause.REMOVED),
    ("the person disconnected the app", LossCause.REMOVED_BY_CREATOR),
    ("the account was deleted", LossCause.ACCOUNT_DELETED),
    ("the person's age changed", LossCause.AGE_CHANGED),
    ("the account was banned", LossCause.ACCOUNT_BANNED),
    ("the developer revoked it", LossCause.REVOKED_BY_APP),
)

# A post that TikTok makes public, takes down, or that its creator shared through the app. TikTok spells the second one
# in two ways: so for developers, and properly for account webhooks.
_ACCOUNT_VIDEO_EVENTS = frozenset(
    {
        "post.publish.publicly_available",
        "post.publish.no_longer_publicaly_available",
        "post.publish.no_longer_publicly_available",
        "video.publish.completed",
    }
)

_KNOWN = frozenset(
    {
        "post.publish.failed",
        "post.publish.complete",
        "post.publish.inbox_delivered",
        "video.upload.failed",
        "portability.download.ready",
        "brand.mention.event",
        "im_receive_msg",
        "im_receive_msg_eu",
        "im_send_msg",
        "im_mark_read_msg",
        "im_referral_msg",
    }
)
"""Events that are documented, and on which nothing here depends."""

_VIDEO_EVENTS = frozenset({"tto_video_uploaded", "tto_video_published"})

_ANSWERS = {
    "invitation_viewed": AnswerStatus.VIEWED,
    "invitation_responded": AnswerStatus.RESPONDED,
    "invitation_accepted": AnswerStatus.ACCEPTED,
    "invitation_rejected": AnswerStatus.REJECTED,
    "invitation_expired": AnswerStatus.EXPIRED,
}


class JsonWebhookReader:
    """Implements WebhookReader. `client_key` and `app_id` are ours: what is addressed to another app is not read."""

    def __init__(self, *, client_key: str, app_id: str) -> None:
        self._apps = {Channel.OPEN: client_key, Channel.BUSINESS: app_id, Channel.ACCOUNT: app_id}

    def read(self, delivery: Delivery) -> Sequence[Notice]:
        notices = self._notices(delivery)
        for notice in notices:
            if isinstance(notice, Unrecognised):
                UNKNOWN_WORDS.met(f"webhook:{delivery.channel.value}", "event", notice.event)
        return notices

    def _notices(self, delivery: Delivery) -> Sequence[Notice]:
        try:
            document = _object(delivery.body, "delivery")
            if delivery.channel is Channel.SHOP:
                return [shop_notice(document)]
            if "event" in document.fields:
                return self._event(document, delivery.channel)
            if delivery.channel is Channel.BUSINESS:
                return [_entry(entry) for entry in document.each("entry")]
        except (TikTokAnswerLost, ValueError) as error:
            raise UnreadableDelivery(f"delivery {delivery.id}: {error}") from error
        raise UnreadableDelivery(f"delivery {delivery.id} names no event")

    def _event(self, document: Payload, channel: Channel) -> Sequence[Notice]:
        if document.text("client_key") != self._apps[channel]:
            raise ValueError("it is addressed to another app")
        event = document.text("event")
        if event == "authorization.removed":
            content = _object(document.text("content"), "content")  # JSON within JSON: parsed a second time
            reason, loss = _reason(content)
            return [AuthorizationRemoved(document.id("user_openid"), reason, created(document), loss)]
        told = publication_told(event, document) if channel is Channel.OPEN else []
        if event in _ACCOUNT_VIDEO_EVENTS:
            return [AccountVideosChanged(document.id("user_openid")), *told]
        if told:
            return told
        if event == "comment.update" and channel is not Channel.OPEN:
            return [comment_notice(document.id("user_openid"), _object(document.text("content"), "content"))]
        return [Noted(event) if event in _KNOWN else Unrecognised(event)]


def _entry(entry: Payload) -> Notice:
    kind = entry.maybe_text("event_type") or "entry without a type"
    if kind == "tto_campaign_webhook":
        event = entry.text("tto_campaign_event_type")
        if event in _VIDEO_EVENTS:
            return CampaignVideoChanged(entry.id("tto_tcm_account_id"), entry.id("campaign_id"))
        return Unrecognised(event)
    if kind == "tto_invitation_webhook":
        event = entry.text("tto_invitation_event_type")
        return _answer(entry, _ANSWERS[event]) if event in _ANSWERS else Unrecognised(event)
    if kind == "tto_performance_webhook":
        return _milestone(entry)
    return Unrecognised(kind)


def _milestone(entry: Payload) -> MilestoneCrossed:
    at = stamp(entry, "event_time")
    if at is None:
        raise entry.lost("event_time")
    return MilestoneCrossed(
        entry.id("tto_tcm_account_id"),
        entry.id("campaign_id"),
        entry.id("video_id"),
        entry.id("metric"),
        entry.whole("threshold"),
        entry.whole("value"),
        at,
    )


def _answer(entry: Payload, status: AnswerStatus) -> InvitationAnswered:
    at = stamp(entry, "event_time")
    if at is None:
        raise entry.lost("event_time")
    return InvitationAnswered(
        tto_account_id=entry.id("tto_tcm_account_id"),
        campaign_tiktok_id=entry.id("campaign_id"),
        tiktok_id=entry.id("invitation_id"),
        handle=entry.handle("handle_name"),
        status=status,
        answer=entry.maybe_text("response_message") or None,
        at=at,
    )


def _reason(content: Payload) -> tuple[str, LossCause]:
    number = content.maybe_whole("reason")
    if number is not None and number < len(_REASONS):
        return _REASONS[number]
    UNKNOWN_WORDS.met("webhook:open", "reason", str(number))
    return f"unknown ({number})", LossCause.REMOVED


def _object(text: bytes | str, what: str) -> Payload:
    document: Any = parse(text)
    if not isinstance(document, dict):
        raise ValueError(f"the {what} is not a JSON object")  # noqa: TRY004  a wrong value off the wire, not a wrong call
    return Payload(document, "webhook", path=what)
