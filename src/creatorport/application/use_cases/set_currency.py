from dataclasses import dataclass

from creatorport.application.currencies import settle
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.money import Money
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class SetCurrencyCommand:
    member: Member
    currency: str


@dataclass(frozen=True, slots=True)
class SetCurrency:
    """Settle the workspace's currency before its first amount does. The same again changes nothing.

    Raises NotAllowed, InvalidValue, and CurrencyMismatch where another one is settled.
    """

    units: UnitsOfWork

    async def __call__(self, command: SetCurrencyCommand) -> None:
        authorize(command.member, Action.SET_CURRENCY)
        nothing = Money.of(0, command.currency)
        async with self.units() as uow:
            await settle(uow, command.member.workspace_id, nothing, "currency")
            await uow.commit()
