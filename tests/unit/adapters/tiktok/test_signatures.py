from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.adapters.webhooks.rejections import (
    SignatureMalformed,
    SignatureMissing,
    SignatureStale,
    SignatureWrong,
    WebhookRejected,
)
from creatorport.adapters.webhooks.signatures import WebhookSignatures
from creatorport.application.ports.inbox import Channel
from creatorport.domain.secret import Secret
from tests.fakes.clock import MovableClock

OPEN_T = 1795197605
REMOVED = (
    rb'{"client_key":"sbaw0example1234","event":"authorization.removed","create_time":1795197600,'
    rb'"user_openid":"-000example_open_id","content":"{\"reason\":1}"}'
)
PUBLISHED = (
    rb'{"client_key":"sbaw0example1234","event":"post.publish.complete","create_time":1795197600,'
    rb'"user_openid":"-000example_open_id","content":"{\"publish_id\":\"v_pub_file~v2-1.7574812345678901234\",'
    rb'\"publish_type\":\"DIRECT_PUBLISH\"}"}'
)
OPEN_VECTORS = [
    (REMOVED, "0afddcac378c07027841de846a3513939820341565bdfef755bb48343a2d2d2b"),
    (PUBLISHED, "e3b9a57d77bc63e04af788134af06bc098211e10c256e874a72be8acae137113"),
]
SUBSCRIPTION = (
    rb'{"request_id":"202611200000000000000000000000001","object":10,"time":1789000000,"entry":[{"event_type":'
    rb'"tto_campaign_webhook","tto_tcm_account_id":"7400000000000000001","campaign_id":"7500000000000000001",'
    rb'"video_id":"7493990579714164574","handle_name":"jos\u00e9_\u2728","tto_campaign_event_type":'
    rb'"tto_video_published","event_time":"2026-09-09T21:46:40.000000Z","log_id":"20260909214640ABCDEF"}]}'
)
SUBSCRIPTION_SIGNATURE = "3bb361b13cd9ddd0c7c1e3debb4d034194a76673106de579d86138b903da101e"
ACCOUNT = (
    rb'{"client_key":"7519035078651936769","event":"post.publish.publicly_available","create_time":1789000000,'
    rb'"user_openid":"-000abc","content":"{\"publish_id\":\"v_pub_url~v1.2345123456789123456\",'
    rb'\"post_id\":\"7493990579714164574\",\"publish_type\":\"DIRECT_PUBLISH\"}"}'
)
ACCOUNT_SIGNATURE = "75cdc14d9a461a9e4df30ee1cbe99d451e4edb2cbd317ef04dac9eebb8a405ef"


SHOP = (
    rb'{"type":17,"tts_notification_id":"7327112393057371910","creator_open_id":"uACafQAAAABmUU2q","timestamp":1789000000,'
    rb'"data":{"product_id":"1729503179457070324","event":{"type":"ADD","scene":"VIDEO",'
    rb'"content_id":"7493990579714164574"}}}'
)
SHOP_SIGNATURE = "154ad235b582d0ce941bbb7dfb09b07494eb78112561cb991499338a8e791b92"


def at(unix: int) -> MovableClock:
    return MovableClock(datetime.fromtimestamp(unix, UTC))


def opened(clock: MovableClock, *secrets: str) -> WebhookSignatures:
    return WebhookSignatures(Channel.OPEN, [Secret(s) for s in secrets or ("test_client_secret",)], clock)


def business(clock: MovableClock) -> WebhookSignatures:
    return WebhookSignatures(Channel.BUSINESS, [Secret("app_secret_example")], clock)


def shop(*secrets: str) -> WebhookSignatures:
    keys = [Secret(secret) for secret in secrets or ("e59af819cc",)]
    return WebhookSignatures(Channel.SHOP, keys, at(OPEN_T), app_key="68xu9ks5p4i8")


def test_the_published_vector_of_a_shop_verifies_at_any_age() -> None:
    assert shop().verify(SHOP, {"Authorization": SHOP_SIGNATURE}) is Channel.SHOP


def test_a_shops_other_body_key_header_or_scheme_word_does_not_verify() -> None:
    with pytest.raises(SignatureWrong):
        shop().verify(SHOP + b" ", {"authorization": SHOP_SIGNATURE})
    other = WebhookSignatures(Channel.SHOP, [Secret("e59af819cc")], at(OPEN_T), app_key="68xu9ks5p4i9")
    with pytest.raises(SignatureWrong):
        other.verify(SHOP, {"authorization": SHOP_SIGNATURE})
    with pytest.raises(SignatureMalformed):
        shop().verify(SHOP, {"authorization": f"Bearer {SHOP_SIGNATURE}"})
    with pytest.raises(SignatureMissing):
        shop().verify(SHOP, {"tiktok-signature": SHOP_SIGNATURE, "x-open-signature": SHOP_SIGNATURE})


def test_every_family_holds_both_secrets_while_they_rotate() -> None:
    old, new = "app_secret_example", "the new one"
    rotating = WebhookSignatures(Channel.BUSINESS, [Secret(new), Secret(old)], at(1789000000))
    only_new = WebhookSignatures(Channel.BUSINESS, [Secret(new)], at(1789000000))
    plain, timed = (
        {"x-open-signature": SUBSCRIPTION_SIGNATURE},
        {"tiktok-signature": f"t=1789000000,s={ACCOUNT_SIGNATURE}"},
    )
    assert rotating.verify(SUBSCRIPTION, plain) is Channel.BUSINESS
    assert rotating.verify(ACCOUNT, timed) is Channel.ACCOUNT
    assert shop("the new one", "e59af819cc").verify(SHOP, {"authorization": SHOP_SIGNATURE}) is Channel.SHOP
    for signatures, body, headers in (
        (only_new, SUBSCRIPTION, plain),
        (only_new, ACCOUNT, timed),
        (shop("the new one"), SHOP, {"authorization": SHOP_SIGNATURE}),
    ):
        with pytest.raises(SignatureWrong):
            signatures.verify(body, headers)


def test_a_shops_address_needs_its_app_key() -> None:
    with pytest.raises(ValueError, match="app key"):
        WebhookSignatures(Channel.SHOP, [Secret("s")], at(OPEN_T))


@pytest.mark.parametrize("age", [-301, 301])
def test_an_old_account_webhook_is_stale(age: int) -> None:
    with pytest.raises(SignatureStale):
        business(at(1789000000 + age)).verify(ACCOUNT, {"tiktok-signature": f"t=1789000000,s={ACCOUNT_SIGNATURE}"})


@pytest.mark.parametrize(("body", "signature"), OPEN_VECTORS)
def test_the_published_vectors_of_the_open_channel_verify(body: bytes, signature: str) -> None:
    told = opened(at(OPEN_T)).verify(body, {"Tiktok-Signature": f"t={OPEN_T},s={signature}"})
    assert told is Channel.OPEN


def test_the_published_vector_of_subscriptions_verifies_raw_and_unescaped() -> None:
    signatures = business(at(1789000000))
    assert signatures.verify(SUBSCRIPTION, {"X-Open-Signature": SUBSCRIPTION_SIGNATURE}) is Channel.BUSINESS
    unescaped = SUBSCRIPTION.replace(rb"\u00e9_\u2728", "é_✨".encode())
    assert signatures.verify(unescaped, {"x-open-signature": SUBSCRIPTION_SIGNATURE}) is Channel.BUSINESS


def test_the_hash_of_the_unescaped_letters_is_a_wrong_one_for_the_escaped_body() -> None:
    wrong = "97fc1fb4f51876d9da15f6eb9a239d15434a15ec34911515748ff730829d6a75"
    with pytest.raises(SignatureWrong):
        business(at(1789000000)).verify(SUBSCRIPTION, {"x-open-signature": wrong})


def test_the_published_vector_of_account_webhooks_verifies() -> None:
    headers = {"tiktok-signature": f"t=1789000000,s={ACCOUNT_SIGNATURE}"}
    assert business(at(1789000000)).verify(ACCOUNT, headers) is Channel.ACCOUNT


@pytest.mark.parametrize("age", [-300, 0, 300])
def test_a_delivery_up_to_five_minutes_old_or_ahead_is_taken(age: int) -> None:
    body, signature = OPEN_VECTORS[0]
    told = opened(at(OPEN_T + age)).verify(body, {"tiktok-signature": f"t={OPEN_T},s={signature}"})
    assert told is Channel.OPEN


@pytest.mark.parametrize("age", [-301, 301, 86_400])
def test_an_older_one_is_stale(age: int) -> None:
    body, signature = OPEN_VECTORS[0]
    with pytest.raises(SignatureStale) as stale:
        opened(at(OPEN_T + age)).verify(body, {"tiktok-signature": f"t={OPEN_T},s={signature}"})
    assert stale.value.age == age


def test_the_tolerance_can_be_widened() -> None:
    body, signature = OPEN_VECTORS[0]
    patient = WebhookSignatures(
        Channel.OPEN, [Secret("test_client_secret")], at(OPEN_T + 72 * 3600), tolerance=timedelta(hours=72)
    )
    assert patient.verify(body, {"tiktok-signature": f"t={OPEN_T},s={signature}"}) is Channel.OPEN


def test_both_secrets_hold_while_they_rotate() -> None:
    body, signature = OPEN_VECTORS[0]
    told = opened(at(OPEN_T), "the new one", "test_client_secret").verify(
        body, {"tiktok-signature": f"t={OPEN_T},s={signature}"}
    )
    assert told is Channel.OPEN
    with pytest.raises(SignatureWrong):
        opened(at(OPEN_T), "the new one").verify(body, {"tiktok-signature": f"t={OPEN_T},s={signature}"})


def test_a_changed_body_or_time_does_not_verify() -> None:
    body, signature = OPEN_VECTORS[0]
    for changed, time in [(body + b" ", OPEN_T), (body.replace(b"1}", b"2}"), OPEN_T), (body, OPEN_T + 1)]:
        with pytest.raises(SignatureWrong):
            opened(at(OPEN_T)).verify(changed, {"tiktok-signature": f"t={time},s={signature}"})


@pytest.mark.parametrize("header", ["", "s=00", "t=1,s=zz", f"t={OPEN_T}", f"t=-1,s={'0' * 64}", "t=é,s=ü"])
def test_a_header_that_cannot_be_read_is_malformed(header: str) -> None:
    with pytest.raises(SignatureMalformed):
        opened(at(OPEN_T)).verify(b"{}", {"tiktok-signature": header})


def test_no_signature_is_missing_and_the_open_channel_takes_no_plain_one() -> None:
    with pytest.raises(SignatureMissing):
        opened(at(OPEN_T)).verify(b"{}", {})
    with pytest.raises(SignatureMissing):
        opened(at(OPEN_T)).verify(SUBSCRIPTION, {"x-open-signature": SUBSCRIPTION_SIGNATURE})


@pytest.mark.parametrize("secrets", [[], [Secret("")], [Secret("good"), Secret("")]])
def test_a_channel_without_a_secret_cannot_be_opened(secrets: list[Secret]) -> None:
    with pytest.raises(ValueError, match="secret"):
        WebhookSignatures(Channel.OPEN, secrets, at(OPEN_T))


HEADERS = ["x-open-signature", "tiktok-signature", "authorization"]


@given(
    body=st.binary(max_size=200),
    header=st.text(max_size=90),
    channel=st.sampled_from(Channel),
    name=st.sampled_from(HEADERS),
)
def test_whatever_arrives_is_rejected_in_a_typed_way(body: bytes, header: str, channel: Channel, name: str) -> None:
    signatures = WebhookSignatures(channel, [Secret("s")], at(OPEN_T), app_key="k")
    with pytest.raises(WebhookRejected):
        signatures.verify(body, {name: header})
