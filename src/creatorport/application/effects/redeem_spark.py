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
from creatorport.domain.spark import SparkAuthorization
from creatorport.domain.spark_states import Redemption

_REPLACED = "the code was replaced by another before it was taken"
_UNTOLD = "the code was replaced by another before TikTok told whether it was taken"
_TAKEN = "the code was taken, and has been replaced by another"


@dataclass(frozen=True, slots=True)
class RedeemSpark:
    """Having an advertiser take a code. The code is read where it is used: no effect, job or log holds it.

    The effect holds the code's fingerprint. Where another code has taken its place, that one is neither sent nor called
    redeemed: the redemption has failed, and says so.
    """

    units: UnitsOfWork
    clock: Clock
    sparks: SparkAds

    async def call(self, effect: Effect, access: Access) -> bool:
        code = await self._code(effect)
        if code is None:
            raise TikTokRefused("spark.redeem", _REPLACED if effect.calls == 1 else _UNTOLD)
        await self.sparks.redeem(access, effect.reference, code)
        return True

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> bool | None:  # noqa: ARG002  it shows at once
        code = await self._code(effect)
        return None if code is None else await self.sparks.is_redeemed(access, effect.reference, code) or None

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: bool) -> None:  # noqa: ARG002  there is only one outcome; the port's signature
        spark = await uow.sparks.lock(effect.workspace_id, PostId(effect.subject))
        if spark is not None and spark.redemption is Redemption.REDEEMING:
            await keep(uow, spark.redeemed() if _is_meant(spark, effect) else spark.fail_redemption(_TAKEN))

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:
        spark = await uow.sparks.lock(effect.workspace_id, PostId(effect.subject))
        if spark is not None and spark.redemption is Redemption.REDEEMING:
            await keep(uow, spark.fail_redemption(reason))

    async def _code(self, effect: Effect) -> Secret | None:
        """Return the code that the effect was made for, if it is still there."""
        async with self.units() as uow:
            spark = await uow.sparks.lock(effect.workspace_id, PostId(effect.subject))
        if spark is None or spark.code is None or not _is_meant(spark, effect):
            return None
        return spark.code.code


def _is_meant(spark: SparkAuthorization, effect: Effect) -> bool:
    return spark.code is not None and spark.code.code.fingerprint == effect.request.get("code")
