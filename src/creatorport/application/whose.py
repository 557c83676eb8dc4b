"""What is a member's own: accounts, what is published to them, and the deliverables that are owed on them."""

from creatorport.application.policy import Action, may
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.account import AccountState, TikTokAccount
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import AccountId, PublicationId
from creatorport.domain.publishing.publication import Publication
from creatorport.domain.workspace import Member


async def account_of(uow: UnitOfWork, member: Member, account_id: AccountId) -> TikTokAccount:
    """Return an account that the member may act for: their own, or any for those who manage all. Raises NotFound."""
    account = await uow.accounts.load(member.workspace_id, account_id)
    if account.owner != member.id and not may(member, Action.MANAGE_ALL_ACCOUNTS):
        raise NotFound("TikTok account", account_id)
    return account


async def account_behind(uow: UnitOfWork, member: Member, deliverable: Deliverable) -> TikTokAccount:
    """Return the member's connected account that owes a deliverable. Raises NotFound unless there is one.

    The account last seen under the handle counts: handles change hands.
    """
    account = await uow.accounts.find_by_handle(deliverable.workspace_id, deliverable.handle)
    at_work = account is not None and account.state in (AccountState.CONNECTED, AccountState.LIMITED)
    if account is None or not at_work or account.owner != member.id:
        raise NotFound("deliverable", deliverable.id)
    return account


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
