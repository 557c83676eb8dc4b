"""ConnectInvite: a link by which a creator connects their account without a login here."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from creatorport.domain.errors import InvalidValue, InviteExpired, InviteRevoked, InviteUsed
from creatorport.domain.ids import AccountId, ConnectInviteId, MemberId, WorkspaceId

LONGEST_LIFE = timedelta(days=30)


class InviteState(StrEnum):
    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class ConnectInvite:
    """The token is known to whoever holds the link; here is its hash. It connects one account, once.

    `invited` is the name under which the account will be owned, `expected` the handle that must sign in.
    """

    id: ConnectInviteId
    workspace_id: WorkspaceId
    token_hash: str
    invited: MemberId
    expected: str | None
    created_by: MemberId
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    account_id: AccountId | None = None

    def __post_init__(self) -> None:
        if not timedelta(0) < self.expires_at - self.created_at <= LONGEST_LIFE:
            raise InvalidValue("expiresInHours", f"choose 1 to {LONGEST_LIFE // timedelta(hours=1)}")

    def state(self, now: datetime) -> InviteState:
        if self.used_at is not None:
            return InviteState.USED
        if self.revoked_at is not None:
            return InviteState.REVOKED
        return InviteState.EXPIRED if now >= self.expires_at else InviteState.OPEN

    def check(self, now: datetime) -> None:
        """Raises InviteUsed, InviteRevoked, InviteExpired unless it can be used."""
        match self.state(now):
            case InviteState.USED:
                raise InviteUsed
            case InviteState.REVOKED:
                raise InviteRevoked
            case InviteState.EXPIRED:
                raise InviteExpired

    def use(self, account_id: AccountId, now: datetime) -> "ConnectInvite":
        """Spend it on a connected account. Raises as `check`."""
        self.check(now)
        return replace(self, used_at=now, account_id=account_id)

    def revoke(self, now: datetime) -> "ConnectInvite":
        """Take it back. One that can no longer be used stays what it is."""
        return replace(self, revoked_at=now) if self.state(now) is InviteState.OPEN else self
