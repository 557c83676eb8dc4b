from dataclasses import dataclass

from creatorport.application.let_go import let_go_of_business
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.token_vault import TokenVault
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.whose import account_of
from creatorport.domain.ids import AccountId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class DisconnectBusinessCommand:
    member: Member
    account_id: AccountId


@dataclass(frozen=True, slots=True)
class DisconnectBusiness:
    """Let go of what the creator granted the business app; the account itself stays connected.

    Raises NotAllowed, NotFound. Disconnecting twice is no error.
    """

    units: UnitsOfWork
    clock: Clock
    vault: TokenVault
    identities: Identities

    async def __call__(self, command: DisconnectBusinessCommand) -> None:
        authorize(command.member, Action.CONNECT_OWN_ACCOUNT)
        async with self.units() as uow:
            account = await account_of(uow, command.member, command.account_id)
            await let_go_of_business(uow, account, self.vault, self.clock.now(), self.identities)
            await uow.commit()
