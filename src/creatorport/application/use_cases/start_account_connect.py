import hashlib
from dataclasses import dataclass
from datetime import datetime

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.tiktok_login import TikTokLogin
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.connecting import LIFE, ConnectAttempt, ConnectTarget
from creatorport.domain.handle import Handle
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ConnectStarted:
    """Where to send the browser, and until when that works."""

    authorize_url: str
    expires_at: datetime


def state_hash(state: str) -> str:
    """Return what a state is stored under. The state itself is known to the browser and TikTok alone."""
    return hashlib.sha256(state.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class StartAccountConnectCommand:
    """`expected_handle` makes any other account a WrongAccount; `always_ask` shows TikTok's page in any case."""

    member: Member
    expected_handle: str | None = None
    always_ask: bool = False


@dataclass(frozen=True, slots=True)
class StartAccountConnect:
    """Begin the consent round trip of a creator's account. Raises NotAllowed, InvalidValue."""

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    login: TikTokLogin
    scopes: frozenset[str]

    async def __call__(self, command: StartAccountConnectCommand) -> ConnectStarted:
        authorize(command.member, Action.CONNECT_OWN_ACCOUNT)
        expected = (
            None if command.expected_handle is None else Handle.of(command.expected_handle, "expectedHandle").text
        )
        now = self.clock.now()
        state, verifier = Secret(self.identities.unguessable()), Secret(self.identities.unguessable())
        attempt = ConnectAttempt(
            state_hash(state.reveal()),
            ConnectTarget.ACCOUNT,
            command.member.workspace_id,
            command.member.id,
            verifier,
            self.scopes,
            expected,
            now,
        )
        async with self.units() as uow:
            await uow.attempts.add(attempt)
            await uow.commit()
        url = self.login.authorize_url(
            state=state, verifier=verifier, scopes=self.scopes, always_ask=command.always_ask
        )
        return ConnectStarted(url, now + LIFE)
