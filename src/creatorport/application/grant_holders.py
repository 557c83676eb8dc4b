"""What holds a grant: an account holds Login Kit's, a business connection the business app's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.publishing.holding import hold
from creatorport.domain.account import TokenGrant
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.keep_alive import GrantLife
from creatorport.domain.token_family import TokenFamily


class GrantHolder(Protocol):
    """The part of an aggregate that renewing its grant needs."""

    @property
    def workspace_id(self) -> WorkspaceId: ...
    @property
    def id(self) -> AccountId: ...
    @property
    def grant(self) -> TokenGrant | None: ...
    @property
    def cause(self) -> str | None: ...
    @property
    def renewing_since(self) -> datetime | None: ...

    def begin_renewal(self, now: datetime) -> "GrantHolder": ...
    def abandon_renewal(self) -> "GrantHolder": ...
    def renew(self, grant: TokenGrant, now: datetime) -> "GrantHolder": ...
    def warn(self, now: datetime) -> "GrantHolder": ...
    def lose_grant(self, cause: str, now: datetime, *, loss: LossCause = ...) -> "GrantHolder": ...


class GrantHolders(Protocol):
    """Where holders of one family of tokens are kept."""

    @property
    def family(self) -> TokenFamily: ...

    def lease(self, account_id: AccountId) -> str:
        """Return the name of the lease under which one grant is renewed."""
        ...

    async def load(self, uow: UnitOfWork, workspace_id: WorkspaceId, account_id: AccountId) -> GrantHolder:
        """Raises NotFound."""
        ...

    async def ending_before(self, uow: UnitOfWork, instant: datetime) -> Sequence[GrantLife]:
        """Return this family's grants of all workspaces that end before an instant, the first to end first."""
        ...

    def failed(self, holder: Any, code: str, message: str, now: datetime) -> GrantHolder:
        """Return the holder with a failed call noted for people to see, where it keeps such; else the same."""
        ...

    async def save(self, uow: UnitOfWork, holder: Any) -> None:
        """Store a holder that came from here. Raises ConcurrentChange."""
        ...


class Accounts:
    """Login Kit's grants."""

    family = TokenFamily.LOGIN_KIT

    def lease(self, account_id: AccountId) -> str:
        return f"grant/{account_id}"

    async def load(self, uow: UnitOfWork, workspace_id: WorkspaceId, account_id: AccountId) -> GrantHolder:
        return await uow.accounts.load(workspace_id, account_id)

    async def ending_before(self, uow: UnitOfWork, instant: datetime) -> Sequence[GrantLife]:
        return await uow.accounts.ending_before(instant)

    def failed(self, holder: Any, code: str, message: str, now: datetime) -> GrantHolder:
        noted: GrantHolder = holder.fail(code, message, now)
        return noted

    async def save(self, uow: UnitOfWork, holder: Any) -> None:
        await uow.accounts.save(holder)
        if holder.grant is None:
            await hold(uow, holder.workspace_id, holder.id, holder.cause or "its grant is gone", holder.updated_at)


class BusinessGrants:
    """The business app's grants."""

    family = TokenFamily.BUSINESS_CREATOR

    def lease(self, account_id: AccountId) -> str:
        return f"business-grant/{account_id}"

    async def load(self, uow: UnitOfWork, workspace_id: WorkspaceId, account_id: AccountId) -> GrantHolder:
        return await uow.business.load(workspace_id, account_id)

    async def ending_before(self, uow: UnitOfWork, instant: datetime) -> Sequence[GrantLife]:
        return await uow.business.ending_before(instant)

    def failed(self, holder: Any, code: str, message: str, now: datetime) -> GrantHolder:  # noqa: ARG002  kept nowhere
        # The round logs what failed; of itself a connection shows how near its end is.
        unchanged: GrantHolder = holder
        return unchanged

    async def save(self, uow: UnitOfWork, holder: Any) -> None:
        await uow.business.save(holder)
