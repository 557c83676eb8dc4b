"""Changing an account although others change it too."""

from collections.abc import Callable

from creatorport.application.overtaken import until_kept
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.account import TikTokAccount
from creatorport.domain.errors import TikTokError
from creatorport.domain.ids import AccountId, WorkspaceId

Step = Callable[[TikTokAccount], TikTokAccount]


async def change(units: UnitsOfWork, workspace_id: WorkspaceId, account_id: AccountId, step: Step) -> TikTokAccount:
    """Apply `step` to the account as it is, again when somebody was quicker; return the account as it then is.

    A step that returns what it was given changes nothing. Raises NotFound.
    """

    async def attempt() -> TikTokAccount:
        async with units() as uow:
            account = await uow.accounts.load(workspace_id, account_id)
            stepped = step(account)
            if stepped is not account:
                await uow.accounts.save(stepped)
                await uow.commit()
            return stepped

    return await until_kept(attempt)


def failed(error: TikTokError) -> tuple[str, str]:
    """Return what is kept of a failed call: its code, and TikTok's words."""
    return error.code, error.message
