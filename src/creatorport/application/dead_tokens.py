"""What follows when TikTok One no longer takes a workspace's token."""

from contextlib import suppress

from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.errors import ConcurrentChange, TikTokTokenRejected
from creatorport.domain.ids import WorkspaceId


async def lose_token(uow: UnitOfWork, workspace_id: WorkspaceId, access: Access, error: TikTokTokenRejected) -> None:
    """Note why the workspace's TikTok One account stopped working, unless somebody connected it anew meanwhile."""
    marketplace = await uow.marketplaces.find(workspace_id)
    # The rejection of an old token says nothing about its successor.
    if marketplace is not None and marketplace.cause is None and marketplace.token == access.token:
        await uow.marketplaces.save(marketplace.lose_token(error.message))


async def note_dead_token(
    units: UnitsOfWork, workspace_id: WorkspaceId, access: Access, error: TikTokTokenRejected
) -> None:
    """Do the same at once, by itself. Whoever changed the account in the same moment has noted it too, or mended it."""
    with suppress(ConcurrentChange):
        async with units() as uow:
            await lose_token(uow, workspace_id, access, error)
            await uow.commit()
