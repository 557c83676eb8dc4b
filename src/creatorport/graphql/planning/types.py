from datetime import datetime
from typing import Any

import strawberry

from creatorport.application.planning.views import PlannedCallView
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.planning.reasons import PlanReason, QuotaWindow, StaleReason


def _seconds(name: str, description: str) -> Any:
    def of(view: Any) -> float | None:
        span = getattr(view, name)
        return None if span is None else span.total_seconds()

    return derived(of, description)


def _account(description: str) -> Any:
    return derived(lambda view: view.account_id and global_id("TikTokAccount", view.account_id), description)


def _videos(call: PlannedCallView) -> list[str]:
    return [global_id("Video", video_id) for video_id in call.video_ids]


@strawberry.type(description="How one limit on calls to TikTok stands.")
class Quota:
    scope: str = attribute("The endpoint, or `open` for the app over all endpoints.")
    window: QuotaWindow = attribute("What it counts over.")
    limit: int = attribute("Calls that the whole app may make in it.")
    used: float = attribute("The part of it that the whole app has used, 0 to 1.")
    used_here: int = attribute("Calls that this workspace has made in it.")
    left_here: int = attribute("Calls that this workspace could make now: its share, and what others leave.")
    resets_at: datetime | None = attribute("When what was used is counted no longer; null where nothing was.")
    resting_until: datetime | None = attribute("Until when nobody calls, since TikTok refused; null otherwise.")


@strawberry.type(description="What a number of calls a day reaches, by the planner's model.")
class SyncOutlook:
    things: int = attribute("Videos and profiles that are planned for.")
    calls_per_day: float = attribute("Calls a day that the planner has for them.")
    freshness: float = attribute("The weighted part of them that is up to date at any time, 0 to 1.")
    median_age_seconds: float = _seconds("median_age", "The age at which half of them are refreshed.")
    most_age_seconds: float = _seconds("most_age", "The age at which all but the slowest twentieth are refreshed.")
    promised_calls: float = attribute("Calls a day that promises take.")
    least_bound_seconds: float | None = _seconds(
        "least_bound", "The least age that could be promised for all of them; null where none can."
    )


@strawberry.type(description="A call to come.")
class PlannedRefresh:
    account_id: strawberry.ID = _account("The account that it reads.")
    video_ids: list[strawberry.ID] = derived(_videos, "The videos that it refreshes; empty for the profile.")
    reason: PlanReason = attribute("Why it stands here.")
    words: str = attribute("The same for people.")
    expected_changes: float = derived(lambda call: call.stale, "How many of its things are expected to have changed.")
    worth: float | None = attribute(
        "What it buys now, in prices of a call: it is made from 1 on. Null where calls are plentiful."
    )
    due_at: datetime | None = attribute("When it is due; null when it never is.")


@strawberry.type(description="Why an account or a video is as old as it is.")
class Staleness:
    account_id: strawberry.ID = _account("The account.")
    video_id: strawberry.ID | None = derived(
        lambda view: view.video_id and global_id("Video", view.video_id), "The video; null for the account as a whole."
    )
    reason: StaleReason = attribute("Why.")
    words: str = attribute("The same for people.")
    captured_at: datetime | None = attribute("When it was looked at last; of an account, what is oldest of it.")
    due_at: datetime | None = attribute("When it is refreshed next, as planned; null where the planner does not.")


@strawberry.type(description="A promise, and whether it holds.")
class FreshnessPromise:
    promise_id: strawberry.ID = derived(lambda view: global_id("FreshnessPromise", view.id), "Its id.")
    account_id: strawberry.ID | None = _account("The account that it is about, or null.")
    campaign_id: strawberry.ID | None = derived(
        lambda view: view.campaign_id and global_id("Campaign", view.campaign_id),
        "The campaign that it is about, or null.",
    )
    bound_seconds: float = _seconds("bound", "The greatest age that was promised.")
    made_by: str = attribute("The id of the member who made it.")
    made_at: datetime = attribute("When it was made; ages count from then on.")
    withdrawn_at: datetime | None = attribute("When it was withdrawn or replaced; null while it holds.")
    things: int = attribute("Videos and profiles that it is about today.")
    refreshes: int = attribute("How often they were refreshed since.")
    breaches: int = attribute("How often one of them was older than the bound.")
    worst_seconds: float = _seconds("worst", "The greatest age that any of them reached.")
    held: bool = derived(lambda view: view.breaches == 0, "Whether none was ever older than the bound.")
    is_broken_now: bool = attribute("Whether one is older than the bound at this moment.")
    due_at: datetime | None = attribute("When the next refresh must be done at the latest; null where none is due.")


@strawberry.type(description="The plan with more accounts than today.")
class WhatIf:
    more_accounts: int = attribute("How many more, like those of today.")
    after: SyncOutlook = attribute("What the calls would reach then.")
    freshness_of_todays: float = derived(
        lambda view: view.those_before, "The freshness that is left for the accounts of today, 0 to 1."
    )
    breaking_promise_ids: list[strawberry.ID] = derived(
        lambda view: [global_id("FreshnessPromise", one) for one in view.breaking],
        "The promises that could no longer be kept.",
    )


@strawberry.type(description="What the planner will do for the workspace, and why.")
class SyncPlan:
    planned_at: datetime = attribute("When it was reckoned: just now.")
    quotas: list[Quota] = attribute("How the limits stand.")
    outlook: SyncOutlook = attribute("What the calls of today reach.")
    next: list[PlannedRefresh] = attribute("The next calls, in their order.")
    stale: list[Staleness] = attribute("The answers to `stale`, in its order.")
    what_if: WhatIf | None = attribute("The answer to `moreAccounts`; null where it was not asked.")
