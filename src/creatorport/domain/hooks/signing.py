"""The signature of the Standard Webhooks specification, by which receivers tell what is ours and fresh."""

import base64
import binascii
import hmac
from collections.abc import Sequence
from datetime import datetime

from creatorport.domain.secret import Secret

_PREFIX = "whsec_"
_SHORTEST, _LONGEST = 24, 64


def secret_of(key: bytes) -> Secret:
    """Write a key as receivers are shown it. Raises ValueError unless it has 24 to 64 bytes."""
    if not _SHORTEST <= len(key) <= _LONGEST:
        raise ValueError(f"a key has {_SHORTEST} to {_LONGEST} bytes")
    return Secret(_PREFIX + base64.b64encode(key).decode())


def signed_headers(event_id: str, body: bytes, secrets: Sequence[Secret], at: datetime) -> dict[str, str]:
    """Return the three headers of one attempt, made at this moment of real time.

    The id is the event's, the same on each attempt. There is a signature per secret, the newest first, so that a
    receiver may know either while they rotate. Raises ValueError for what must not be signed.
    """
    if not event_id or not event_id.isascii() or not event_id.isprintable() or "." in event_id or " " in event_id:
        raise ValueError("an id without full stops tells where it ends")
    if not secrets:
        raise ValueError("without a secret, everybody could sign")
    timestamp = str(int(at.timestamp()))
    signed = b".".join((event_id.encode(), timestamp.encode(), body))
    return {
        "webhook-id": event_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(_signature(secret, signed) for secret in secrets),
    }


def _signature(secret: Secret, signed: bytes) -> str:
    return "v1," + base64.b64encode(hmac.digest(_key(secret), signed, "sha256")).decode()


def _key(secret: Secret) -> bytes:
    text = secret.reveal()
    try:
        key = base64.b64decode(text.removeprefix(_PREFIX), validate=True)
    except binascii.Error as error:
        raise ValueError("this is no secret of a webhook") from error
    # An empty key, or a short one, is one that others can find.
    if not text.startswith(_PREFIX) or not _SHORTEST <= len(key) <= _LONGEST:
        raise ValueError("this is no secret of a webhook")
    return key
