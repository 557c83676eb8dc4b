"""Bringing home what TikTok shows of the permission to advertise a post, and writing down what came of it."""

from collections.abc import Iterator
from datetime import datetime

from creatorport.application.ports.spark_ads import SparkAtTikTok, SparkStatus
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.activity import GATEWAY, TIKTOK, Activity, ActivityKind, Fact, Subject
from creatorport.domain.events import SparkEnding, SparkMoved
from creatorport.domain.spark import SparkAuthorization
from creatorport.domain.spark_states import SparkState, SparkVerb

_VERBS = {
    SparkStatus.WAITING: SparkVerb.WAIT,
    SparkStatus.ACCEPTED: SparkVerb.ACCEPT,
    SparkStatus.REJECTED: SparkVerb.REJECT,
}


def take(spark: SparkAuthorization, shown: SparkAtTikTok, now: datetime) -> SparkAuthorization:
    """Return the authorization with what TikTok shows; a status that we do not know changes nothing."""
    verb = _VERBS.get(shown.status)
    return spark if verb is None else spark.shown(verb, shown.seen_at, shown.code, now)


async def keep(uow: UnitOfWork, spark: SparkAuthorization, *, new: bool = False) -> None:
    """Save an authorization, and record its events in the campaign's activity."""
    await (uow.sparks.add(spark) if new else uow.sparks.save(spark))
    await uow.activities.record(_entries(spark))


def _entries(spark: SparkAuthorization) -> Iterator[Activity]:
    for event in spark.events:
        facts: dict[str, Fact] = {"days": spark.days}
        match event:
            case SparkMoved():
                actor = GATEWAY if event.state == SparkState.REQUESTING.value else TIKTOK
                verb = f"spark_{event.state}"
            case SparkEnding():
                actor, verb, facts = GATEWAY, "spark_ending", {"days": event.days}
            case _:
                continue
        yield Activity(
            spark.workspace_id, spark.campaign_id, event.at, actor, ActivityKind.POST, verb,
            Subject("Post", spark.id), facts,
        )  # fmt: skip
