from creatorport.application.policy import Action, may
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.account import TikTokAccount
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import AccountId
from creatorport.domain.workspace import Member


async def account_of(uow: UnitOfWork, member: Member, account_id: AccountId) -> TikTokAccount:
    """Return an account that the member may post on: their own, or any for those who manage all. Raises NotFound."""
    account = await uow.accounts.load(member.workspace_id, account_id)
    if account.owner != member.id and not may(member, Action.MANAGE_ALL_ACCOUNTS):
        raise NotFound("TikTok account", account_id)
    return account
