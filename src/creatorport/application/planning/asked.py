"""Why an account or a video is as old as it is."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.planning.calls import Call, Planned, due_in
from creatorport.application.planning.holding import Holding
from creatorport.application.planning.targets import PROFILE
from creatorport.application.planning.views import StaleView
from creatorport.application.planning.words import Staleness, why_stale
from creatorport.application.ports.planning import Refreshable
from creatorport.application.ports.quotas import QuotaView
from creatorport.application.ports.tiktok_videos import VIDEOS_SCOPE
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.account import TikTokAccount
from creatorport.domain.account_video import AccountVideo, VideoState
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import AccountId, VideoId, WorkspaceId

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about: an account, or one of its videos by TikTok's id."""

    account_id: AccountId
    video_id: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked about, as it is stored."""

    account: TikTokAccount
    video: AccountVideo | None

    def view(self, planned: Planned, holding: Holding, quotas: Sequence[QuotaView], now: datetime) -> StaleView:
        """Tell the reason. Of an account it is that of whatever is oldest."""
        thing = self._thing(holding)
        captured_at = thing.captured_at if thing else self._captured_at()
        call = None if thing is None else _call_of(planned, thing.key)
        reason = self._reason(thing, call, planned, quotas, now)
        days = math.inf if call is None else due_in(call, planned.price)
        return StaleView(
            self.account.id,
            None if self.video is None else self.video.id,
            reason.value,
            why_stale(reason, None if captured_at is None else now - captured_at),
            captured_at,
            None if math.isinf(days) else now + timedelta(days=days),
        )

    def _thing(self, holding: Holding) -> Refreshable | None:
        keys = None if self.video is None else {self.video.id}
        things = [
            one for one in holding.things if one.account_id == self.account.id and (keys is None or one.key in keys)
        ]
        return min(things, key=lambda one: (one.captured_at is not None, one.captured_at, one.key), default=None)

    def _captured_at(self) -> datetime | None:
        if self.video is None:
            return self.account.profile_at
        return None if self.video.latest is None else self.video.latest.pedigree.captured_at

    def _reason(
        self,
        thing: Refreshable | None,
        call: Call | None,
        planned: Planned,
        quotas: Sequence[QuotaView],
        now: datetime,
    ) -> Staleness:
        if thing is None:
            return self._outside(now)
        if planned.calls_per_day == 0:
            return Staleness.PLANNER_OFF
        if call is None:
            return Staleness.UNDER_WAY
        endpoint = "user.info" if thing.key.startswith(PROFILE) else "video.query"
        if call.is_due and any(one.left_here == 0 for one in quotas if one.scope in ("open", endpoint)):
            return Staleness.QUOTA_SPENT
        return Staleness(call.reason.value)

    def _outside(self, now: datetime) -> Staleness:
        """Why the planner has nothing to do with it."""
        if self.account.grant is None:
            return Staleness.NOT_CONNECTED
        if self.video is not None and self.video.state is VideoState.NOT_VISIBLE:
            return Staleness.NOT_VISIBLE
        if self.account.failure is not None and now - self.account.failure.at <= _HOUR:
            return Staleness.LAST_CALL_FAILED
        wanted = {VIDEOS_SCOPE} if self.video is not None else {VIDEOS_SCOPE, "user.info.stats"}
        return Staleness.LEFT_TO_SYNCS if wanted & self.account.grant.scopes else Staleness.NOT_PERMITTED


async def why(uow: UnitOfWork, workspace_id: WorkspaceId, asked: Asked) -> Found:
    """Return what was asked about. Raises NotFound."""
    account = await uow.accounts.load(workspace_id, asked.account_id)
    if asked.video_id is None:
        return Found(account, None)
    known = await uow.videos.find(workspace_id, asked.account_id, [asked.video_id])
    if asked.video_id not in known:
        raise NotFound("video", VideoId(f"{asked.account_id}.{asked.video_id}"))
    return Found(account, known[asked.video_id])


def _call_of(planned: Planned, key: str) -> Call | None:
    return next((call for call in planned.calls if any(one.target.key == key for one in call.choices)), None)
