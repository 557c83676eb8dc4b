import pytest

from tiktok_simulator.signing import escaped, open_signature, shop_signature, subscription_signature

REMOVED = (
    rb'{"client_key":"sbaw0example1234","event":"authorization.removed","create_time":1795197600,'
    rb'"user_openid":"-000example_open_id","content":"{\"reason\":1}"}'
)
COMPLETE = (
    rb'{"client_key":"sbaw0example1234","event":"post.publish.complete","create_time":1795197600,'
    rb'"user_openid":"-000example_open_id","content":"{\"publish_id\":\"v_pub_file~v2-1.7574812345678901234\",'
    rb'\"publish_type\":\"DIRECT_PUBLISH\"}"}'
)
AVAILABLE = (
    rb'{"client_key":"7519035078651936769","event":"post.publish.publicly_available","create_time":1789000000,'
    rb'"user_openid":"-000abc","content":"{\"publish_id\":\"v_pub_url~v1.2345123456789123456\",'
    rb'\"post_id\":\"7493990579714164574\",\"publish_type\":\"DIRECT_PUBLISH\"}"}'
)
CAMPAIGN = (
    rb'{"request_id":"202611200000000000000000000000001","object":10,"time":1789000000,"entry":[{"event_type":'
    rb'"tto_campaign_webhook","tto_tcm_account_id":"7400000000000000001","campaign_id":"7500000000000000001",'
    rb'"video_id":"7493990579714164574","handle_name":"jos\u00e9_\u2728","tto_campaign_event_type":'
    rb'"tto_video_published","event_time":"2026-09-09T21:46:40.000000Z","log_id":"20260909214640ABCDEF"}]}'
)
SHOP = (
    b'{"type":17,"tts_notification_id":"7327112393057371910","creator_open_id":"uACafQAAAABmUU2q",'
    b'"timestamp":1789000000,"data":{"product_id":"1729503179457070324","event":{"type":"ADD","scene":"VIDEO",'
    b'"content_id":"7493990579714164574"}}}'
)
CAMPAIGN_SIGNATURE = "3bb361b13cd9ddd0c7c1e3debb4d034194a76673106de579d86138b903da101e"


@pytest.mark.parametrize(
    ("body", "signature"),
    [
        (REMOVED, "0afddcac378c07027841de846a3513939820341565bdfef755bb48343a2d2d2b"),
        (COMPLETE, "e3b9a57d77bc63e04af788134af06bc098211e10c256e874a72be8acae137113"),
    ],
)
def test_an_open_webhook_is_signed_over_its_moment_and_raw_body(body: bytes, signature: str) -> None:
    assert open_signature("test_client_secret", 1795197605, body) == f"t=1795197605,s={signature}"


def test_an_account_webhook_of_the_business_api_is_signed_the_same_way() -> None:
    expected = "t=1789000000,s=75cdc14d9a461a9e4df30ee1cbe99d451e4edb2cbd317ef04dac9eebb8a405ef"
    assert open_signature("app_secret_example", 1789000000, AVAILABLE) == expected


@pytest.mark.parametrize("body", [CAMPAIGN, CAMPAIGN.decode("unicode_escape").encode()])
def test_a_subscription_is_signed_over_its_escaped_body_however_it_was_written(body: bytes) -> None:
    assert subscription_signature("app_secret_example", body) == CAMPAIGN_SIGNATURE


def test_letters_beyond_sixteen_bits_are_escaped_as_a_surrogate_pair() -> None:
    assert escaped('{"a":"é🍋"}'.encode()) == rb'{"a":"\u00e9\ud83c\udf4b"}'


def test_a_shop_webhook_is_signed_over_the_app_key_and_the_raw_body() -> None:
    expected = "154ad235b582d0ce941bbb7dfb09b07494eb78112561cb991499338a8e791b92"
    assert shop_signature("68xu9ks5p4i8", "e59af819cc", SHOP) == expected
