import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.adapters.webhooks.delivery_keys import delivery_key
from creatorport.adapters.webhooks.event_names import event_name
from creatorport.adapters.webhooks.reader import JsonWebhookReader
from creatorport.application.ports.inbox import Channel, Delivery
from creatorport.application.ports.notices import (
    AccountVideosChanged,
    AuthorizationRemoved,
    CampaignVideoChanged,
    CommentChanged,
    InvitationAnswered,
    MilestoneCrossed,
    Noted,
    Notice,
    PublicationTold,
    Unrecognised,
)
from creatorport.application.ports.tiktok_one import AnswerStatus
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.comment_news import CommentAction
from creatorport.domain.errors import UnreadableDelivery
from creatorport.domain.handle import Handle


def event(name: str, content: Any, **more: Any) -> bytes:
    document = {"client_key": "ck", "event": name, "create_time": 1, "user_openid": "o-1", "content": content, **more}
    return json.dumps(document).encode()


def test_a_repeat_has_the_same_key_however_it_is_written() -> None:
    one = event("post.publish.publicly_available", '{"publish_id":"p","post_id":7678907398077074696}')
    again = event(
        "post.publish.publicly_available", '{ "post_id":"7678907398077074696", "publish_id":"p" }', create_time=9
    )
    assert delivery_key(Channel.OPEN, one) == delivery_key(Channel.OPEN, again)


def test_other_events_people_posts_and_channels_have_other_keys() -> None:
    bodies = [
        event("post.publish.complete", '{"publish_id":"p"}'),
        event("post.publish.complete", '{"publish_id":"q"}'),
        event("post.publish.failed", '{"publish_id":"p"}'),
        event("post.publish.complete", '{"publish_id":"p"}', user_openid="o-2"),
        event("post.publish.publicly_available", '{"publish_id":"p","post_id":"1"}'),
        event("post.publish.publicly_available", '{"publish_id":"p","post_id":"2"}'),
        event("authorization.removed", '{"reason":1}'),
        event("authorization.removed", '{"reason":1}', create_time=2),
        b"not json",
        b"not json either",
    ]
    keys = [delivery_key(Channel.OPEN, body) for body in bodies]
    assert len(set(keys)) == len(bodies)
    assert delivery_key(Channel.BUSINESS, bodies[0]) not in keys


def subscription(*entries: dict[str, Any], request_id: str = "W1", number: int = 10) -> bytes:
    return json.dumps({"request_id": request_id, "object": number, "time": 1, "entry": entries}).encode()


VIDEO = {
    "event_type": "tto_campaign_webhook",
    "tto_campaign_event_type": "tto_video_uploaded",
    "campaign_id": 7500000000000000001,
    "tto_tcm_account_id": "7400000000000000001",
    "video_id": "7493990579714164574",
    "event_time": "2026-11-20T19:00:00.070272Z",
    "log_id": "L1",
}
ANSWER = {
    "event_type": "tto_invitation_webhook",
    "tto_invitation_event_type": "invitation_accepted",
    "invitation_id": "7700000000000000001",
    "campaign_id": "7500000000000000001",
    "tto_tcm_account_id": "7400000000000000001",
    "handle_name": "glow.by.ana",
    "response_message": "Happy to!",
    "event_time": "2026-11-20T19:00:00.000000Z",
    "log_id": "L2",
}


def test_entries_of_one_request_are_told_apart_and_a_new_log_id_is_no_news() -> None:
    first = delivery_key(Channel.BUSINESS, subscription(VIDEO))
    assert delivery_key(Channel.BUSINESS, subscription({**VIDEO, "log_id": "L9"})) == first
    assert delivery_key(Channel.BUSINESS, subscription({**VIDEO, "video_id": "1"})) != first
    assert delivery_key(Channel.BUSINESS, subscription(VIDEO, request_id="W2")) != first
    assert delivery_key(Channel.BUSINESS, subscription(VIDEO, ANSWER)) != first


def shop(number: object, notification: str = "7327112393057371910") -> bytes:
    return json.dumps(
        {"type": number, "tts_notification_id": notification, "creator_open_id": "c-1", "timestamp": 1, "data": {}}
    ).encode()


def test_a_shops_repeat_is_told_by_its_notification() -> None:
    keys = [delivery_key(Channel.SHOP, body) for body in (shop(17), shop(17) + b" ", shop(33), shop(17, "8"))]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


@pytest.mark.parametrize(
    ("channel", "body", "name"),
    [
        (Channel.OPEN, event("authorization.removed", "{}"), "authorization.removed"),
        (Channel.ACCOUNT, event("comment.update", "{}"), "comment.update"),
        (Channel.BUSINESS, subscription(VIDEO, ANSWER), "tto_video_uploaded"),
        (Channel.BUSINESS, subscription(ANSWER), "invitation_accepted"),
        (Channel.BUSINESS, subscription({"leads": []}), ""),
        (Channel.BUSINESS, subscription(), ""),
        (Channel.SHOP, shop(17), "shop.17"),
        (Channel.SHOP, shop("17"), ""),
        (Channel.OPEN, event("x" * 500 + "\n", "{}"), "x" * 100),
        (Channel.OPEN, event("a\x00\nb\ud800", "{}"), "ab\ufffd"),
        (Channel.OPEN, b"[]", ""),
        (Channel.OPEN, b"not json", ""),
    ],
)
def test_a_delivery_is_called_by_its_events_name(channel: Channel, body: bytes, name: str) -> None:
    assert event_name(channel, body) == name


@given(st.binary(max_size=120), st.sampled_from(Channel))
def test_whatever_arrives_has_a_name_or_none(body: bytes, channel: Channel) -> None:
    assert event_name(channel, body) == ""


@given(st.binary(max_size=120) | st.recursive(st.none() | st.text(), st.lists).map(lambda v: json.dumps(v).encode()))
def test_every_body_has_a_key(body: bytes) -> None:
    assert delivery_key(Channel.OPEN, body) == delivery_key(Channel.OPEN, bytes(body))


def read(body: bytes, channel: Channel) -> list[Notice]:
    reader = JsonWebhookReader(client_key="ck", app_id="app")
    return list(reader.read(Delivery("d-1", channel, body, datetime(2026, 11, 20, tzinfo=UTC))))


def test_a_removed_authorization_says_whose_and_why() -> None:
    assert read(event("authorization.removed", '{"reason":1}'), Channel.OPEN) == [
        AuthorizationRemoved(
            "o-1",
            "the person disconnected the app",
            datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC),
            LossCause.REMOVED_BY_CREATOR,
        )
    ]
    assert read(event("authorization.removed", '{"reason":9}'), Channel.OPEN) == [
        AuthorizationRemoved("o-1", "unknown (9)", datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    ]


def test_several_entries_become_several_notices_and_ids_keep_every_digit() -> None:
    assert read(subscription(VIDEO, ANSWER), Channel.BUSINESS) == [
        CampaignVideoChanged("7400000000000000001", "7500000000000000001"),
        InvitationAnswered(
            "7400000000000000001",
            "7500000000000000001",
            "7700000000000000001",
            Handle.of("glow.by.ana"),
            AnswerStatus.ACCEPTED,
            "Happy to!",
            datetime(2026, 11, 20, 19, tzinfo=UTC),
        ),
    ]


def test_the_business_app_is_told_of_removed_authorizations_too() -> None:
    [notice] = read(event("authorization.removed", "{}", client_key="app"), Channel.ACCOUNT)
    assert isinstance(notice, AuthorizationRemoved)
    assert (notice.open_id, notice.loss) == ("o-1", LossCause.REMOVED)


@pytest.mark.parametrize(
    "name",
    [
        "post.publish.publicly_available",
        "post.publish.no_longer_publicaly_available",
        "post.publish.no_longer_publicly_available",
        "video.publish.completed",
    ],
)
def test_a_video_that_appears_or_disappears_is_news_of_its_account(name: str) -> None:
    assert read(event(name, "{}"), Channel.OPEN) == [AccountVideosChanged("o-1")]
    for channel in (Channel.ACCOUNT, Channel.BUSINESS):
        assert read(event(name, "{}", client_key="app"), channel) == [AccountVideosChanged("o-1")]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        (
            "post.publish.complete",
            {"publish_id": "v_pub_file~v2-1.1", "publish_type": "DIRECT_PUBLISH"},
            ("complete", None, None),
        ),
        (
            "post.publish.failed",
            {"publish_id": "v_pub_file~v2-1.1", "reason": "frame_rate_check_failed"},
            ("failed", None, "frame_rate_check_failed"),
        ),
        (
            "post.publish.publicly_available",
            {"publish_id": "v_pub_file~v2-1.1", "post_id": 7678907398077074696},
            ("public", "7678907398077074696", None),
        ),
    ],
)
def test_what_became_of_a_publication_is_news_of_it(name: str, content: Any, told: tuple[str, Any, Any]) -> None:
    verdict, post_id, reason = told
    [*_, notice] = read(event(name, json.dumps(content)), Channel.OPEN)
    at = datetime.fromtimestamp(1, UTC)
    assert notice == PublicationTold("o-1", "v_pub_file~v2-1.1", verdict, post_id, reason, at)


@pytest.mark.parametrize("content", ["{}", "[]", '{"publish_id": ""}'])
def test_news_that_name_no_publication_are_noted(content: str) -> None:
    assert read(event("post.publish.complete", content), Channel.OPEN) == [Noted("post.publish.complete")]


COMMENT = {
    "comment_id": 7709895975969675228,
    "video_id": 7709036802936477591,
    "parent_comment_id": 7709895975969675001,
    "comment_type": "reply",
    "comment_action": "set_to_hidden",
    "unique_identifier": "ab12",
    "timestamp": 1795132800123,
}
MILESTONE = {
    "event_type": "tto_performance_webhook",
    "metric": "video_views",
    "threshold": 10_000,
    "value": 10_001,
    "campaign_id": "7500000000000000001",
    "tto_tcm_account_id": "7400000000000000001",
    "video_id": "7493990579714164574",
    "handle_name": "glow.by.ana",
    "event_time": "2026-11-20T19:00:00.000000Z",
    "log_id": "L3",
}


def comment(**changed: Any) -> bytes:
    return event("comment.update", json.dumps({**COMMENT, **changed}), client_key="app")


def test_a_comment_keeps_every_digit_of_its_ids_and_has_no_text() -> None:
    at = datetime(2026, 11, 20, 0, 0, 0, 123_000, tzinfo=UTC)
    expected = CommentChanged(
        "o-1", "7709036802936477591", "7709895975969675228", True, CommentAction.SET_TO_HIDDEN, at
    )
    assert read(comment(), Channel.ACCOUNT) == [expected]
    (new,) = read(comment(comment_type="comment", comment_action="frozen"), Channel.ACCOUNT)
    assert isinstance(new, CommentChanged)
    assert (new.is_reply, new.action) == (False, CommentAction.OTHER)


def test_a_crossed_threshold_says_of_what() -> None:
    assert read(subscription(MILESTONE, number=9002), Channel.BUSINESS) == [
        MilestoneCrossed(
            "7400000000000000001",
            "7500000000000000001",
            "7493990579714164574",
            "video_views",
            10_000,
            10_001,
            datetime(2026, 11, 20, 19, tzinfo=UTC),
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        comment(comment_id=None),
        comment(timestamp="soon"),
        comment(timestamp=2**62),
        comment(comment_action=None),
        subscription({**MILESTONE, "value": "many"}),
        subscription({**MILESTONE, "event_time": None}),
    ],
)
def test_comments_and_thresholds_that_make_no_sense_are_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableDelivery):
        read(body, Channel.ACCOUNT if b"comment.update" in body else Channel.BUSINESS)


@pytest.mark.parametrize(
    ("body", "channel", "named"),
    [
        (event("post.publish.inbox_delivered", "{}"), Channel.OPEN, "post.publish.inbox_delivered"),
        (event("im_receive_msg", "{}", client_key="app"), Channel.ACCOUNT, "im_receive_msg"),
        (shop(17), Channel.SHOP, "shop.17 (shoppable content changed)"),
        (shop(33), Channel.SHOP, "shop.33 (new message)"),
    ],
)
def test_a_documented_event_on_which_nothing_depends_is_noted(body: bytes, channel: Channel, named: str) -> None:
    assert read(body, channel) == [Noted(named)]


@pytest.mark.parametrize(
    ("body", "channel", "named"),
    [
        (event("brand.new.event", "no json at all"), Channel.OPEN, "brand.new.event"),
        (event("brand.new.event", "{}", client_key="app"), Channel.ACCOUNT, "brand.new.event"),
        (shop(99), Channel.SHOP, "shop.99"),
        (subscription({"leads": []}), Channel.BUSINESS, "entry without a type"),
        (subscription({**VIDEO, "tto_campaign_event_type": "tto_video_gone"}), Channel.BUSINESS, "tto_video_gone"),
    ],
)
def test_an_event_that_we_do_not_know_is_named_and_not_refused(body: bytes, channel: Channel, named: str) -> None:
    assert read(body, channel) == [Unrecognised(named)]


@pytest.mark.parametrize(
    ("body", "channel"),
    [
        (b"<html>", Channel.OPEN),
        (b"[]", Channel.OPEN),
        (b"{}", Channel.OPEN),
        (b"{}", Channel.BUSINESS),
        (b"{}", Channel.SHOP),
        (b"{}", Channel.ACCOUNT),
        (event("comment.update", "{}", client_key="ck"), Channel.ACCOUNT),
        (event("authorization.removed", "not json"), Channel.OPEN),
        (event("authorization.removed", '{"reason":1}', client_key="somebody else"), Channel.OPEN),
        (event("authorization.removed", '{"reason":1}', user_openid=None), Channel.OPEN),
        (subscription({**ANSWER, "handle_name": "no handle!"}), Channel.BUSINESS),
        (subscription({**ANSWER, "event_time": "soon"}), Channel.BUSINESS),
        (subscription({**VIDEO, "campaign_id": None}), Channel.BUSINESS),
        (b'{"entry": 5}', Channel.BUSINESS),
    ],
)
def test_what_makes_no_sense_is_unreadable(body: bytes, channel: Channel) -> None:
    with pytest.raises(UnreadableDelivery):
        read(body, channel)
