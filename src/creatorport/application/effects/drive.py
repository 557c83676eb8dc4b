"""Driving an effect: intent, call, outcome; and where the outcome was lost, reconciliation."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from creatorport.application.dead_tokens import lose_token
from creatorport.application.effects.intents import batch_of
from creatorport.application.effects.performer import Performer
from creatorport.application.effects.resting import rest_from_refusals, rest_from_silence
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import DriveEffect, WorkOffBatch
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.effect import IN_CREATORS_NAME, Effect, EffectKind, EffectState
from creatorport.domain.errors import (
    ConcurrentChange,
    MarketplaceNotConnected,
    TikTokAnswerLost,
    TikTokError,
    TikTokRefused,
    TikTokThrottled,
    TikTokTokenRejected,
)

PROOFS = 3
"""How often TikTok must show nothing, each time after a wait, before that counts as proof of absence."""

_SOON = timedelta(seconds=0.5)
_RETRY = timedelta(seconds=15)
_RECONNECT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Drive:
    """Bring one effect a step further.

    `settle_after` is real time: longer than a request can be under way, so that nothing of ours is still on its way
    to TikTok when we ask what exists. A call that has not ended by then is not waited for, nor sent any more.
    """

    units: UnitsOfWork
    clock: Clock
    performers: Mapping[EffectKind, Performer[Any]]
    settle_after: timedelta

    async def __call__(self, job: DriveEffect) -> None:
        begun = await self._begin(job)
        if begun is None:
            return
        effect, access = begun
        performer = self.performers[effect.kind]
        if effect.state is EffectState.CALLING:
            await self._call(effect, access, performer)
        else:
            await self._reconcile(effect, access, performer)

    async def _begin(self, job: DriveEffect) -> tuple[Effect, Access] | None:
        """Mark that the call is about to be made, durably, before it is."""
        async with self.units() as uow:
            effect = await uow.effects.lock(job.workspace_id, job.effect_id)
            if effect.is_settled:
                return None
            if effect.state is EffectState.CALLING:
                # Whoever was calling died before the outcome was recorded: nobody else drives this effect.
                lost = effect.lose("the process ended while it waited for TikTok")
                await uow.effects.save(lost.wait(self.clock.now() + self.settle_after))
                await uow.jobs.defer(job, after=self.settle_after)
                await uow.commit()
                return None
            marketplace = await uow.marketplaces.find(job.workspace_id)
            own = effect.state is EffectState.INTENDED and effect.kind in IN_CREATORS_NAME
            if marketplace is None or (marketplace.cause is not None and not own):
                if effect.state is EffectState.UNKNOWN:
                    undecided = effect.lose(MarketplaceNotConnected().message)
                    await uow.effects.save(undecided.wait(self.clock.now() + _RECONNECT))
                await uow.jobs.defer(job, after=_RECONNECT)
                await uow.commit()
                return None
            if effect.state is EffectState.INTENDED:
                effect = effect.call(self.clock.now())
                await uow.effects.save(effect)
                await uow.commit()
        return effect, Access(marketplace.tto_account_id, marketplace.token)

    async def _call(self, effect: Effect, access: Access, performer: Performer[Any]) -> None:
        try:
            # A process that was frozen must not send now what others have proved absent meanwhile, and then sent.
            async with asyncio.timeout(self.settle_after.total_seconds()):
                outcome = await performer.call(effect, access)
        except TimeoutError:
            await self._again(effect, partial(Effect.lose, trouble="it took too long"), self.settle_after)
        except TikTokRefused as error:
            await self._give_up(effect, performer, error.message)
        except TikTokAnswerLost as error:
            await self._again(effect, partial(Effect.lose, trouble=error.message), self.settle_after)
        except TikTokThrottled as error:
            await self._again(
                effect, partial(Effect.postpone, trouble=error.message), timedelta(seconds=error.retry_after)
            )
        except TikTokTokenRejected as error:
            await self._await_reconnect(effect, access, error)
        except TikTokError as error:
            await self._again(effect, partial(Effect.postpone, trouble=error.message), _RETRY)
        else:
            await self._settle(effect, performer, outcome)

    async def _reconcile(self, effect: Effect, access: Access, performer: Performer[Any]) -> None:
        try:
            outcome = await performer.look_up(effect, access, patient=effect.look_ups + 1 < PROOFS)
        except TikTokTokenRejected as error:
            await self._await_reconnect(effect, access, error)
        except TikTokThrottled as error:
            await self._again(effect, partial(Effect.lose, trouble=error.message), timedelta(seconds=error.retry_after))
        except TikTokRefused as error:
            await self._again(effect, partial(Effect.stay_unknown, trouble=error.message), rest_from_refusals(effect))
        except TikTokError as error:
            await self._again(effect, partial(Effect.miss, trouble=error.message), rest_from_silence(effect))
        else:
            if outcome is not None:
                await self._settle(effect, performer, outcome)
            elif effect.look_ups + 1 < PROOFS:
                await self._again(effect, Effect.looked_up, self.settle_after)
            else:
                await self._again(effect, Effect.prove_absent, timedelta(0))

    async def _settle(self, effect: Effect, performer: Performer[Any], outcome: object) -> None:
        async with self.units() as uow:
            seen = await self._mine(uow, effect)
            await uow.effects.save(seen.succeed(self.clock.now()))
            await performer.settle(uow, seen, outcome)
            await _wake_batch(uow, seen)
            await uow.commit()

    async def _give_up(self, effect: Effect, performer: Performer[Any], reason: str) -> None:
        async with self.units() as uow:
            seen = await self._mine(uow, effect)
            await uow.effects.save(seen.fail(reason, self.clock.now()))
            await performer.give_up(uow, seen, reason)
            await _wake_batch(uow, seen)
            await uow.commit()

    async def _again(self, effect: Effect, step: Callable[[Effect], Effect], after: timedelta) -> None:
        async with self.units() as uow:
            seen = step(await self._mine(uow, effect))
            await uow.effects.save(seen.wait(self.clock.now() + after))
            await uow.jobs.defer(DriveEffect(effect.workspace_id, effect.id), after=after)
            await _wake_batch(uow, effect)
            await uow.commit()

    async def _await_reconnect(self, effect: Effect, access: Access, error: TikTokTokenRejected) -> None:
        """The token is dead: nothing happened, and nothing can until the workspace connects again."""
        async with self.units() as uow:
            await lose_token(uow, effect.workspace_id, access, error)
            seen = (await self._mine(uow, effect)).postpone(error.message)
            await uow.effects.save(seen.wait(self.clock.now() + _RECONNECT))
            await uow.jobs.defer(DriveEffect(effect.workspace_id, effect.id), after=_RECONNECT)
            await uow.commit()

    async def _mine(self, uow: UnitOfWork, effect: Effect) -> Effect:
        """Lock the effect, and make sure that nobody else moved it on meanwhile. Raises ConcurrentChange."""
        seen = await uow.effects.lock(effect.workspace_id, effect.id)
        if _place(seen) != _place(effect):
            raise ConcurrentChange("effect", effect.id, effect.version)
        return seen


def _place(effect: Effect) -> tuple[object, ...]:
    return effect.state, effect.calls, effect.look_ups, effect.refusals


async def _wake_batch(uow: UnitOfWork, effect: Effect) -> None:
    """Have the batch of invitations looked at, where the effect is of one: its followers want to know.

    They want to know it soon, not a hundred times a second: what gets further meanwhile is seen in the same look.
    """
    batch_id = batch_of(effect)
    if batch_id is not None:
        await uow.jobs.defer(WorkOffBatch(effect.workspace_id, batch_id), after=_SOON)
