"""TikTokAccount: a creator's account that granted us access, and the grant itself."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from creatorport.domain.account_trouble import Failure, LossCause
from creatorport.domain.creator import ExpiringUrl, Reach
from creatorport.domain.errors import WrongAccount
from creatorport.domain.events import AccountMoved, Event, GrantEnding
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId, MemberId, WorkspaceId
from creatorport.domain.jitter import jitter
from creatorport.domain.keep_alive import nearer, still_warned
from creatorport.domain.machine import STAY, Machine
from creatorport.domain.retention import Dropped, DropReason
from creatorport.domain.secret import Secret
from creatorport.domain.token_family import TokenFamily


class AccountState(StrEnum):
    CONNECTED = "connected"
    LIMITED = "limited"
    NEEDS_REAUTH = "needs_reauth"
    DISCONNECTED = "disconnected"


AT_WORK = frozenset({AccountState.CONNECTED, AccountState.LIMITED})
"""The states in which an account has a grant, and stands for its owner."""


class AccountVerb(StrEnum):
    CONNECT = "connect"
    CONNECT_LIMITED = "connect with fewer scopes"
    LOSE_GRANT = "lose its grant"
    DISCONNECT = "disconnect"


_S, _V = AccountState, AccountVerb

ACCOUNT_MACHINE: Machine[AccountState, AccountVerb] = Machine(
    "TikTok account",
    {
        _S.CONNECTED: {
            _V.CONNECT: STAY, _V.CONNECT_LIMITED: _S.LIMITED,
            _V.LOSE_GRANT: _S.NEEDS_REAUTH, _V.DISCONNECT: _S.DISCONNECTED,
        },
        _S.LIMITED: {
            _V.CONNECT: _S.CONNECTED, _V.CONNECT_LIMITED: STAY,
            _V.LOSE_GRANT: _S.NEEDS_REAUTH, _V.DISCONNECT: _S.DISCONNECTED,
        },
        _S.NEEDS_REAUTH: {
            _V.CONNECT: _S.CONNECTED, _V.CONNECT_LIMITED: _S.LIMITED,
            _V.LOSE_GRANT: STAY, _V.DISCONNECT: _S.DISCONNECTED,
        },
        # A grant lost after we let go of it is no news.
        _S.DISCONNECTED: {
            _V.CONNECT: _S.CONNECTED, _V.CONNECT_LIMITED: _S.LIMITED,
            _V.LOSE_GRANT: STAY, _V.DISCONNECT: STAY,
        },
    },
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TokenGrant:
    """A pair of tokens with their lives, as TikTok's answer gave them. Never compared with a constant."""

    access_token: Secret
    refresh_token: Secret
    access_expires_at: datetime
    refresh_expires_at: datetime
    issued_at: datetime
    scopes: frozenset[str]

    def due_for_refresh(self, now: datetime) -> bool:
        """Whether the access token is near its end: in the last quarter to eighth of its life, half an hour at most.

        Where in between depends on the token, so that accounts which were renewed together drift apart.
        """
        life = self.access_expires_at - self.issued_at
        window = min(life / 4, timedelta(minutes=30)) * (0.5 + jitter(self.access_token.reveal()) / 2)
        return now >= self.access_expires_at - window


@dataclass(frozen=True, slots=True)
class Profile:
    """What the Display API tells of an account, as far as the granted scopes reach. None: not permitted."""

    open_id: str
    union_id: str | None
    display_name: str | None
    avatar: ExpiringUrl | None
    handle: Handle | None
    bio: str | None
    is_verified: bool | None
    profile_url: str | None
    reach: Reach | None


@dataclass(frozen=True, slots=True)
class TikTokAccount:
    """One TikTok account in one workspace. Identity: (TikTok app, open_id); the handle may change.

    `profile_at` is when the profile was read; `updated_at` moves with every change, a renewed token's too, though not
    with notes about calls under way, failures and warnings. `loss` is why
    the grant died, `cause` the same in TikTok's words. `renewing_since` is when a renewal was begun whose end is not
    known; `warned` is the last of the days before its end at which the grant was warned of. `dropped` tells that what
    TikTok told of the person was kept for its time, and is no more; the counts of `profile` are not part of that.
    """

    id: AccountId
    workspace_id: WorkspaceId
    owner: MemberId
    profile: Profile
    requested_scopes: frozenset[str]
    state: AccountState
    grant: TokenGrant | None
    connected_at: datetime
    profile_at: datetime
    updated_at: datetime
    cause: str | None = None
    loss: LossCause | None = None
    renewing_since: datetime | None = None
    warned: int | None = None
    failure: Failure | None = None
    dropped: Dropped | None = None
    version: int = 0
    events: tuple[Event, ...] = ()

    @classmethod
    def connected(
        cls,
        id: AccountId,  # noqa: A002  the domain's word
        workspace_id: WorkspaceId,
        *,
        owner: MemberId,
        profile: Profile,
        grant: TokenGrant,
        requested: frozenset[str],
        now: datetime,
    ) -> "TikTokAccount":
        """Make the account of a first consent."""
        new = cls(id, workspace_id, owner, profile, requested, AccountState.DISCONNECTED, None, now, now, now)
        return new.reconnect(profile=profile, grant=grant, requested=requested, now=now)

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK

    @property
    def missing_scopes(self) -> frozenset[str]:
        return self.requested_scopes - self.grant.scopes if self.grant else self.requested_scopes

    def reconnect(
        self, *, profile: Profile, grant: TokenGrant, requested: frozenset[str], now: datetime
    ) -> "TikTokAccount":
        """Take a fresh grant: every blocking mark goes, history stays. Raises WrongAccount for another open_id."""
        if profile.open_id != self.profile.open_id:
            raise WrongAccount(self.profile.open_id, profile.open_id)
        verb = AccountVerb.CONNECT if requested <= grant.scopes else AccountVerb.CONNECT_LIMITED
        moved = self._moved(verb, now, cause=None)
        return replace(
            moved,
            profile=profile,
            grant=grant,
            requested_scopes=requested,
            connected_at=now,
            profile_at=now,
            updated_at=now,
            cause=None,
            loss=None,
            renewing_since=None,
            warned=None,
            failure=None,
            dropped=None,
        )

    def hand_over(self, owner: MemberId) -> "TikTokAccount":
        """Give the account to whoever proved at TikTok that it is theirs."""
        return replace(self, owner=owner)

    def forget_person(self, reason: DropReason, now: datetime) -> "TikTokAccount":
        """Drop what TikTok told of the person. The open id stays, by which a new consent finds its history."""
        if self.dropped is not None:
            return self
        nobody = Profile(self.profile.open_id, None, None, None, None, None, None, None, self.profile.reach)
        return replace(self, profile=nobody, dropped=Dropped(reason, now), updated_at=now)

    def begin_renewal(self, now: datetime) -> "TikTokAccount":
        """Note that TikTok is about to be asked for a new pair: if its answer is lost, that is why the old one dies."""
        return replace(self, renewing_since=self.renewing_since or now)

    def abandon_renewal(self) -> "TikTokAccount":
        """Note that the renewal did not happen: the pair is what it was."""
        return replace(self, renewing_since=None)

    def renew(self, grant: TokenGrant, now: datetime) -> "TikTokAccount":
        """Keep the pair that a refresh returned; the one before it is dead."""
        warned = still_warned(self.warned, grant.refresh_expires_at, now)
        return replace(self, grant=grant, updated_at=now, renewing_since=None, warned=warned)

    def warn(self, now: datetime) -> "TikTokAccount":
        """Record that the grant's end came nearer, once for each of the days that count; else return the same."""
        if self.grant is None:
            return self
        level = nearer(self.warned, self.grant.refresh_expires_at, now)
        if level is None:
            return self
        event = GrantEnding(now, self.id, TokenFamily.LOGIN_KIT.value, level, self.grant.refresh_expires_at)
        return replace(self, warned=level, events=(*self.events, event))

    def fail(self, code: str, message: str, now: datetime) -> "TikTokAccount":
        """Keep what a call for this account came to, for people to see."""
        return replace(self, failure=Failure(code, message, now))

    def see(self, profile: Profile, now: datetime) -> "TikTokAccount":
        """Keep what the profile was read as just now."""
        return replace(self, profile=profile, profile_at=now, updated_at=now, failure=None, dropped=None)

    def lose_grant(self, cause: str, now: datetime, *, loss: LossCause = LossCause.TOKEN_REJECTED) -> "TikTokAccount":
        """TikTok no longer honours the grant: the tokens are erased, a new consent is needed."""
        moved = self._moved(AccountVerb.LOSE_GRANT, now, cause=cause)
        if moved is self:
            return self
        return replace(moved, grant=None, cause=cause, loss=loss, renewing_since=None, warned=None, updated_at=now)

    def disconnect(self, now: datetime) -> "TikTokAccount":
        """Let go of the account: the tokens are erased."""
        moved = self._moved(AccountVerb.DISCONNECT, now, cause=None)
        if moved is self:
            return self
        return replace(
            moved, grant=None, cause=None, loss=None, renewing_since=None, warned=None, failure=None, updated_at=now
        )

    def _moved(self, verb: AccountVerb, now: datetime, *, cause: str | None) -> "TikTokAccount":
        state = ACCOUNT_MACHINE.move(self.state, verb)
        if state is None:
            return self
        return replace(
            self,
            state=state,
            events=(*self.events, AccountMoved(now, self.id, verb.value, state.value, cause)),
        )
