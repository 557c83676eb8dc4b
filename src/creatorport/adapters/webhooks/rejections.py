"""Why a webhook was not believed. Each is a plain no to whoever sent it; none says what a right one would look like."""

from typing import ClassVar

from creatorport.domain.errors import CreatorportError


class WebhookRejected(CreatorportError):
    """The root of all rejections."""

    code: ClassVar[str] = "WEBHOOK_REJECTED"


class SignatureMissing(WebhookRejected):
    """There is no signature header."""

    code = "SIGNATURE_MISSING"


class SignatureMalformed(WebhookRejected):
    """The header is there and cannot be read."""

    code = "SIGNATURE_MALFORMED"


class SignatureWrong(WebhookRejected):
    """No known secret made this signature for these bytes."""

    code = "SIGNATURE_WRONG"


class SignatureStale(WebhookRejected):
    """Signed properly, but too long ago, or in the future: `age` in seconds."""

    code = "SIGNATURE_STALE"

    def __init__(self, age: float) -> None:
        super().__init__(f"signed {age:.0f} seconds ago")
        self.age = age
