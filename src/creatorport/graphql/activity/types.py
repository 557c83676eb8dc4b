from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum

import strawberry

from creatorport.application.activity_views import ActivityView
from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.global_ids import global_id


@strawberry.enum(description="What an entry of the activity is about.")
class ActivityKind(Enum):
    CAMPAIGN = value("CAMPAIGN", description="The campaign's own life: created, launched, paused.")
    PLAN = value("PLAN", description="What is planned: texts, budget, timeline, products, targets.")
    TEAM = value("TEAM", description="Who works on it.")
    INVITATION = value("INVITATION", description="Invitations: made, sent, answered, withdrawn.")
    TERMS = value("TERMS", description="What was offered to a creator, and what was agreed.")
    DELIVERABLE = value("DELIVERABLE", description="What creators hand in, and what became of it.")
    POST = value("POST", description="Videos that count for the campaign.")
    MILESTONE = value("MILESTONE", description="Milestones that were reached.")
    ORDER = value("ORDER", description="The campaign's order at TikTok.")


@strawberry.enum(description="What sort of somebody did something.")
class ActorKind(Enum):
    MEMBER = value("MEMBER", description="A member of the workspace.")
    CREATOR = value("CREATOR", description="A creator.")
    TIKTOK = value("TIKTOK", description="TikTok told us; it does not tell whose doing it was.")
    GATEWAY = value("GATEWAY", description="It came by itself: a time that was reached, a number that was crossed.")


@strawberry.type(description="One thing that an entry of the activity tells.")
class ActivityFact:
    name: str = derived(lambda fact: fact[0], "What it is.")
    value: str | None = derived(lambda fact: fact[1], "Its value, written out; null where there is none.")


def facts_of(facts: Mapping[str, object]) -> Sequence[tuple[str, str | None]]:
    """Return facts as `ActivityFact` shows them."""
    return [(name, _written(value)) for name, value in sorted(facts.items())]


def _written(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return None if value is None else str(value)


def _actor_id(view: ActivityView) -> str | None:
    """A creator who is forgotten has no id any more."""
    is_creator = view.actor_kind == ActorKind.CREATOR.name and view.actor_id is not None
    return global_id("Creator", str(view.actor_id)) if is_creator else view.actor_id


@strawberry.type(description="Who did what in a campaign, and when. It is never changed.")
class Activity:
    at: datetime = attribute("When it was done.")
    actor_kind: ActorKind = attribute("What sort of somebody did it.")
    actor_id: str | None = derived(
        _actor_id,
        "The id of the member, or of the creator, to be asked for with `node`; null for TikTok and for the gateway.",
    )
    kind: ActivityKind = attribute("What it is about.")
    verb: str = attribute("What was done, in the past tense: `launched`, `withdrawn`.")
    subject_id: strawberry.ID | None = derived(
        lambda view: None if view.subject_kind is None else global_id(view.subject_kind, view.subject_id),
        "The id of what it was done to, where that is not the campaign itself; to be asked for with `node`.",
    )
    facts: list[ActivityFact] = derived(lambda view: facts_of(view.facts), "What else there is to know, by name.")
