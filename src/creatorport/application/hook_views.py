"""What is shown of outgoing webhooks. Neither their secrets nor their whole addresses are among it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from creatorport.application.hooks.body import body_of
from creatorport.domain.hooks.attempt import HookAttempt
from creatorport.domain.hooks.delivery import HookDelivery
from creatorport.domain.ids import HookDeliveryId, HookId

_ORIGIN = re.compile(r"[^/?#]*//[^/?#]*")


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address: what it is known by, without the places where a secret may be."""
    found = _ORIGIN.match(url)
    scheme, _, authority = (found[0] if found else "").partition("//")
    return f"{scheme}//{authority.rpartition('@')[2]}"


@dataclass(frozen=True, slots=True)
class HookView:
    """A hook; `types` are None for all there are. `retiring_until` is when the former secret signs no more."""

    id: HookId
    origin: str
    types: tuple[str, ...] | None
    state: str
    because: str | None
    disabled_at: datetime | None
    created_at: datetime
    rotated_at: datetime | None
    retiring_until: datetime | None
    failing_since: datetime | None


@dataclass(frozen=True, slots=True)
class HookAttemptView:
    number: int
    at: datetime
    outcome: str
    status: int | None
    excerpt: str | None
    took: timedelta | None
    reason: str | None

    @classmethod
    def of(cls, attempt: HookAttempt) -> "HookAttemptView":
        return cls(
            attempt.number,
            attempt.at,
            attempt.outcome.value,
            attempt.status,
            attempt.excerpt,
            attempt.took,
            attempt.reason,
        )


@dataclass(frozen=True, slots=True)
class HookDeliveryView:
    """A delivery with its newest attempts, the latest last, and with what is sent, byte for byte."""

    id: HookDeliveryId
    hook_id: HookId
    event_id: str
    type: str
    object_type: str
    object_id: str
    sequence: int
    at: datetime
    state: str
    attempts: int
    due_at: datetime | None
    expires_at: datetime | None
    began_at: datetime | None
    settled_at: datetime | None
    because: str | None
    log: tuple[HookAttemptView, ...]
    body: str

    @classmethod
    def of(cls, one: HookDelivery) -> "HookDeliveryView":
        return cls(
            id=one.id,
            hook_id=one.hook_id,
            event_id=one.news.id,
            type=one.news.type.value,
            object_type=one.news.object.type,
            object_id=one.news.object.id,
            sequence=one.news.sequence,
            at=one.news.at,
            state=one.state.value,
            attempts=one.attempts,
            due_at=one.due_at,
            expires_at=one.expires_at,
            began_at=one.began_at,
            settled_at=one.settled_at,
            because=one.because.value if one.because else None,
            log=tuple(map(HookAttemptView.of, one.log)),
            body=body_of(one),
        )

    def without_answers(self) -> "HookDeliveryView":
        """Leave out how the answers begin: many a receiver repeats the address there by which it was called."""
        return replace(self, log=tuple(replace(one, excerpt=None) for one in self.log))
