from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from creatorport.application.account_changes import failed
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.grant_holders import GrantHolder
from creatorport.application.overtaken import until_kept
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import NeedsReauth, NotFound, TikTokError, TikTokThrottled
from creatorport.domain.keep_alive import GrantLife, KeepAlive

Step = Callable[[GrantHolder], GrantHolder]


@dataclass(frozen=True, slots=True)
class KeptAlive:
    """What one round came to."""

    renewed: int
    lost: int
    failed: int
    warned: int


@dataclass(frozen=True, slots=True)
class KeepGrantsAlive:
    """Renew grants that nobody uses before they end, and warn of those whose end does not move. Raises nothing of
    TikTok's: what failed is noted on its account, and tried again in the next round.

    `tokens` are of one family: each has a round of its own.
    """

    units: UnitsOfWork
    clock: Clock
    tokens: FreshTokens
    policy: KeepAlive

    async def __call__(self) -> KeptAlive:
        async with self.units() as uow:
            lives = await self.tokens.holders.ending_before(uow, self.clock.now() + self.policy.horizon)
        counted: Counter[str] = Counter()
        throttled = False
        for life in lives:
            if self.policy.due_at(life) <= self.clock.now() and not throttled:
                outcome = await self._renew(life)
                counted[outcome] += 1
                # The limit is the app's: those who come later would only meet it, too.
                throttled = outcome == "throttled"
            counted["warned"] += await self._changed(life, lambda one: one.warn(self.clock.now()))
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
            noted = self.tokens.holders.failed
            await self._changed(life, lambda one: noted(one, code, message, self.clock.now()))
            return "throttled" if isinstance(error, TikTokThrottled) else "failed"
        return "renewed"

    async def _changed(self, life: GrantLife, step: Step) -> bool:
        """Apply `step` to what holds the grant, again when somebody was quicker; return whether it changed anything."""
        holders = self.tokens.holders

        async def attempt() -> bool:
            async with self.units() as uow:
                try:
                    holder = await holders.load(uow, life.workspace_id, life.account_id)
                except NotFound:
                    return False  # it was purged since the list was read
                stepped = step(holder)
                if stepped is holder:
                    return False
                await holders.save(uow, stepped)
                await uow.commit()
            return True

        return await until_kept(attempt)
