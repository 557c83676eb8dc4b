from collections.abc import Awaitable, Callable

from creatorport.application.as_creator import AsCreator
from creatorport.application.ports.creator_campaigns import ORDERS_SCOPE, CreatorAccess
from creatorport.domain.effect import Effect
from creatorport.domain.errors import NeedsReauth, NotPermitted, TikTokRefused, TikTokTokenRejected
from creatorport.domain.ids import AccountId


async def in_creators_name(
    as_creator: AsCreator, effect: Effect, named: str, call: Callable[[CreatorAccess], Awaitable[None]]
) -> None:
    """Make an effect's call with the token of the creator whose account it names.

    A dead token, or less granted than it takes, is TikTok's no: nothing happened, and it says nothing of the brand's
    token. The creator's connection tells its own cause by then. Raises TikTokRefused, and otherwise as `call` does.
    """
    account_id = AccountId(str(effect.request["account_id"]))
    try:
        await as_creator(effect.workspace_id, account_id, {ORDERS_SCOPE}, call)
    except (NotPermitted, NeedsReauth) as error:
        raise TikTokRefused(named, error.message) from error
    except TikTokTokenRejected as error:
        raise TikTokRefused(named, error.message, tiktok_code=error.tiktok_code, log_id=error.log_id) from error
