"""Letting go of the business app's grant of an account, within somebody's unit of work."""

from datetime import datetime

from creatorport.application.ports.token_vault import TokenVault
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.revocations import revocation
from creatorport.domain.account import TikTokAccount
from creatorport.domain.token_models import TokenFamily


async def let_go_of_business(uow: UnitOfWork, account: TikTokAccount, vault: TokenVault, now: datetime) -> None:
    """Erase the tokens here, and have them revoked at TikTok by a job that does not give up. Twice is no error."""
    connection = await uow.business.find(account.workspace_id, account.id)
    if connection is None:
        return
    if connection.grant is not None:
        await uow.jobs.defer(revocation(connection, connection.grant, vault, TokenFamily.BUSINESS_CREATOR))
    released = connection.disconnect(now)
    if released is not connection:
        await uow.business.save(released)
