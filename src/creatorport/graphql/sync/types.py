from datetime import datetime

import strawberry

from creatorport.application.sync_views import SyncRunView
from creatorport.application.views import ProfileSnapshotView
from creatorport.domain.pedigree import Absence
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.node.types import Node, identity
from creatorport.graphql.performance.metrics import Metric, metric
from creatorport.graphql.sync.states import SyncState, SyncStep, SyncTrigger


def _seconds(run: SyncRunView) -> float | None:
    if run.started_at is None or run.ended_at is None:
        return None
    return (run.ended_at - run.started_at).total_seconds()


@strawberry.type(description="One pass over an account: its profile, then its videos.")
class SyncRun(Node):
    id: strawberry.ID = identity("SyncRun")
    trigger: SyncTrigger = attribute("Why it was made.")
    state: SyncState = attribute("Where it stands.")
    step: SyncStep = attribute("What it is reading, or was reading last.")
    is_whole: bool = derived(lambda run: run.whole, "Whether it was made to walk the complete list of videos.")
    queued_at: datetime = attribute("When it was asked for.")
    started_at: datetime | None = attribute("When it began; null before.")
    ended_at: datetime | None = attribute("When it ended; null before.")
    duration_seconds: float | None = derived(_seconds, "From its beginning to its end; null before its end.")
    calls: int = attribute("Calls to TikTok that it spent.")
    pages: int = attribute("Pages of the list that it read.")
    interruptions: int = attribute("How often it was interrupted and went on.")
    videos_seen: int = derived(lambda run: run.seen, "Videos that TikTok showed.")
    videos_new: int = derived(lambda run: run.new, "Videos that were not known before.")
    videos_changed: int = derived(lambda run: run.changed, "Known videos of which a number or a fact changed.")
    videos_vanished: int = derived(
        lambda run: run.vanished, "Videos that no longer show; learnt at the end of a complete walk only."
    )
    videos_returned: int = derived(lambda run: run.returned, "Videos that had vanished, and show again.")
    error_code: str | None = attribute("Why it is interrupted or failed; null otherwise.")
    error: str | None = attribute("The same for people.")
    retry_at: datetime | None = attribute("When it goes on by itself; null unless it is interrupted.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, SyncRunView)


def _count(name: str, description: str) -> Metric:
    made: Metric = derived(
        lambda shown: metric(
            getattr(shown, name),
            missing=Absence.NOT_SUPPORTED,
            source=shown.source,
            captured_at=shown.captured_at,
            fresh_until=shown.fresh_until,
        ),
        description,
    )
    return made


@strawberry.type(description="One capture of an account's own counts.")
class ProfileSnapshot:
    followers: Metric = _count("followers", "How many followed the account.")
    following: Metric = _count("following", "How many the account followed.")
    likes: Metric = _count("likes", "Likes of all its videos.")
    videos: Metric = _count("videos", "How many public videos it had.")
    captured_at: datetime = attribute("When it was captured.")
    fell: bool = attribute("Whether a count is lower than in the capture before it.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, ProfileSnapshotView)
