from dataclasses import dataclass
from functools import partial

from creatorport.application.let_go import let_go_of_business
from creatorport.application.overtaken import until_kept
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.token_vault import TokenVault
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.publishing.holding import hold
from creatorport.application.revocations import revocation
from creatorport.application.whose import account_of
from creatorport.domain.ids import AccountId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class DisconnectAccountCommand:
    member: Member
    account_id: AccountId


@dataclass(frozen=True, slots=True)
class DisconnectAccount:
    """Let go of an account: its tokens are erased here at once, and revoked at TikTok by a job that does not give up.
    What the creator granted the business app goes with it, and posts that wait are blocked.

    Raises NotAllowed, NotFound. Disconnecting twice is no error.
    """

    units: UnitsOfWork
    clock: Clock
    vault: TokenVault
    identities: Identities

    async def __call__(self, command: DisconnectAccountCommand) -> None:
        authorize(command.member, Action.CONNECT_OWN_ACCOUNT)
        # Where a sync or a renewal is quicker, what it wrote goes as well.
        await until_kept(partial(self._let_go, command))

    async def _let_go(self, command: DisconnectAccountCommand) -> None:
        async with self.units() as uow:
            account = await account_of(uow, command.member, command.account_id)
            if account.grant is not None:
                await uow.jobs.defer(revocation(account, account.grant, self.vault))
            released = account.disconnect(self.clock.now())
            if released is not account:
                await uow.accounts.save(released)
            await hold(uow, account.workspace_id, account.id, "it was disconnected here", self.clock.now())
            await let_go_of_business(uow, account, self.vault, self.clock.now(), self.identities)
            await uow.commit()
