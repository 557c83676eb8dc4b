from dataclasses import dataclass

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.spark_ads import SparkAds, SparkAtTikTok
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.seen_sparks import keep, take
from creatorport.domain.effect import Effect
from creatorport.domain.ids import PostId


@dataclass(frozen=True, slots=True)
class ApplySpark:
    """Asking for the right to advertise a post, or for more days of it.

    TikTok keeps no reference of ours. That it arrived is told by the moment of its status's last change, which is then
    another one than before.
    """

    units: UnitsOfWork
    clock: Clock
    sparks: SparkAds
    extend: bool

    async def call(self, effect: Effect, access: Access) -> SparkAtTikTok | None:
        days = int(str(effect.request["days"]))
        await self.sparks.apply(access, effect.reference, days, extend=self.extend)
        return None

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> SparkAtTikTok | None:  # noqa: ARG002  a request shows as a whole or not
        shown = await self.sparks.status(access, effect.reference)
        if shown is None or shown.seen_at is None:
            return shown
        return None if shown.seen_at.isoformat() == effect.request["seen_at"] else shown

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: SparkAtTikTok | None) -> None:
        spark = await uow.sparks.lock(effect.workspace_id, PostId(effect.subject))
        if spark is None:
            return
        now = self.clock.now()
        await keep(uow, spark.taken(now) if outcome is None else take(spark, outcome, now))

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:
        spark = await uow.sparks.lock(effect.workspace_id, PostId(effect.subject))
        if spark is not None:
            await keep(uow, spark.fail(reason, self.clock.now()))
