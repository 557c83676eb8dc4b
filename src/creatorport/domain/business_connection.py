"""BusinessConnection: what a creator granted our app at TikTok API for Business, for one of the workspace's accounts.

It is a consent of its own, with scopes, tokens and an end of its own, and a workspace can have the one without the
other. It goes through the same states as the account, by the same table.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from creatorport.domain.account import ACCOUNT_MACHINE, AccountState, AccountVerb, TokenGrant
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.errors import WrongAccount
from creatorport.domain.events import Event, GrantEnding
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.keep_alive import nearer, still_warned
from creatorport.domain.token_family import TokenFamily


@dataclass(frozen=True, slots=True)
class BusinessConnection:
    """Identity: the account. `open_id` is the creator's id for the business app, another one than the account's own;
    `handle` is what TikTok called them at the consent. The rest means what it does on the account.
    """

    account_id: AccountId
    workspace_id: WorkspaceId
    open_id: str
    handle: Handle | None
    requested_scopes: frozenset[str]
    state: AccountState
    grant: TokenGrant | None
    connected_at: datetime
    updated_at: datetime
    cause: str | None = None
    loss: LossCause | None = None
    renewing_since: datetime | None = None
    warned: int | None = None
    version: int = 0
    events: tuple[Event, ...] = ()

    @classmethod
    def connected(
        cls,
        account_id: AccountId,
        workspace_id: WorkspaceId,
        *,
        open_id: str,
        handle: Handle | None,
        grant: TokenGrant,
        requested: frozenset[str],
        now: datetime,
    ) -> "BusinessConnection":
        """Make the connection of a first consent."""
        none = AccountState.DISCONNECTED
        new = cls(account_id, workspace_id, open_id, handle, requested, none, None, now, now)
        return new.reconnect(open_id=open_id, handle=handle, grant=grant, requested=requested, now=now)

    @property
    def id(self) -> AccountId:
        return self.account_id

    @property
    def missing_scopes(self) -> frozenset[str]:
        return self.requested_scopes - self.grant.scopes if self.grant else self.requested_scopes

    def allows(self, *scopes: str) -> bool:
        """Whether there is a grant that covers all of these."""
        return self.grant is not None and frozenset(scopes) <= self.grant.scopes

    def reconnect(
        self,
        *,
        open_id: str,
        handle: Handle | None,
        grant: TokenGrant,
        requested: frozenset[str],
        now: datetime,
    ) -> "BusinessConnection":
        """Take a fresh grant: every blocking mark goes. Raises WrongAccount for another person's."""
        if open_id != self.open_id:
            raise WrongAccount(self.open_id, open_id)
        verb = AccountVerb.CONNECT if requested <= grant.scopes else AccountVerb.CONNECT_LIMITED
        return replace(
            self._moved(verb),
            handle=handle or self.handle,
            grant=grant,
            requested_scopes=requested,
            connected_at=now,
            updated_at=now,
            cause=None,
            loss=None,
            renewing_since=None,
            warned=None,
        )

    def begin_renewal(self, now: datetime) -> "BusinessConnection":
        """Note that TikTok is about to be asked for a new pair: if its answer is lost, that may be why the old dies."""
        return replace(self, renewing_since=self.renewing_since or now)

    def abandon_renewal(self) -> "BusinessConnection":
        """Note that the renewal did not happen: the pair is what it was."""
        return replace(self, renewing_since=None)

    def renew(self, grant: TokenGrant, now: datetime) -> "BusinessConnection":
        """Keep the pair that a refresh returned."""
        warned = still_warned(self.warned, grant.refresh_expires_at, now)
        return replace(self, grant=grant, updated_at=now, renewing_since=None, warned=warned)

    def warn(self, now: datetime) -> "BusinessConnection":
        """Record that the grant's end came nearer, once for each of the days that count; else return the same.

        No renewing moves that end: a grant for the business app lives for a year.
        """
        if self.grant is None:
            return self
        level = nearer(self.warned, self.grant.refresh_expires_at, now)
        if level is None:
            return self
        family = TokenFamily.BUSINESS_CREATOR.value
        event = GrantEnding(now, self.account_id, family, level, self.grant.refresh_expires_at)
        return replace(self, warned=level, events=(*self.events, event))

    def lose_grant(
        self, cause: str, now: datetime, *, loss: LossCause = LossCause.TOKEN_REJECTED
    ) -> "BusinessConnection":
        """TikTok no longer honours the grant: the tokens are erased, a new consent is needed."""
        moved = self._moved(AccountVerb.LOSE_GRANT)
        if moved is self:
            return self
        return replace(moved, grant=None, cause=cause, loss=loss, renewing_since=None, warned=None, updated_at=now)

    def disconnect(self, now: datetime) -> "BusinessConnection":
        """Let go of the grant: the tokens are erased."""
        moved = self._moved(AccountVerb.DISCONNECT)
        if moved is self:
            return self
        return replace(moved, grant=None, cause=None, loss=None, renewing_since=None, warned=None, updated_at=now)

    def _moved(self, verb: AccountVerb) -> "BusinessConnection":
        state = ACCOUNT_MACHINE.move(self.state, verb)
        return self if state is None else replace(self, state=state)
