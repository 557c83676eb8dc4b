from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.answer_log import record_answer
from creatorport.application.answer_step import entry
from creatorport.application.effects.intents import intend_cancellation
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.reminding import way_to
from creatorport.domain.activity import GATEWAY
from creatorport.domain.errors import RemindersSpent, ReminderTooSoon
from creatorport.domain.invitation import Invitation
from creatorport.domain.reminder import Reminder, due

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Tended:
    """What one round came to."""

    expired: int
    reminded: int


@dataclass(frozen=True, slots=True)
class TendInvitations:
    """End the invitations whose time has come, at the time that it came; and remind of those whose end is near.

    `before` are the times before the end at which creators are reminded. Where the assumed contract is spoken
    (`personal`), the message of what has ended here is taken back at TikTok, where it may last longer.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    personal: bool
    before: Sequence[timedelta]

    async def __call__(self) -> Tended:
        expired = reminded = 0
        now = self.clock.now()
        async for invitation in self._near(now + max(self.before, default=timedelta(0))):
            if invitation.expires_at is not None and invitation.expires_at <= now:
                expired += await self._expire(invitation, now)
            elif due(invitation.reminders, invitation.expires_at, self.before, now):
                reminded += await self._remind(invitation, now)
        return Tended(expired, reminded)

    async def _near(self, horizon: datetime) -> AsyncIterator[Invitation]:
        last: Invitation | None = None
        while True:
            async with self.units() as uow:
                batch = await uow.invitations.due(horizon, _BATCH, after=last)
            for invitation in batch:
                yield invitation
            if len(batch) < _BATCH:
                return
            last = batch[-1]

    async def _expire(self, found: Invitation, now: datetime) -> bool:
        async with self.units() as uow:
            invitation = await uow.invitations.lock(found.workspace_id, found.id)
            # It may have been answered or extended since the list was read.
            if not invitation.is_open or invitation.expires_at is None or invitation.expires_at > now:
                return False
            expired = invitation.expire(invitation.expires_at)
            await uow.invitations.save(expired)
            await record_answer(uow, expired, GATEWAY)
            await self._take_back(uow, expired)
            await uow.commit()
        return True

    async def _take_back(self, uow: UnitOfWork, expired: Invitation) -> None:
        if self.personal and expired.tiktok_id is not None:
            campaign = await uow.campaigns.load(expired.workspace_id, expired.campaign_id)
            await intend_cancellation(uow, campaign, expired, expired.tiktok_id, self.clock, self.identities)

    async def _remind(self, found: Invitation, now: datetime) -> bool:
        async with self.units() as uow:
            invitation = await uow.invitations.lock(found.workspace_id, found.id)
            # It may have been answered, extended or reminded of since the list was read.
            if not invitation.is_open or invitation.sent_at is None:
                return False
            if not due(invitation.reminders, invitation.expires_at, self.before, now):
                return False
            try:
                reminded = invitation.remind(Reminder(now, await way_to(uow, invitation)))
            except (RemindersSpent, ReminderTooSoon):
                return False
            await uow.invitations.save(reminded)
            await uow.activities.record([entry(reminded, GATEWAY, "reminded", now)])
            await uow.commit()
        return True
