"""Performance milestones (assumed contract): a video's curve says when it will cross each threshold."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tiktok_simulator.agenda import Facts
from tiktok_simulator.business import deliveries
from tiktok_simulator.business.moments import DAY
from tiktok_simulator.business.records import Campaign
from tiktok_simulator.world import Video

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_CROSSED = "market.milestone"
_HORIZON = 60 * DAY
_METRICS: dict[str, tuple[int, ...]] = {
    "video_views": (1_000, 10_000, 100_000, 1_000_000, 10_000_000),
    "engagement_count": (100, 1_000, 10_000, 100_000, 1_000_000),
}


def register(simulator: "Simulator") -> None:
    simulator.agenda.on(_CROSSED, lambda facts: _tell(simulator, facts))


def plan(simulator: "Simulator", campaign: Campaign, video: Video) -> None:
    """Make an appointment for each threshold still ahead within sixty days. Nothing without the assumed contract."""
    if not simulator.settings.assumed:
        return
    now = simulator.clock.now()
    for metric, thresholds in _METRICS.items():
        for threshold in thresholds:
            when = _crossing(video, metric, threshold, now)
            if when is not None:
                facts: Facts = {"metric": metric, "threshold": threshold}
                facts |= {"campaign_id": campaign.campaign_id, "video_id": video.id}
                simulator.agenda.at(when, _CROSSED, **facts)


def _crossing(video: Video, metric: str, threshold: int, now: float) -> float | None:
    """The first second at which the value reaches the threshold; None when it has already, or not in time."""
    value = _value_of(video, metric)
    if value(now) >= threshold or value(now + _HORIZON) < threshold:
        return None
    before, after = now, now + _HORIZON
    while after - before > 1:
        middle = (before + after) / 2
        before, after = (before, middle) if value(middle) >= threshold else (middle, after)
    return after


def _value_of(video: Video, metric: str) -> Callable[[float], int]:
    def value(at: float) -> int:
        counts = video.counts_at(at)
        return counts.views if metric == "video_views" else counts.likes + counts.comments + counts.shares

    return value


def _tell(simulator: "Simulator", facts: Facts) -> None:
    video = simulator.world.video(facts["video_id"])
    campaign = simulator.market.campaigns[facts["campaign_id"]]
    if video is None:
        return
    entry = {
        "event_type": "tto_performance_webhook",
        **facts,
        "tto_tcm_account_id": campaign.account_id,
        "value": _value_of(video, facts["metric"])(simulator.clock.now()),
        "handle_name": video.creator.handle,
    }
    simulator.ledger.record("milestone_reached", **facts)
    deliveries.tell(simulator, "TCM_PERFORMANCE", campaign.account_id, entry)
