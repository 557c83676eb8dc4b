from collections import Counter
from dataclasses import dataclass

from creatorport.application.account_changes import Step, change, failed
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.account import TikTokAccount
from creatorport.domain.errors import NeedsReauth, NotFound, TikTokError, TikTokThrottled
from creatorport.domain.events import GrantEnding
from creatorport.domain.keep_alive import GrantLife, KeepAlive


@dataclass(frozen=True, slots=True)
class KeptAlive:
    """What one round came to."""

    renewed: int
    lost: int
    failed: int
    warned: int


@dataclass(frozen=True, slots=True)
class KeepAccountsAlive:
    """Renew grants that nobody uses before they end, and warn of those whose end does not move. Raises nothing of
    TikTok's: what failed is noted on its account, and tried again in the next round.
    """

    units: UnitsOfWork
    clock: Clock
    tokens: FreshTokens
    policy: KeepAlive

    async def __call__(self) -> KeptAlive:
        async with self.units() as uow:
            lives = await uow.accounts.ending_before(self.clock.now() + self.policy.horizon)
        counted: Counter[str] = Counter()
        throttled = False
        for life in lives:
            if self.policy.due_at(life) <= self.clock.now() and not throttled:
                outcome = await self._renew(life)
                counted[outcome] += 1
                # The limit is the app's: those who come later would only meet it, too.
                throttled = outcome == "throttled"
            counted["warned"] += await self._warn(life)
        failures = counted["failed"] + counted["throttled"]
        return KeptAlive(counted["renewed"], counted["lost"], failures, counted["warned"])

    async def _renew(self, life: GrantLife) -> str:
        """Renew, unless somebody did since the list was read; return in a word what came of it."""
        try:
            await self.tokens.renewed_if(
                life.workspace_id, life.account_id, lambda newest: newest.issued_at == life.issued_at
            )
        except (NeedsReauth, NotFound):
            return "lost"
        except TikTokError as error:
            code, message = failed(error)
            await self._change(life, lambda one: one.fail(code, message, self.clock.now()))
            return "throttled" if isinstance(error, TikTokThrottled) else "failed"
        return "renewed"

    async def _warn(self, life: GrantLife) -> bool:
        warned = await self._change(life, lambda one: one.warn(self.clock.now()))
        return warned is not None and any(isinstance(event, GrantEnding) for event in warned.events)

    async def _change(self, life: GrantLife, step: Step) -> TikTokAccount | None:
        try:
            return await change(self.units, life.workspace_id, life.account_id, step)
        except NotFound:
            return None  # it was purged since the list was read
