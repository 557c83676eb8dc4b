"""Whose something is: accounts, publications, deliverables; and for which creators we may act."""

from creatorport.application.policy import Action, may
from creatorport.application.ports.creator_campaigns import ORDERS_SCOPE
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.account import TikTokAccount
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.errors import NotFound
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId, PublicationId, WorkspaceId
from creatorport.domain.publishing.publication import Publication
from creatorport.domain.workspace import Member


async def account_of(uow: UnitOfWork, member: Member, account_id: AccountId) -> TikTokAccount:
    """Return an account that the member may act for: their own, or any for those who manage all. Raises NotFound."""
    account = await uow.accounts.load(member.workspace_id, account_id)
    if account.owner != member.id and not may(member, Action.MANAGE_ALL_ACCOUNTS):
        raise NotFound("TikTok account", account_id)
    return account


async def account_behind(uow: UnitOfWork, member: Member, deliverable: Deliverable) -> TikTokAccount:
    """Return the member's account at work that owes a deliverable. Raises NotFound unless there is one."""
    account = await account_under(uow, member, deliverable.handle)
    if account is None:
        raise NotFound("deliverable", deliverable.id)
    return account


async def account_under(uow: UnitOfWork, member: Member, handle: Handle) -> TikTokAccount | None:
    """Return the member's account at work under a handle. The one last seen there counts: handles change hands."""
    account = await uow.accounts.find_by_handle(member.workspace_id, handle)
    return account if account is not None and account.is_at_work and account.owner == member.id else None


async def acting_for(uow: UnitOfWork, workspace_id: WorkspaceId, handle: Handle) -> AccountId | None:
    """Return the account of the creator under a handle who lets our business app act for them at TikTok One."""
    account = await uow.accounts.find_by_handle(workspace_id, handle)
    connection = None if account is None else await uow.business.find(account.workspace_id, account.id)
    return connection.account_id if connection is not None and connection.allows(ORDERS_SCOPE) else None


async def see_to_it(uow: UnitOfWork, member: Member, deliverable: Deliverable) -> None:
    """Raises NotFound unless the member may see the deliverable: the brand's people all, creators their own."""
    if not may(member, Action.SEE_CAMPAIGNS):
        await account_behind(uow, member, deliverable)


async def publication_of(uow: UnitOfWork, member: Member, publication_id: PublicationId) -> Publication:
    """Lock a publication to an account that the member may act for. Raises NotFound."""
    seen = await uow.publications.lock(member.workspace_id, publication_id)
    try:
        await account_of(uow, member, seen.account_id)
    except NotFound as error:
        raise NotFound("publication", publication_id) from error
    return seen
