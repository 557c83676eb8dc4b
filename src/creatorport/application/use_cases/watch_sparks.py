from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from creatorport.application.dead_tokens import lose_token
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.spark_ads import SparkAds, SparkAtTikTok
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.seen_sparks import keep, take
from creatorport.domain.errors import TikTokError, TikTokThrottled, TikTokTokenRejected
from creatorport.domain.spark import SparkAuthorization


@dataclass(frozen=True, slots=True)
class WatchSparks:
    """Ask TikTok how permissions to advertise stand: those that wait in each round, the others every `every`.

    Warns of codes that end. A call that fails is made again in the next round; a limit ends this one.
    """

    units: UnitsOfWork
    clock: Clock
    sparks: SparkAds
    every: timedelta

    async def __call__(self) -> Counter[str]:
        async with self.units() as uow:
            waiting = await uow.sparks.to_watch(self.clock.now() - self.every)
        counted: Counter[str] = Counter()
        for spark in waiting:
            outcome = await self._look(spark)
            counted[outcome] += 1
            if outcome == "throttled":
                break
        return counted

    async def _look(self, spark: SparkAuthorization) -> str:
        async with self.units() as uow:
            marketplace = await uow.marketplaces.find(spark.workspace_id)
        if marketplace is None or marketplace.cause is not None:
            return "disconnected"
        access = Access(marketplace.tto_account_id, marketplace.token)
        try:
            shown = await self.sparks.status(access, spark.video_id)
        except TikTokThrottled:
            return "throttled"
        except TikTokTokenRejected as error:
            async with self.units() as uow:
                await lose_token(uow, spark.workspace_id, access, error)
                await uow.commit()
            return "disconnected"
        except TikTokError:
            return "failed"
        await self._take(spark, shown)
        return "looked"

    async def _take(self, spark: SparkAuthorization, shown: SparkAtTikTok | None) -> None:
        now = self.clock.now()
        async with self.units() as uow:
            before = await uow.sparks.lock(spark.workspace_id, spark.id)
            if before is None or shown is None:
                return
            after = take(before, shown, now).warn(now)
            if after is not before:
                await keep(uow, after)
                await uow.commit()
