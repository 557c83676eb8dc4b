"""A workspace's own part of the plan, read for one of its members."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil

from creatorport.application.planning.allowance import calls_per_day, rest_of_day
from creatorport.application.planning.targets import target_of
from creatorport.application.ports.planning import Refreshable
from creatorport.application.ports.quotas import DayLeft, Quotas
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.freshness.batching import VIDEOS_PER_CALL
from creatorport.domain.freshness.target import Target
from creatorport.domain.ids import AccountId, WorkspaceId

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holding:
    """A workspace's things and its calls a day: `given` with what others leave, `entitled` of its own."""

    things: tuple[Refreshable, ...]
    given: float
    entitled: float
    today: DayLeft | None

    def promisable(self, now: datetime) -> float:
        """Return the calls a day that a promise can count on: its own part, and no more than is left of today."""
        return self.entitled if self.today is None else min(self.entitled, self.today.left / rest_of_day(now))


@dataclass(frozen=True, slots=True)
class Holdings:
    """Reads holdings. `most` is how many calls a day the planner may spend for all workspaces."""

    quotas: Quotas
    most: int

    async def of(self, uow: UnitOfWork, workspace_id: WorkspaceId, now: datetime) -> Holding:
        """Return the workspace's things, and what the last round had for it; as if it were alone before the first."""
        today = await self.quotas.today()
        things = tuple(await uow.plans.refreshables(now, workspace_id=workspace_id))
        share = await uow.plans.share(workspace_id) if self.most else (0.0, 0.0)
        if share is None:
            rate = calls_per_day(self.most, today, await uow.plans.calls_of_syncs(now - _DAY))
            share = (rate, rate)
        return Holding(things, *share, today)


def promised_targets(
    things: Sequence[Refreshable], now: datetime, only: Collection[str] | None = None
) -> Sequence[Target]:
    """Return the promised things as targets that cost what they cost when nothing else needs the call.

    A promise for one video of an account takes a whole call, not a twentieth. `only` are the keys that count.
    """
    chosen = [one for one in things if one.bound is not None and (only is None or one.key in only)]
    videos = Counter[AccountId](one.account_id for one in chosen if one.video_id is not None)
    return [replace(target_of(one, now), cost=_cost(one, videos)) for one in chosen]


def _cost(thing: Refreshable, videos: Counter[AccountId]) -> float:
    if thing.video_id is None:
        return 1.0
    many = videos[thing.account_id]
    return ceil(many / VIDEOS_PER_CALL) / many
