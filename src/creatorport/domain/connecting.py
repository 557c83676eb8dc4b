"""ConnectAttempt: one consent round trip, from the authorize URL to the callback."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from creatorport.domain.errors import StateExpired, StateForeign, StateUsed
from creatorport.domain.ids import AccountId, ConnectInviteId, MemberId, WorkspaceId
from creatorport.domain.landing import NOWHERE, Landing
from creatorport.domain.secret import Secret

LIFE = timedelta(minutes=10)


class ConnectTarget(StrEnum):
    """Whose consent is asked for, and for what: a creator's account for Login Kit, the same creator's for the business
    app, or the brand's TikTok One account.
    """

    ACCOUNT = "account"
    BUSINESS = "business"
    MARKETPLACE = "marketplace"


@dataclass(frozen=True, slots=True)
class ConnectAttempt:
    """State and verifier live here, on the server, bound to workspace and member, for one use within ten minutes.

    `account_id` is the account that must sign in, `invite_id` the link that it began with.
    `takes_over` makes the member the owner of an account that another member has connected before.
    """

    state_hash: str
    target: ConnectTarget
    workspace_id: WorkspaceId
    member_id: MemberId
    verifier: Secret | None
    scopes: frozenset[str]
    expected: str | None
    started_at: datetime
    used_at: datetime | None = None
    account_id: AccountId | None = None
    invite_id: ConnectInviteId | None = None
    landing: Landing = NOWHERE
    takes_over: bool = False

    def use(self, now: datetime, *, by: tuple[WorkspaceId, MemberId] | None = None) -> "ConnectAttempt":
        """Spend the attempt. `by` is the caller where one is known. Raises StateUsed, StateExpired, StateForeign."""
        if by is not None and by != (self.workspace_id, self.member_id):
            raise StateForeign
        if self.used_at is not None:
            raise StateUsed
        if now >= self.started_at + LIFE:
            raise StateExpired
        return replace(self, used_at=now)
