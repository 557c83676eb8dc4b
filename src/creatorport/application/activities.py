"""Writing down who did what, in the transaction in which it is done."""

from datetime import datetime

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.activity import Activity, ActivityKind, Actor, Fact, Subject
from creatorport.domain.campaign import Campaign


async def record(
    uow: UnitOfWork,
    campaign: Campaign,
    actor: Actor,
    kind: ActivityKind,
    verb: str,
    now: datetime,
    *,
    subject: Subject | None = None,
    **facts: Fact,
) -> None:
    """Record one entry in a campaign's activity. See `Activity` for what belongs into the facts, and what does not."""
    entry = Activity(campaign.workspace_id, campaign.id, now, actor, kind, verb, subject, facts)
    await uow.activities.record([entry])
