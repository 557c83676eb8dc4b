from dataclasses import dataclass

from creatorport.application.effects.looking_before import only_looking, remember
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

    TikTok keeps no reference of ours. So the effect takes along how the authorization stood just before; that the
    request arrived is told by its standing otherwise since.
    """

    units: UnitsOfWork
    clock: Clock
    sparks: SparkAds
    extend: bool

    async def call(self, effect: Effect, access: Access) -> SparkAtTikTok | None:
        if "before" in effect.request:
            shown = await self.look_up(effect, access, patient=False)
            if shown is not None:
                return shown  # it has arrived, and shows only now
        else:
            with only_looking():
                there = await self.sparks.status(access, effect.reference)
            await remember(self.units, effect, before=None if there is None else there.mark)
        days = int(str(effect.request["days"]))
        await self.sparks.apply(access, effect.reference, days, extend=self.extend)
        return None

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> SparkAtTikTok | None:  # noqa: ARG002  a request shows as a whole or not
        if "before" not in effect.request:
            return None  # it ended before anything was sent
        with only_looking():
            shown = await self.sparks.status(access, effect.reference)
        return None if shown is None or shown.mark == effect.request["before"] else shown

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
