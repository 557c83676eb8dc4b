"""Sending what is due to one hook: noted, sent, settled. Each step is durable before the next one is made."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.hooks.body import body_of
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.hook_sending import HookRequest, HookSender
from creatorport.application.ports.jobs import DriveHook
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.errors import HookAddressRefused, HookUnreachable, NotFound
from creatorport.domain.hooks.attempt import AttemptOutcome, HookAttempt
from creatorport.domain.hooks.delivery import DeadBecause, HookDelivery
from creatorport.domain.hooks.hook import DisabledBecause, Hook
from creatorport.domain.hooks.signing import signed_headers
from creatorport.domain.ids import HookDeliveryId

AT_ONCE = 8
"""Calls of one run, each about another object. More would let one slow receiver keep a worker from others' jobs."""


@dataclass(frozen=True, slots=True)
class _Answer:
    attempt: HookAttempt
    asked: timedelta | None = None


@dataclass(frozen=True, slots=True)
class DriveHooks:
    """Send one hook the first open event of each object, as far as they are due, and come back for the rest.

    An event whose answer was lost, or whose process died, is sent again under the same id: at least once, that is.
    `wall` is real time, by which receivers judge how old a signature is.
    """

    units: UnitsOfWork
    clock: Clock
    wall: Clock
    sender: HookSender

    async def __call__(self, job: DriveHook) -> None:
        hook, begun = await self._begin(job)
        if hook is None or not begun:
            return
        async with asyncio.TaskGroup() as group:
            calls = {one.id: group.create_task(self._call(hook, one)) for one in begun}
        await self._settle(job, hook.url, {name: call.result() for name, call in calls.items()})

    async def _begin(self, job: DriveHook) -> tuple[Hook | None, Sequence[HookDelivery]]:
        """Note what is about to be sent, so that its loss would show."""
        now = self.clock.now()
        async with self.units() as uow:
            try:
                hook = await uow.hooks.lock(job.workspace_id, job.hook_id)
            except NotFound:
                return None, ()
            heads = await self._heads(uow, hook, now)
            seen = [one.begin(now) for one in heads]
            await uow.hook_deliveries.save_all(seen)
            begun = [one for one in seen if one.is_open]
            if not begun:
                await self._come_back(uow, hook, now)
            await uow.commit()
        return hook, begun

    async def _heads(self, uow: UnitOfWork, hook: Hook, now: datetime) -> Sequence[HookDelivery]:
        if not hook.is_enabled or (hook.rests_until is not None and hook.rests_until > now):
            return ()
        return await uow.hook_deliveries.lock_heads(hook.workspace_id, hook.id, now, AT_ONCE)

    async def _call(self, hook: Hook, one: HookDelivery) -> _Answer:
        body, began = body_of(one).encode(), one.began_at or self.clock.now()
        headers = signed_headers(one.news.id, body, hook.signs_with(began), self.wall.now())
        try:
            answer = await self.sender.send(HookRequest(hook.url, headers, body))
        except HookAddressRefused as error:
            return _Answer(HookAttempt(0, began, AttemptOutcome.ADDRESS_REFUSED, reason=error.reason))
        except HookUnreachable as error:
            return _Answer(HookAttempt(0, began, AttemptOutcome.UNREACHABLE, reason=error.reason))
        attempt = HookAttempt(0, began, AttemptOutcome.ANSWERED, answer.status, answer.excerpt, answer.took)
        return _Answer(attempt, answer.retry_after)

    async def _settle(self, job: DriveHook, url: str, answers: Mapping[HookDeliveryId, _Answer]) -> None:
        now = self.clock.now()
        async with self.units() as uow:
            try:
                hook = await uow.hooks.lock(job.workspace_id, job.hook_id)
            except NotFound:
                return  # it was deleted meanwhile, and all of this with it
            moved = hook.url != url  # what another address answered says nothing of this one
            before = await uow.hook_deliveries.lock_all(job.workspace_id, answers.keys())
            came = [(one, answers[one.id]) for one in before]
            after = [one.settle(answer.attempt, now, asked=answer.asked, moved=moved) for one, answer in came]
            changed = [new for old, new in zip(before, after, strict=True) if new is not old]
            await uow.hook_deliveries.save_all(changed)
            if not moved:
                hook = await self._judge(uow, hook, list(answers.values()), now)
            await self._come_back(uow, hook, now)
            await uow.commit()

    async def _judge(self, uow: UnitOfWork, hook: Hook, answers: Sequence[_Answer], now: datetime) -> Hook:
        if any(one.attempt.says_gone for one in answers):
            judged = hook.disable(DisabledBecause.GONE, now)
        elif any(one.attempt.succeeded for one in answers):
            judged = hook.hear()
        else:
            judged = hook.fail(now, max((one.asked for one in answers if one.asked is not None), default=None))
        if judged is not hook:
            await uow.hooks.save(judged)
        return judged

    async def _come_back(self, uow: UnitOfWork, hook: Hook, now: datetime) -> None:
        """Have the hook driven when there is something to be sent; of one that is told no more, let nothing wait."""
        if not hook.is_enabled:
            await uow.hook_deliveries.bury_open(hook.workspace_id, hook.id, DeadBecause.DISABLED, now)
            return
        due = await uow.hook_deliveries.next_due(hook.workspace_id, hook.id, now)
        if due is not None:
            wait = max(due, hook.rests_until or due) - now
            await uow.jobs.defer(DriveHook(hook.workspace_id, hook.id), after=max(wait, timedelta()))
