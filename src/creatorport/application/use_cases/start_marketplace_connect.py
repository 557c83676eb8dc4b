from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.marketplace_login import MarketplaceLogin
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.token_hash import token_hash
from creatorport.application.use_cases.start_account_connect import ConnectStarted
from creatorport.domain.connecting import LIFE, ConnectAttempt, ConnectTarget
from creatorport.domain.secret import Secret
from creatorport.domain.texts import maybe_text
from creatorport.domain.workspace import Member

ID_MAX = 64


@dataclass(frozen=True, slots=True)
class StartMarketplaceConnectCommand:
    """`expected_tto_account_id` chooses one where the brand's token reaches several TikTok One accounts."""

    member: Member
    expected_tto_account_id: str | None = None


@dataclass(frozen=True, slots=True)
class StartMarketplaceConnect:
    """Begin the consent round trip of the brand's TikTok One account. Raises NotAllowed, InvalidValue."""

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    login: MarketplaceLogin

    async def __call__(self, command: StartMarketplaceConnectCommand) -> ConnectStarted:
        authorize(command.member, Action.CONNECT_MARKETPLACE)
        expected = maybe_text(command.expected_tto_account_id, "expectedTtoAccountId", ID_MAX)
        now = self.clock.now()
        state = Secret(self.identities.unguessable())
        attempt = ConnectAttempt(
            token_hash(state.reveal()),
            ConnectTarget.MARKETPLACE,
            command.member.workspace_id,
            command.member.id,
            None,
            frozenset(),
            expected,
            now,
        )
        async with self.units() as uow:
            await uow.attempts.add(attempt)
            await uow.commit()
        return ConnectStarted(self.login.authorize_url(state=state), now + LIFE)
