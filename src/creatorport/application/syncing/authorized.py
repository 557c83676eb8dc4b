from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from creatorport.application.fresh_tokens import FreshTokens
from creatorport.domain.account import TikTokAccount, TokenGrant
from creatorport.domain.errors import TikTokTokenRejected

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AsAccount:
    """Calls TikTok in an account's name. A token that TikTok refuses is renewed once, and the call made once more.

    Raises NeedsReauth, TikTokError.
    """

    tokens: FreshTokens

    async def __call__(self, account: TikTokAccount, call: Callable[[TokenGrant], Awaitable[T]]) -> T:
        grant = await self.tokens.grant(account.workspace_id, account.id)
        try:
            return await call(grant)
        except TikTokTokenRejected:
            again = await self.tokens.grant(account.workspace_id, account.id, rejected=grant.access_token)
            return await call(again)
