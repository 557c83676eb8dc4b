from dataclasses import dataclass

from creatorport.application.effects.intending import Intend
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.seen_sparks import keep
from creatorport.domain.effect import EffectKind
from creatorport.domain.errors import AdvertiserNotConfigured, MarketplaceNotConnected, NotFound
from creatorport.domain.ids import PostId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class RedeemSparkCommand:
    member: Member
    post_id: PostId
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class RedeemSparkCode:
    """Have the operator's advertiser take the code of a post. TikTok's verdict comes later.

    Raises NotAllowed, NotFound, WrongState, AdvertiserNotConfigured, MarketplaceNotConnected, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    intend: Intend
    advertiser_id: str | None

    async def __call__(self, command: RedeemSparkCommand) -> PostId:
        authorize(command.member, Action.USE_SPARK_CODES)
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return command.post_id
            before = await uow.sparks.lock(command.member.workspace_id, command.post_id)
            if before is None:
                raise NotFound("Spark authorization", command.post_id, field="postId")
            if self.advertiser_id is None:
                raise AdvertiserNotConfigured
            after = before.redeem(self.advertiser_id, self.clock.now())
            if after is not before and after.code is not None:
                if await uow.marketplaces.find(before.workspace_id) is None:
                    raise MarketplaceNotConnected
                await self.intend(
                    uow, before.workspace_id, EffectKind.REDEEM_SPARK,
                    subject=before.id, reference=self.advertiser_id, request={"code": after.code.code.fingerprint},
                )  # fmt: skip
                await keep(uow, after)
            await once.keep(command.post_id)
            await uow.commit()
        return command.post_id
