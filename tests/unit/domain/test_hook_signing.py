import base64
import hmac
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from creatorport.domain.hooks.signing import secret_of, signed_headers
from creatorport.domain.secret import Secret

PUBLISHED = Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")


def now() -> datetime:
    """The reference library takes the machine's clock, and nothing that is older than five minutes."""
    return datetime.now(UTC)


def test_the_signature_is_the_specifications_own_example() -> None:
    headers = signed_headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', [PUBLISHED], datetime.fromtimestamp(1614265330, UTC)
    )
    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@given(st.binary(min_size=24, max_size=64), st.binary(max_size=200).map(base64.b64encode))
def test_the_reference_library_of_the_specification_believes_us(key: bytes, body: bytes) -> None:
    quoted = b'"' + body + b'"'
    headers = signed_headers("evt-1", quoted, [secret_of(key)], now())
    assert Webhook(secret_of(key).reveal()).verify(quoted, headers) == body.decode()
    with pytest.raises(WebhookVerificationError):
        Webhook(secret_of(key).reveal()).verify(quoted + b" ", headers)


def test_while_secrets_rotate_a_receiver_may_know_either() -> None:
    new, old, foreign = secret_of(b"n" * 32), secret_of(b"o" * 32), secret_of(b"f" * 32)
    at = now()
    headers = signed_headers("evt-1", b"{}", [new, old], at)
    assert len(headers["webhook-signature"].split(" ")) == 2
    assert signed_headers("evt-1", b"{}", [new], at)["webhook-signature"] == headers["webhook-signature"].split(" ")[0]
    for known in (new, old):
        assert Webhook(known.reveal()).verify(b"{}", headers) == {}
    with pytest.raises(WebhookVerificationError):
        Webhook(foreign.reveal()).verify(b"{}", headers)


def test_each_attempt_has_the_same_id_and_a_moment_and_signature_of_its_own() -> None:
    first = signed_headers("evt-1", b"{}", [PUBLISHED], datetime.fromtimestamp(1614265330, UTC))
    again = signed_headers("evt-1", b"{}", [PUBLISHED], datetime.fromtimestamp(1614265335.9, UTC))
    assert (first["webhook-id"], again["webhook-id"]) == ("evt-1", "evt-1")
    assert (first["webhook-timestamp"], again["webhook-timestamp"]) == ("1614265330", "1614265335")
    assert first["webhook-signature"] != again["webhook-signature"]


@pytest.mark.parametrize("event_id", ["", "evt.1", "evt 1", "evt\n1", "é"])
def test_an_id_that_would_blur_what_is_signed_is_not_signed(event_id: str) -> None:
    with pytest.raises(ValueError, match="full stops"):
        signed_headers(event_id, b"{}", [PUBLISHED], now())


@pytest.mark.parametrize(
    "text",
    ["", "whsec_", "whsec_c2hvcnQ=", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_not base64 at all !!!!!!!!!!!!!"],
)
def test_what_is_no_secret_signs_nothing_and_is_not_repeated(text: str) -> None:
    with pytest.raises(ValueError, match=r"^this is no secret of a webhook$"):
        signed_headers("evt-1", b"{}", [Secret(text)], now())


def test_without_a_secret_nothing_is_signed() -> None:
    with pytest.raises(ValueError, match="everybody"):
        signed_headers("evt-1", b"{}", [], now())


@pytest.mark.parametrize("length", [0, 23, 65])
def test_a_key_that_can_be_guessed_or_is_cut_by_others_is_none(length: int) -> None:
    with pytest.raises(ValueError, match="24 to 64"):
        secret_of(bytes(length))


def test_a_secret_is_the_key_in_the_specifications_writing() -> None:
    assert secret_of(bytes(range(24))).reveal() == "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"
    by_hand = base64.b64encode(hmac.digest(bytes(range(24)), b"evt-1.0.{}", "sha256")).decode()
    headers = signed_headers("evt-1", b"{}", [secret_of(bytes(range(24)))], datetime.fromtimestamp(0, UTC))
    assert headers["webhook-signature"] == f"v1,{by_hand}"
