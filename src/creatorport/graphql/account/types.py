from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Annotated

import strawberry

from creatorport.application.views import AccountView, Slice
from creatorport.domain.account_trouble import AccountTrouble as Trouble
from creatorport.domain.account_trouble import LossCause, ending, let_go, limited, lost
from creatorport.domain.pedigree import Absence, Source
from creatorport.domain.scopes import NEEDS, missing
from creatorport.domain.scopes import Feature as ScopedFeature
from creatorport.graphql.account.activity import (
    AccountActivity,
    ActivityByAccountIdLoader,
    account_activity_asked,
)
from creatorport.graphql.account.states import AccountState, AccountTrouble
from creatorport.graphql.business.loaders import ConnectionByAccountIdLoader
from creatorport.graphql.business.types import BusinessConnection
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.creator.avatar import Avatar, avatar_at
from creatorport.graphql.enums import value
from creatorport.graphql.fields import at_now, attribute, derived, edge
from creatorport.graphql.insights.asked import insights_asked
from creatorport.graphql.insights.loaders import InsightsByAccountIdLoader
from creatorport.graphql.insights.types import Insights
from creatorport.graphql.node.types import Node, identity
from creatorport.graphql.performance.metrics import AbsenceReason, Metric, metric
from creatorport.graphql.performance.posts import newest_asked
from creatorport.graphql.retention.types import PersonalDataDropped
from creatorport.graphql.scalars import URL
from creatorport.graphql.sync.loaders import (
    HistoryByAccountIdLoader,
    LastRunByAccountIdLoader,
    NextSyncByAccountIdLoader,
    RunsByAccountIdLoader,
    VideosAsked,
    VideosByAccountIdLoader,
)
from creatorport.graphql.sync.states import VideoOrder
from creatorport.graphql.sync.types import ProfileSnapshot, SyncRun
from creatorport.graphql.sync.videos import Video


@strawberry.type(description="The last call for an account that went wrong.")
class AccountFailure:
    code: str = attribute("What the call came to: a code of the error reference.")
    message: str = attribute("TikTok's words, or ours.")
    at: datetime = attribute("When.")


@strawberry.enum(description="What can be done with a connected account.", name="TikTokFeature")
class Feature(Enum):
    IDENTITY = value("identity", description="Know whose account it is, with name and picture.")
    PROFILE = value("profile", description="Handle, bio, link and whether it is verified.")
    STATISTICS = value("statistics", description="Followers, following, likes and videos.")
    VIDEOS = value("videos", description="The public videos with their counts.")
    DRAFTS = value("drafts", description="Put a video into the creator's inbox.")
    PUBLISHING = value("publishing", description="Publish a video.")


@strawberry.type(description="Whether the granted scopes reach for a feature.", name="TikTokFeatureAccess")
class FeatureAccess:
    feature: Feature = derived(lambda access: access.feature.value, "The feature.")
    available: bool = derived(lambda access: not access.missing, "Whether everything it needs was granted.")
    needs: list[str] = derived(lambda access: sorted(NEEDS[access.feature]), "The scopes that it needs.")
    missing: list[str] = derived(lambda access: sorted(access.missing), "Those of them that were not granted.")


@dataclass(frozen=True, slots=True)
class _Access:
    feature: ScopedFeature
    missing: frozenset[str]


def _features(account: AccountView) -> list[_Access]:
    return [_Access(feature, missing(feature, account.scopes)) for feature in ScopedFeature]


def _trouble(account: AccountView) -> Trouble | None:
    match account.state:
        case "needs_reauth":
            return lost(LossCause(account.loss or LossCause.TOKEN_REJECTED))
        case "limited":
            return limited(account.missing_scopes)
        case "disconnected":
            return let_go()
        case _:
            return None


def _warning(account: AccountView, now: datetime) -> Trouble | None:
    return None if account.refresh_expires_at is None else ending(account.refresh_expires_at, now)


def _missing(account: AccountView, scope: str) -> Absence:
    return Absence.NOT_YET if scope in account.scopes else Absence.NOT_PERMITTED


def _sees_videos(account: AccountView) -> bool:
    return not missing(ScopedFeature.VIDEOS, account.scopes)


def _videos_asked(
    first: First = PAGE_DEFAULT,
    after: After = None,
    order_by: Annotated[VideoOrder, strawberry.argument(description="How the list is sorted.")] = VideoOrder.NEWEST,
) -> VideosAsked:
    return VideosAsked(part_of(first, after), order_by.value)


def _runs_asked(first: First = PAGE_DEFAULT, after: After = None) -> Slice:
    return part_of(first, after)


def _count(account: AccountView, count: int | None) -> Metric:
    return metric(
        count,
        missing=_missing(account, "user.info.stats"),
        source=Source.TIKTOK_DISPLAY,
        captured_at=account.profile_at,
        fresh_until=account.fresh_until,
    )


def _avatar(account: AccountView, now: datetime) -> Avatar:
    dropped = account.dropped is not None
    return avatar_at(Absence.DROPPED if dropped else _missing(account, "user.info.basic"), account, now)


@strawberry.type(
    description="A TikTok account that its owner connected. What was not granted to us is null.", name="TikTokAccount"
)
class Account(Node):
    id: strawberry.ID = identity("TikTokAccount")
    owner_id: str = derived(lambda account: account.owner, "The id of the member who connected it first.")
    open_id: str = attribute("TikTok's id of the account for this app.")
    union_id: str | None = attribute("TikTok's id of the account for all apps of this developer.")
    handle: str | None = attribute("The name on TikTok, without @. It may change.")
    display_name: str | None = attribute("The name as its owner writes it.")
    bio: str | None = attribute("What its owner writes of themselves.")
    is_verified: bool | None = attribute("Whether TikTok has verified the account.")
    profile_url: URL | None = attribute("The account's page on TikTok.")
    avatar: Avatar = at_now(_avatar, "The account's picture.")
    followers: Metric = derived(lambda account: _count(account, account.followers), "How many follow the account.")
    following: Metric = derived(lambda account: _count(account, account.following), "How many the account follows.")
    likes: Metric = derived(lambda account: _count(account, account.likes), "Likes of all its videos.")
    videos: Metric = derived(lambda account: _count(account, account.videos), "How many public videos it has.")
    state: AccountState = attribute("Whether the grant can be used.")
    cause: str | None = attribute("Why a new consent is needed, in TikTok's words; null while it is not.")
    trouble: AccountTrouble | None = derived(_trouble, "What is wrong with the connection; null while nothing is.")
    warning: AccountTrouble | None = at_now(
        _warning, "What will be wrong soon: the grant ends within 14 days, and renewing it did not help."
    )
    last_failure: AccountFailure | None = derived(
        lambda account: account.failure,
        "The last call that went wrong; null once one went well, and after a consent.",
    )
    dropped: PersonalDataDropped | None = attribute(
        "Set where what TikTok told of the person is no longer kept: handle, names, bio, link and picture are null for "
        "that reason. Null while it is kept."
    )
    features: list[FeatureAccess] = derived(_features, "What the granted scopes allow.")
    scopes: list[str] = attribute("What was granted, in TikTok's words.")
    missing_scopes: list[str] = attribute("What was asked for and not granted.")
    access_expires_at: datetime | None = attribute(
        "When the access token expires; it is renewed before. Null without a grant."
    )
    refresh_expires_at: datetime | None = attribute(
        "When the grant ends for good, and a new consent is needed. Null without a grant."
    )
    connected_at: datetime = attribute("When it was connected, last.")
    profile_at: datetime = attribute("When its profile and counts were read from TikTok, last.")
    updated_at: datetime = attribute("When anything about it last changed here.")
    history: list[ProfileSnapshot] = edge(
        HistoryByAccountIdLoader,
        "The newest captures of its own counts, oldest of them first.",
        key=lambda account: account.id,
        asked=newest_asked,
    )
    video_list: Connection[Video] | None = edge(
        VideosByAccountIdLoader,
        "Its videos, those that TikTok no longer shows too. Null where we were never allowed to see them.",
        key=lambda account: (account.id, _sees_videos(account)),
        asked=_videos_asked,
    )
    video_list_absence: AbsenceReason | None = derived(
        lambda account: None if _sees_videos(account) else AbsenceReason.NOT_PERMITTED,
        "NOT_PERMITTED where videos cannot be read now: what is shown is as old as it says. Null where they can.",
    )
    activity: Connection[AccountActivity] = edge(
        ActivityByAccountIdLoader,
        "What happened to it, newest first.",
        key=lambda account: account.id,
        asked=account_activity_asked,
    )
    sync_runs: Connection[SyncRun] = edge(
        RunsByAccountIdLoader, "Its syncs, newest first.", key=lambda account: account.id, asked=_runs_asked
    )
    last_sync: SyncRun | None = edge(
        LastRunByAccountIdLoader, "Its newest sync, whatever became of it.", key=lambda account: account.id
    )
    next_sync: datetime | None = edge(
        NextSyncByAccountIdLoader,
        "When it is synced next by schedule; null without a working grant.",
        key=lambda account: account.id,
    )

    business_connection: BusinessConnection | None = edge(
        ConnectionByAccountIdLoader,
        "What its creator granted the app at TikTok API for Business; null where nothing ever was.",
        key=lambda account: account.id,
    )

    insights: Insights | None = edge(
        InsightsByAccountIdLoader,
        "Who watches it, how it grows, what does well and when. What was not consented to is null, and says why.",
        key=lambda account: account.id,
        asked=insights_asked,
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, AccountView)
