"""Beginning the consent round trip of a creator's account: the same for members, reconnects and invited creators."""

from dataclasses import dataclass
from datetime import datetime

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.tiktok_login import TikTokLogin
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.token_hash import token_hash
from creatorport.domain.connecting import LIFE, ConnectAttempt, ConnectTarget
from creatorport.domain.ids import AccountId, ConnectInviteId, MemberId, WorkspaceId
from creatorport.domain.landing import NOWHERE, Landing
from creatorport.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class ConnectStarted:
    """Where to send the browser, and until when that works."""

    authorize_url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """Whose consent is wanted, on whose behalf, and where the browser goes then."""

    workspace_id: WorkspaceId
    owner: MemberId
    expected: str | None = None
    account_id: AccountId | None = None
    invite_id: ConnectInviteId | None = None
    landing: Landing = NOWHERE
    always_ask: bool = False
    takes_over: bool = False


@dataclass(frozen=True, slots=True)
class BeginConsent:
    """Makes attempts. `scopes` are those that the operator asks for, and `target` is for which of our apps."""

    clock: Clock
    identities: Identities
    login: TikTokLogin
    scopes: frozenset[str]
    target: ConnectTarget = ConnectTarget.ACCOUNT

    async def __call__(self, uow: UnitOfWork, wish: Wish) -> ConnectStarted:
        """Store the attempt within the caller's unit of work, and return the page's address."""
        now = self.clock.now()
        state, verifier = Secret(self.identities.unguessable()), Secret(self.identities.unguessable())
        await uow.attempts.add(
            ConnectAttempt(
                token_hash(state.reveal()),
                self.target,
                wish.workspace_id,
                wish.owner,
                verifier,
                self.scopes,
                wish.expected,
                now,
                account_id=wish.account_id,
                invite_id=wish.invite_id,
                landing=wish.landing,
                takes_over=wish.takes_over,
            )
        )
        url = self.login.authorize_url(state=state, verifier=verifier, scopes=self.scopes, always_ask=wish.always_ask)
        return ConnectStarted(url, now + LIFE)
