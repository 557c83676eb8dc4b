from datetime import datetime
from functools import partial
from typing import Annotated

import strawberry

from creatorport.application.views import CreatorView, Slice
from creatorport.domain.ids import CampaignId
from creatorport.domain.pedigree import Absence
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.creator.avatar import Avatar, avatar_at
from creatorport.graphql.creator.page import (
    CreatorCategories,
    CreatorCountries,
    CreatorPage,
    ToldPrice,
    ToldRate,
    categories_of,
    countries_of,
    page_of,
    price_of,
    rate_of,
    views_of,
)
from creatorport.graphql.exclusion.loaders import ExclusionByCreatorIdLoader
from creatorport.graphql.exclusion.types import Exclusion
from creatorport.graphql.fields import at_now, attribute, derived, edge
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.insights.asked import insights_asked
from creatorport.graphql.insights.loaders import InsightsByCreatorIdLoader
from creatorport.graphql.insights.types import Insights
from creatorport.graphql.match.inputs import Wanted, wishes_of
from creatorport.graphql.match.loaders import MatchAsked, MatchByCreatorIdLoader
from creatorport.graphql.match.types import MatchScore
from creatorport.graphql.node.types import Node, identity
from creatorport.graphql.note.loaders import NotesByCreatorIdLoader
from creatorport.graphql.note.types import Note
from creatorport.graphql.performance.metrics import Metric, metric
from creatorport.graphql.shortlist.loaders import ShortlistsByCreatorIdLoader
from creatorport.graphql.shortlist.types import Shortlist
from creatorport.graphql.tag.loaders import TagsByCreatorIdLoader


def _reach(creator: CreatorView, count: int | None) -> Metric:
    return metric(
        count,
        missing=Absence.NOT_SUPPORTED,
        source=creator.source,
        captured_at=creator.captured_at,
        fresh_until=creator.fresh_until,
    )


def _asked(first: First = PAGE_DEFAULT, after: After = None) -> Slice:
    return part_of(first, after)


def _match_asked(
    campaign_id: Annotated[strawberry.ID, strawberry.argument(description="The campaign.")], wanted: Wanted = None
) -> MatchAsked:
    return MatchAsked(CampaignId(local_id("Campaign", campaign_id, "campaignId")), wishes_of(wanted))


@strawberry.type(description="A creator on TikTok, as this workspace knows them.")
class Creator(Node):
    id: strawberry.ID = identity("Creator")
    handle: str = attribute("The name on TikTok, without @.")
    display_name: str = attribute("The name as the creator writes it.")
    avatar: Avatar = at_now(partial(avatar_at, Absence.NOT_SUPPORTED), "The creator's picture.")
    followers: Metric = derived(lambda creator: _reach(creator, creator.followers), "How many follow the creator.")
    following: Metric = derived(lambda creator: _reach(creator, creator.following), "How many the creator follows.")
    likes: Metric = derived(lambda creator: _reach(creator, creator.likes), "Likes of all the creator's videos.")
    videos: Metric = derived(lambda creator: _reach(creator, creator.videos), "How many public videos there are.")
    engagement_rate: ToldRate = derived(rate_of, "How many of those who see a video engage with it, as TikTok counts.")
    median_views: Metric = derived(views_of, "The median of the views of the last 30 videos, as TikTok counts.")
    starting_price: ToldPrice = derived(price_of, "What a video costs at least, as the creator publishes it.")
    categories: CreatorCategories = derived(categories_of, "The categories that TikTok puts the creator into.")
    countries: CreatorCountries = derived(countries_of, "Where the creator is, as far as it is known.")
    page: CreatorPage = derived(page_of, "The creator's public page on TikTok One as a whole.")
    last_seen_at: datetime = derived(
        lambda creator: creator.captured_at, "When TikTok last told of the creator: the age of name, picture and reach."
    )
    found_at: datetime = attribute("When this workspace first found the creator.")
    excluded: Exclusion | None = edge(
        ExclusionByCreatorIdLoader,
        "That this workspace does not invite the creator, and why; null where it does.",
        key=lambda creator: creator.id,
    )
    match_score: MatchScore | None = edge(
        MatchByCreatorIdLoader,
        "How well the creator fits a campaign, without a rank.",
        key=lambda creator: creator.id,
        asked=_match_asked,
    )
    tags: list[str] = edge(
        TagsByCreatorIdLoader,
        "The words by which this workspace sorts the creator, in the order of the alphabet.",
        key=lambda creator: creator.id,
    )
    notes: Connection[Note] = edge(
        NotesByCreatorIdLoader,
        "What members of this workspace wrote about the creator, newest first.",
        key=lambda creator: creator.id,
        asked=_asked,
    )
    shortlists: Connection[Shortlist] = edge(
        ShortlistsByCreatorIdLoader,
        "The shortlists of this workspace that the creator is on, newest first.",
        key=lambda creator: creator.id,
        asked=_asked,
    )

    insights: Insights | None = edge(
        InsightsByCreatorIdLoader,
        "Who watches the creator, what does well and when. What needs their consent is there where an account of the "
        "same handle is connected to this workspace, and its creator gave it.",
        key=lambda creator: creator.id,
        asked=insights_asked,
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, CreatorView)
