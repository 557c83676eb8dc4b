from dataclasses import dataclass

from creatorport.application.effects.intending import Intend
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.seen_sparks import keep
from creatorport.domain.effect import EffectKind
from creatorport.domain.errors import MarketplaceNotConnected, NotFound
from creatorport.domain.ids import PostId
from creatorport.domain.spark import SparkAuthorization
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class RequestSparkCommand:
    """`extend` asks for more days of a code that lives; else a new code is asked for."""

    member: Member
    post_id: PostId
    days: int
    extend: bool = False
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class RequestSpark:
    """Ask a creator, through TikTok, for the right to advertise a linked post. The verdict comes later.

    A repeat while the answer is open changes nothing. Raises NotAllowed, NotFound, InvalidValue, WrongState,
    MarketplaceNotConnected, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    intend: Intend

    async def __call__(self, command: RequestSparkCommand) -> PostId:
        authorize(command.member, Action.USE_SPARK_CODES)
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return command.post_id
            before = await uow.sparks.lock(command.member.workspace_id, command.post_id)
            after = await self._asked(uow, command, before)
            if after is not before:
                await self._intend(uow, command, after)
                await keep(uow, after, new=before is None)
            await once.keep(command.post_id)
            await uow.commit()
        return command.post_id

    async def _asked(
        self, uow: UnitOfWork, command: RequestSparkCommand, before: SparkAuthorization | None
    ) -> SparkAuthorization:
        now = self.clock.now()
        if before is not None:
            return before.extend(command.days, now) if command.extend else before.request(command.days, now)
        post = await uow.posts.find(command.member.workspace_id, command.post_id)
        if post is None or command.extend:
            kind = "post" if post is None else "Spark authorization of post"
            raise NotFound(kind, command.post_id, field="postId")
        return SparkAuthorization.requested(post, command.days, now)

    async def _intend(self, uow: UnitOfWork, command: RequestSparkCommand, spark: SparkAuthorization) -> None:
        if await uow.marketplaces.find(spark.workspace_id) is None:
            raise MarketplaceNotConnected
        await self.intend(
            uow,
            spark.workspace_id,
            EffectKind.EXTEND_SPARK if command.extend else EffectKind.REQUEST_SPARK,
            subject=spark.id,
            reference=spark.video_id,
            request={"days": command.days},
        )
