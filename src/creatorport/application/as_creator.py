from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.ports.creator_campaigns import CreatorAccess
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.account import AccountState, TokenGrant
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.errors import NeedsReauth, NotPermitted, TikTokTokenRejected
from creatorport.domain.ids import AccountId, WorkspaceId

T = TypeVar("T")
Call = Callable[[CreatorAccess], Awaitable[T]]


@dataclass(frozen=True, slots=True)
class AsCreator:
    """Calls TikTok API for Business in a creator's name. `tokens` are the business app's.

    A token that TikTok refuses is renewed once, and the call made once more: a rejected token did nothing. Raises
    NotPermitted where the creator granted less than `scopes` or nothing at all, NeedsReauth, TikTokError.
    """

    units: UnitsOfWork
    tokens: FreshTokens

    async def __call__(
        self, workspace_id: WorkspaceId, account_id: AccountId, scopes: Collection[str], call: Call[T]
    ) -> T:
        connection = await self._permitted(workspace_id, account_id, scopes)
        grant = await self.tokens.grant(workspace_id, account_id)
        try:
            return await call(_access(connection, grant))
        except TikTokTokenRejected:
            again = await self.tokens.grant(workspace_id, account_id, rejected=grant.access_token)
            return await call(_access(connection, again))

    async def _permitted(
        self, workspace_id: WorkspaceId, account_id: AccountId, scopes: Collection[str]
    ) -> BusinessConnection:
        async with self.units() as uow:
            connection = await uow.business.find(workspace_id, account_id)
        if connection is None or connection.state is AccountState.DISCONNECTED:
            raise NotPermitted(scopes, connected=False)
        if connection.grant is None:
            raise NeedsReauth(connection.cause or "the grant is dead")
        missing = frozenset(scopes) - connection.grant.scopes
        if missing:
            raise NotPermitted(missing)
        return connection


def _access(connection: BusinessConnection, grant: TokenGrant) -> CreatorAccess:
    return CreatorAccess(connection.open_id, grant.access_token, connection.workspace_id)
