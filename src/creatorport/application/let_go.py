"""Letting go of the business app's grant of an account, within somebody's unit of work."""

from datetime import datetime

from creatorport.application.ports.identities import Identities
from creatorport.application.ports.token_vault import TokenVault
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.revocations import revocation
from creatorport.domain.account import TikTokAccount
from creatorport.domain.ids import AccountId, PurgeId, WorkspaceId
from creatorport.domain.retention import DropReason, Purge, Purged
from creatorport.domain.token_family import TokenFamily


async def let_go_of_business(
    uow: UnitOfWork, account: TikTokAccount, vault: TokenVault, now: datetime, identities: Identities
) -> None:
    """Erase the tokens here, drop what the consent told, and have the grant revoked at TikTok by a job that does not
    give up. Twice is no error.
    """
    connection = await uow.business.lock(account.workspace_id, account.id)
    if connection is None:
        return
    if connection.grant is not None:
        await uow.jobs.defer(revocation(connection, connection.grant, vault, TokenFamily.BUSINESS_CREATOR))
    released = connection.disconnect(now)
    if released is not connection:
        await uow.business.save(released)
    await forget_insights(uow, account.workspace_id, account.id, DropReason.DISCONNECTED, now, identities)


async def forget_insights(
    uow: UnitOfWork,
    workspace_id: WorkspaceId,
    account_id: AccountId,
    reason: DropReason,
    now: datetime,
    identities: Identities,
) -> None:
    """Drop what a creator consented to tell of their audience, and report it."""
    items = await uow.consented.forget(workspace_id, account_id)
    if items:
        purge = Purge(PurgeId(identities.new()), workspace_id, now, Purged.INSIGHTS, reason, items, account_id)
        await uow.retention.report(purge)
