"""On whose behalf a workspace calls TikTok One."""

from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import MarketplaceNotConnected
from creatorport.domain.ids import WorkspaceId


async def working_access(units: UnitsOfWork, workspace_id: WorkspaceId) -> Access:
    """Return the access of the workspace's TikTok One account. Raises MarketplaceNotConnected."""
    access = await maybe_access(units, workspace_id)
    if access is None:
        raise MarketplaceNotConnected
    return access


async def maybe_access(units: UnitsOfWork, workspace_id: WorkspaceId) -> Access | None:
    """Return the same, or None where there is none that works."""
    async with units() as uow:
        marketplace = await uow.marketplaces.find(workspace_id)
    if marketplace is None or marketplace.cause is not None:
        return None
    return Access(marketplace.tto_account_id, marketplace.token)
