from datetime import datetime

import strawberry

from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.performance.metrics import Metric, Rate, engagement, of_snapshot, of_totals


@strawberry.type(description="What some posts did, summed up.")
class Totals:
    posts: int = attribute("How many posts are counted.")
    measured: int = attribute("How many of them were measured at least once.")
    views: Metric = derived(lambda totals: of_totals(totals, "views"), "Views of all measured posts.")
    likes: Metric = derived(lambda totals: of_totals(totals, "likes"), "Likes of all measured posts.")
    comments: Metric = derived(lambda totals: of_totals(totals, "comments"), "Comments on all measured posts.")
    shares: Metric = derived(lambda totals: of_totals(totals, "shares"), "Shares of all measured posts.")
    engagement_rate: Rate = derived(
        lambda totals: engagement(totals.counts, totals.measured), "Engagements per view, made from the sums."
    )
    oldest_capture: datetime | None = attribute("When the oldest number in these sums was read; null without any.")


@strawberry.type(description="One capture of one post's counters.")
class Snapshot:
    views: Metric = derived(lambda snapshot: of_snapshot(snapshot, "views"), "Views since it was published.")
    likes: Metric = derived(lambda snapshot: of_snapshot(snapshot, "likes"), "Likes since it was published.")
    comments: Metric = derived(lambda snapshot: of_snapshot(snapshot, "comments"), "Comments since it was published.")
    shares: Metric = derived(lambda snapshot: of_snapshot(snapshot, "shares"), "Shares since it was published.")
    engagement_rate: Rate = derived(lambda snapshot: engagement(snapshot.counts), "Engagements per view.")
    captured_at: datetime = attribute("When it was captured.")
    fell: bool = attribute("Whether a counter is lower than in the capture before it: TikTok takes counts back.")
