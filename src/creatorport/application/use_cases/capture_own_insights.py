from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.as_creator import AsCreator
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.creator_campaigns import CreatorAccess
from creatorport.application.ports.insight_sources import (
    AUTHORIZED_SCOPES,
    LOOK_BACK_DAYS,
    ORGANIC_SCOPES,
    OWN_VIDEOS_SCOPES,
    ConsentedInsights,
)
from creatorport.application.ports.jobs import CaptureInsights
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.errors import NeedsReauth, NotPermitted, TikTokError, TikTokThrottled
from creatorport.domain.insights.days import AccountDay
from creatorport.domain.insights.reading import CONSENTED, Reading, ReadingKind, Told, first_failure
from creatorport.domain.insights.videos import MOST_VIDEOS
from creatorport.domain.pedigree import Absence

SCOPES: Mapping[ReadingKind, frozenset[str]] = {
    ReadingKind.AUTHORIZED: AUTHORIZED_SCOPES,
    ReadingKind.ORGANIC: ORGANIC_SCOPES,
    ReadingKind.OWN_VIDEOS: OWN_VIDEOS_SCOPES,
}

Days = tuple[AccountDay, ...]
_CORRECTED = 3
"""Days before the newest known one that are read again, because TikTok still corrects them."""


@dataclass(frozen=True, slots=True)
class CaptureOwnInsights:
    """Read what is due of an account's own insights, each source by itself: what fails does not hold up the others.

    A source that is fresh is not asked; one that is no longer permitted, or is again, is looked at whatever its age.
    When TikTok's limit is met, TikTokThrottled leaves, so that the worker comes back in time; what was read until then
    is kept. Nothing is kept for a grant that was let go of meanwhile.
    """

    units: UnitsOfWork
    clock: Clock
    as_creator: AsCreator
    source: ConsentedInsights
    fresh_for: timedelta

    async def __call__(self, job: CaptureInsights) -> None:
        async with self.units() as uow:
            connection = await uow.business.find(job.workspace_id, job.account_id)
            known = await uow.consented.of(job.workspace_id, job.account_id)
        if connection is None or connection.grant is None:
            return
        for kind in CONSENTED:
            reading = known.get(kind)
            if reading is None or self._is_due(connection, reading):
                await self._capture(connection, kind, reading)

    def _is_due(self, connection: BusinessConnection, reading: Reading) -> bool:
        refused = reading.absence is Absence.NOT_PERMITTED
        return reading.is_due(self.clock.now()) or connection.allows(*SCOPES[reading.kind]) is refused

    async def _capture(self, connection: BusinessConnection, kind: ReadingKind, known: Reading | None) -> None:
        now = self.clock.now()
        try:
            told, days = await self.as_creator(
                connection.workspace_id, connection.account_id, SCOPES[kind], self._asking(connection, kind, known)
            )
        except NotPermitted:
            await self._keep(connection, Reading.refused(kind, Absence.NOT_PERMITTED, now))
        except NeedsReauth:
            return  # the connection tells why; what was told stays until it is dropped
        except TikTokError as error:
            failed = known.failed(error.code, now) if known else first_failure(kind, error.code, now)
            await self._keep(connection, failed)
            if isinstance(error, TikTokThrottled):
                raise
        else:
            await self._keep(connection, Reading.taken(kind, told, now, self.fresh_for), days)

    def _asking(
        self, connection: BusinessConnection, kind: ReadingKind, known: Reading | None
    ) -> Callable[[CreatorAccess], Awaitable[tuple[Told, Days]]]:
        granted = connection.grant.scopes if connection.grant else frozenset()
        now = self.clock.now()

        async def authorized(access: CreatorAccess) -> tuple[Told, Days]:
            return Told(await self.source.authorized(access)), ()

        async def organic(access: CreatorAccess) -> tuple[Told, Days]:
            first, last = (now - timedelta(days=back) for back in (_back(known, now), 1))
            told = await self.source.organic(access, granted, first=first.date(), last=last.date())
            return Told(told.audience, told.activity), tuple(AccountDay(day, one, now) for day, one in told.days)

        async def own_videos(access: CreatorAccess) -> tuple[Told, Days]:
            return Told(videos=tuple(await self.source.own_videos(access, granted, most=MOST_VIDEOS))), ()

        asking = {
            ReadingKind.AUTHORIZED: authorized,
            ReadingKind.ORGANIC: organic,
            ReadingKind.OWN_VIDEOS: own_videos,
        }
        return asking[kind]

    async def _keep(self, connection: BusinessConnection, reading: Reading, days: Days = ()) -> None:
        async with self.units() as uow:
            # Whoever lets go of the grant holds this lock, too, and drops what is there: nothing may come after that.
            newest = await uow.business.lock(connection.workspace_id, connection.account_id)
            if newest is None or newest.grant is None:
                return
            await uow.consented.put(newest.workspace_id, newest.account_id, reading)
            await uow.consented.put_days(newest.workspace_id, newest.account_id, days)
            await uow.commit()


def _back(known: Reading | None, now: datetime) -> int:
    """How many days back to read: all that TikTok tells at first, then those that are new or may be corrected."""
    if known is None or known.captured_at is None:
        return LOOK_BACK_DAYS
    return min(LOOK_BACK_DAYS, (now - known.captured_at).days + 1 + _CORRECTED)
