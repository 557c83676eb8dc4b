from collections.abc import Collection
from dataclasses import dataclass

from creatorport.application.consent import BeginConsent, ConnectStarted, Wish
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.whose import account_of
from creatorport.domain.ids import AccountId
from creatorport.domain.landing import Landing
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class StartBusinessConnectCommand:
    """`account_id` is whose further consent is asked for. The rest means what it does for connecting the account."""

    member: Member
    account_id: AccountId
    always_ask: bool = False
    return_to: str | None = None
    popup_origin: str | None = None


@dataclass(frozen=True, slots=True)
class StartBusinessConnect:
    """Begin the consent round trip for the business app. Raises NotAllowed, NotFound, InvalidValue."""

    units: UnitsOfWork
    begin: BeginConsent
    allowed_origins: Collection[str] = ()

    async def __call__(self, command: StartBusinessConnectCommand) -> ConnectStarted:
        member = command.member
        authorize(member, Action.CONNECT_OWN_ACCOUNT)
        landing = Landing.of(command.return_to, command.popup_origin, self.allowed_origins)
        async with self.units() as uow:
            account = await account_of(uow, member, command.account_id)
            wish = Wish(
                member.workspace_id,
                member.id,
                account_id=account.id,
                landing=landing,
                always_ask=command.always_ask,
            )
            started = await self.begin(uow, wish)
            await uow.commit()
        return started
