"""What becomes of an account's publications when its grant goes, and when it comes back; in the same transaction."""

from datetime import datetime

from creatorport.application.ports.jobs import DrivePublication
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.ids import AccountId, WorkspaceId


async def hold(uow: UnitOfWork, workspace_id: WorkspaceId, account_id: AccountId, cause: str, now: datetime) -> None:
    """Block what waits, and note of what is at TikTok that it cannot be asked about."""
    for one in await uow.publications.open_of(workspace_id, account_id):
        held = one.lose_account(cause, now)
        if held is not one:
            await uow.publications.save(held)


async def let_go_on(uow: UnitOfWork, workspace_id: WorkspaceId, account_id: AccountId, now: datetime) -> None:
    """Queue again what was blocked, and ask about what is at TikTok."""
    for one in await uow.publications.open_of(workspace_id, account_id):
        resumed = one.resume(now)
        if resumed is not one:
            await uow.publications.save(resumed)
            await uow.jobs.defer(DrivePublication(workspace_id, one.id))
