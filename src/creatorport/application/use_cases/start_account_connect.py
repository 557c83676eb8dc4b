from collections.abc import Collection
from dataclasses import dataclass

from creatorport.application.consent import BeginConsent, ConnectStarted, Wish
from creatorport.application.policy import Action, authorize, may
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.whose import account_of
from creatorport.domain.errors import InvalidValue
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId
from creatorport.domain.landing import Landing
from creatorport.domain.workspace import Member

__all__ = ["ConnectStarted", "StartAccountConnect", "StartAccountConnectCommand"]


@dataclass(frozen=True, slots=True)
class StartAccountConnectCommand:
    """`expected_handle` or `account_id` make any other account a WrongAccount; the latter is for connecting it anew.

    `always_ask` shows TikTok's page in any case. `return_to` and `popup_origin` say where the browser goes then.
    """

    member: Member
    expected_handle: str | None = None
    always_ask: bool = False
    account_id: AccountId | None = None
    return_to: str | None = None
    popup_origin: str | None = None


@dataclass(frozen=True, slots=True)
class StartAccountConnect:
    """Begin the consent round trip of a creator's account. Raises NotAllowed, NotFound, InvalidValue."""

    units: UnitsOfWork
    begin: BeginConsent
    allowed_origins: Collection[str] = ()

    async def __call__(self, command: StartAccountConnectCommand) -> ConnectStarted:
        member = command.member
        authorize(member, Action.CONNECT_OWN_ACCOUNT)
        if command.expected_handle is not None and command.account_id is not None:
            raise InvalidValue("expectedHandle", "an accountId says already which account it must be")
        expected = (
            None if command.expected_handle is None else Handle.of(command.expected_handle, "expectedHandle").text
        )
        landing = Landing.of(command.return_to, command.popup_origin, self.allowed_origins)
        async with self.units() as uow:
            if command.account_id is not None:
                await account_of(uow, member, command.account_id)
            wish = Wish(
                member.workspace_id,
                member.id,
                expected,
                command.account_id,
                landing=landing,
                always_ask=command.always_ask,
                # Who sees all accounts loses nothing when it stays another's; who sees their own would not see it.
                takes_over=not may(member, Action.SEE_ALL_ACCOUNTS),
            )
            started = await self.begin(uow, wish)
            await uow.commit()
        return started
