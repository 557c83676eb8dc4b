from dataclasses import dataclass

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.spark_ads import SparkAds
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.seen_sparks import keep
from creatorport.domain.effect import Effect
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.ids import PostId
from creatorport.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class RedeemSpark:
    """Having an advertiser take a code. The code is read where it is used: no effect, job or log holds it."""

    units: UnitsOfWork
    clock: Clock
    sparks: SparkAds

    async def call(self, effect: Effect, access: Access) -> bool:
        await self.sparks.redeem(access, effect.reference, await self._code(effect))
        return True

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> bool | None:  # noqa: ARG002  it shows at once
        return await self.sparks.is_redeemed(access, effect.reference, await self._code(effect)) or None

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: bool) -> None:  # noqa: ARG002  there is only one outcome; the port's signature
        spark = await uow.sparks.lock(effect.workspace_id, PostId(effect.subject))
        if spark is not None:
            await keep(uow, spark.redeemed())

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:
        spark = await uow.sparks.lock(effect.workspace_id, PostId(effect.subject))
        if spark is not None:
            await keep(uow, spark.fail_redemption(reason))

    async def _code(self, effect: Effect) -> Secret:
        async with self.units() as uow:
            spark = await uow.sparks.lock(effect.workspace_id, PostId(effect.subject))
        if spark is None or spark.code is None:
            raise TikTokRefused("spark.redeem", "there is no code any more")
        return spark.code.code
