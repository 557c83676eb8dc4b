"""TikTok's webhook signatures: HMAC-SHA256 in hexadecimal over the raw bytes.

TikTok for Developers, "webhooks-verification"; API for Business, pages 1806817494948930 and 1759978341579777.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

from creatorport.adapters.webhooks.rejections import (
    SignatureMalformed,
    SignatureMissing,
    SignatureStale,
    SignatureWrong,
)
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.inbox import Channel
from creatorport.domain.secret import Secret

TIMED_HEADER = "tiktok-signature"
PLAIN_HEADER = "x-open-signature"
SHOP_HEADER = "authorization"

_TIMED = re.compile(r"t=([0-9]{1,15}),s=([0-9a-f]{64})")
_PLAIN = re.compile(r"[0-9a-f]{64}")


class WebhookSignatures:
    """Verifies what arrives at one address, with several secrets while they rotate, the newest first.

    TikTok for Developers signs with a time, the client secret as key. At the address of API for Business two families
    arrive: subscriptions sign the body alone, so that only the inbox's unique key stops a replay; account webhooks
    sign with a time. A Shop signs the app's key and the body, without a time.
    """

    def __init__(
        self,
        channel: Channel,
        secrets: Sequence[Secret],
        clock: Clock,
        *,
        tolerance: timedelta = timedelta(seconds=300),
        app_key: str = "",
    ) -> None:
        """`app_key` is the Shop app's. Raises ValueError without a secret, or with an empty one: anybody can sign with
        an empty key.
        """
        if not secrets or not all(secret.reveal() for secret in secrets):
            raise ValueError("a webhook channel needs its secret")
        if channel is Channel.SHOP and not app_key:
            raise ValueError("a shop's webhooks need its app key")
        self._channel = channel
        self._keys = [secret.reveal().encode() for secret in secrets]
        self._clock = clock
        self._tolerance = tolerance.total_seconds()
        self._app_key = app_key.encode()

    def verify(self, body: bytes, headers: Mapping[str, str]) -> Channel:
        """Return the family of `body`, if it is TikTok's, as it arrived. Raises WebhookRejected."""
        named = {name.lower(): value for name, value in headers.items()}
        if self._channel is Channel.SHOP:
            self._verify_shop(body, named)
            return Channel.SHOP
        if self._channel is Channel.BUSINESS and PLAIN_HEADER in named:
            self._verify_plain(body, named[PLAIN_HEADER])
            return Channel.BUSINESS
        if TIMED_HEADER not in named:
            raise SignatureMissing("the delivery carries no signature")
        self._verify_timed(body, named[TIMED_HEADER])
        return Channel.ACCOUNT if self._channel is Channel.BUSINESS else self._channel

    def _verify_timed(self, body: bytes, header: str) -> None:
        parts = _TIMED.fullmatch(header.strip())
        if parts is None:
            raise SignatureMalformed("the signature header cannot be read")
        signed_at, signature = parts.groups()
        if not self._signed(signed_at.encode() + b"." + body, signature):
            raise SignatureWrong("the signature does not fit")
        age = self._clock.now().timestamp() - int(signed_at)
        if abs(age) > self._tolerance:
            raise SignatureStale(age)

    def _verify_shop(self, body: bytes, named: Mapping[str, str]) -> None:
        if SHOP_HEADER not in named:
            raise SignatureMissing("the delivery carries no signature")
        signature = named[SHOP_HEADER].strip()
        if not _PLAIN.fullmatch(signature):
            raise SignatureMalformed("the signature header cannot be read")
        if not self._signed(self._app_key + body, signature):
            raise SignatureWrong("the signature does not fit")

    def _verify_plain(self, body: bytes, header: str) -> None:
        signature = header.strip()
        if not _PLAIN.fullmatch(signature):
            raise SignatureMalformed("the signature header cannot be read")
        if self._signed(body, signature):
            return
        # TikTok signs with every letter beyond ASCII escaped, and may send it unescaped.
        if body.isascii() or not self._signed(_escaped(body), signature):
            raise SignatureWrong("the signature does not fit")

    def _signed(self, message: bytes, signature: str) -> bool:
        """Whether any secret fits. All are tried, so that the time taken does not tell which."""
        fits = [
            hmac.compare_digest(hmac.new(key, message, hashlib.sha256).hexdigest(), signature) for key in self._keys
        ]
        return any(fits)


def _escaped(body: bytes) -> bytes:
    """Escape all that is not ASCII as JSON does, in lowercase, letters beyond the first plane as two."""
    text = body.decode("utf-8", "replace")
    return "".join(_escape(letter) for letter in text).encode()


def _escape(letter: str) -> str:
    if letter.isascii():
        return letter
    units = letter.encode("utf-16-be")
    return "".join(f"\\u{units[place]:02x}{units[place + 1]:02x}" for place in range(0, len(units), 2))
