"""Hook: an address that a workspace has told of what happens, and whether it answers."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from creatorport.domain.errors import InvalidValue
from creatorport.domain.hooks.news import CHOOSABLE, HookEventType
from creatorport.domain.hooks.schedule import rest_after
from creatorport.domain.ids import HookId, MemberId, WorkspaceId
from creatorport.domain.machine import STAY, Machine
from creatorport.domain.secret import Secret
from creatorport.domain.texts import text

URL_MAX: Final = 2048
HOOKS_MAX: Final = 20
"""How many a workspace can have."""

OVERLAP: Final = timedelta(hours=24)
"""For how long the former secret signs along with its successor."""

FAILING_MAX: Final = timedelta(days=5)
"""A receiver that did nothing but fail for so long is told no more."""

_UNTRIED_MAX: Final = timedelta(days=2)
"""Longer than any wait between two attempts: after that, nothing is known of a receiver that failed before."""


class HookState(StrEnum):
    ENABLED = "enabled"
    DISABLED = "disabled"


class HookVerb(StrEnum):
    ENABLE = "be enabled"
    DISABLE = "be disabled"


class DisabledBecause(StrEnum):
    """Why nothing is told: a member wanted it so, the receiver answered 410 Gone, or it only failed for days."""

    MEMBER = "member"
    GONE = "gone"
    FAILING = "failing"


_S, _V = HookState, HookVerb

HOOK_MACHINE: Machine[HookState, HookVerb] = Machine(
    "webhook",
    {
        _S.ENABLED: {_V.ENABLE: STAY, _V.DISABLE: _S.DISABLED},
        _S.DISABLED: {_V.ENABLE: _S.ENABLED, _V.DISABLE: STAY},
    },
)


@dataclass(frozen=True, slots=True)
class Retiring:
    """A former secret, and until when it signs along."""

    secret: Secret
    until: datetime


@dataclass(frozen=True, slots=True)
class Hook:
    """The address is not printed: many a receiver is told from others by a secret in it.

    `types` are what it is told of, None for all there are and will be.

    `failing_since` is when the first of the attempts failed that failed since one succeeded, `failed_at` when the last
    one did; `rests_until` is how long the receiver is left alone after that. `tests` counts its test events.
    """

    id: HookId
    workspace_id: WorkspaceId
    url: str = field(repr=False)
    types: frozenset[HookEventType] | None
    secret: Secret
    created_by: MemberId
    created_at: datetime
    state: HookState = HookState.ENABLED
    because: DisabledBecause | None = None
    disabled_at: datetime | None = None
    retiring: Retiring | None = None
    rotated_at: datetime | None = None
    failing_since: datetime | None = None
    failed_at: datetime | None = None
    rests_until: datetime | None = None
    tests: int = 0
    version: int = 0

    def __post_init__(self) -> None:
        _url(self.url)
        _types(self.types)

    @classmethod
    def made(
        cls,
        id: HookId,  # noqa: A002  the domain's word
        workspace_id: WorkspaceId,
        *,
        url: str,
        types: frozenset[HookEventType] | None,
        secret: Secret,
        by: MemberId,
        now: datetime,
    ) -> "Hook":
        """Make one that is told from now on. Raises InvalidValue."""
        return cls(id, workspace_id, _url(url), types, secret, by, now)

    @property
    def is_enabled(self) -> bool:
        return self.state is HookState.ENABLED

    def point(self, url: str) -> "Hook":
        """Give it another address, of which nothing is known yet. Raises InvalidValue."""
        bare = _url(url)
        return self if bare == self.url else replace(self._sound(), url=bare)

    def choose(self, types: frozenset[HookEventType] | None) -> "Hook":
        """Tell it of these from now on. Raises InvalidValue."""
        return self if types == self.types else replace(self, types=types)

    def enable(self) -> "Hook":
        """Tell it what happens from now on."""
        state = HOOK_MACHINE.move(self.state, HookVerb.ENABLE)
        if state is None:
            return self
        return replace(self._sound(), state=state, because=None, disabled_at=None)

    def disable(self, because: DisabledBecause, now: datetime) -> "Hook":
        """Tell it nothing more."""
        state = HOOK_MACHINE.move(self.state, HookVerb.DISABLE)
        return self if state is None else replace(self, state=state, because=because, disabled_at=now, rests_until=None)

    def rotate(self, secret: Secret, now: datetime) -> "Hook":
        """Sign with another secret. The present one signs along for a day, one that did so until now no more."""
        return replace(self, secret=secret, retiring=Retiring(self.secret, now + OVERLAP), rotated_at=now)

    def signs_with(self, now: datetime) -> tuple[Secret, ...]:
        """Return the secrets that sign now, the newest first."""
        former = self.retiring
        return (self.secret,) if former is None or former.until <= now else (self.secret, former.secret)

    def test(self) -> "Hook":
        """Count a test event."""
        return replace(self, tests=self.tests + 1).wake()

    def wake(self) -> "Hook":
        """Let it be called at once, although it failed a moment ago."""
        return self if self.rests_until is None else replace(self, rests_until=None)

    def hear(self) -> "Hook":
        """It took an event."""
        return self.wake() if self.failing_since is None else self._sound()

    def fail(self, now: datetime, asked: timedelta | None = None) -> "Hook":
        """It took none of those that it was called for; `asked` is how long it wants to be left alone.

        A disabled one is called no more, whatever comes of it. What failed before there was nothing to tell for days
        counts no more.
        """
        if not self.is_enabled:
            return self
        known = self.failed_at is not None and now - self.failed_at <= _UNTRIED_MAX
        since = self.failing_since if known and self.failing_since is not None else now
        failing = replace(self, failing_since=since, failed_at=now)
        if now - since >= FAILING_MAX:
            return failing.disable(DisabledBecause.FAILING, now)
        return replace(failing, rests_until=now + rest_after(now - since, asked))

    def _sound(self) -> "Hook":
        return replace(self, failing_since=None, failed_at=None, rests_until=None)


def _url(given: str) -> str:
    return text(given, "url", URL_MAX)


def _types(given: frozenset[HookEventType] | None) -> None:
    if given is not None and not given:
        raise InvalidValue("eventTypes", "name one type of events at least")
    if given is not None and not given <= CHOOSABLE:
        raise InvalidValue("eventTypes", "tests are told to every webhook, and cannot be chosen")
