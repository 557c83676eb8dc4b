from datetime import datetime

import strawberry

from creatorport.application.views import VideoView
from creatorport.domain.pedigree import Absence, Source
from creatorport.graphql.fields import at_now, attribute, derived, edge
from creatorport.graphql.node.types import Node, identity
from creatorport.graphql.performance.metrics import AbsenceReason, Metric, Rate, metric, of_snapshot
from creatorport.graphql.performance.metrics import engagement as rate
from creatorport.graphql.performance.posts import newest_asked
from creatorport.graphql.performance.types import Snapshot
from creatorport.graphql.scalars import URL
from creatorport.graphql.sync.comments import CommentTally
from creatorport.graphql.sync.loaders import CommentsByVideoIdLoader, HistoryByVideoIdLoader
from creatorport.graphql.sync.states import VideoState


@strawberry.type(description="A video's picture behind a link that TikTok signed for a few hours.")
class Cover:
    url: URL | None = attribute("The link, while it lives; a dead one is never given.")
    absence: AbsenceReason | None = attribute(
        "Why there is no link: GONE when it expired or the video is not visible, NOT_SUPPORTED when TikTok gave none, "
        "DROPPED when its time here was over."
    )
    expires_at: datetime | None = attribute("When the link dies, or died; null where it does not say.")


def _cover(video: VideoView, now: datetime) -> Cover:
    expires_at = video.cover_expires_at
    if video.dropped_at is not None:
        return Cover(url=None, absence=AbsenceReason.DROPPED, expires_at=None)
    if video.cover_url is None:
        return Cover(url=None, absence=AbsenceReason.NOT_SUPPORTED, expires_at=None)
    if video.state != VideoState.VISIBLE.value or (expires_at is not None and now >= expires_at):
        return Cover(url=None, absence=AbsenceReason.GONE, expires_at=expires_at)
    return Cover(url=URL(video.cover_url), absence=None, expires_at=expires_at)


def _count(name: str, description: str) -> Metric:
    def shown(video: VideoView) -> Metric:
        if video.latest is None:
            return metric(None, missing=Absence.NOT_YET, source=Source.TIKTOK_DISPLAY)
        return of_snapshot(video.latest, name)

    made: Metric = derived(shown, description)
    return made


def _rate(video: VideoView) -> Rate:
    return (
        rate(video.latest.counts)
        if video.latest
        else Rate(value=None, formula="engagement-by-views/1", absence=AbsenceReason.NOT_YET)
    )


@strawberry.type(description="A public video of a connected account.")
class Video(Node):
    id: strawberry.ID = identity("Video")
    video_id: str = attribute("TikTok's id of the video.")
    title: str | None = attribute("Its title, byte for byte; null where TikTok tells none.")
    description: str | None = attribute("Its description; null where TikTok tells none.")
    duration_seconds: int | None = derived(lambda video: video.duration, "How long it runs; null where not told.")
    url: URL | None = derived(lambda video: video.share_url, "Its page on TikTok; null where TikTok tells none.")
    embed_url: URL | None = attribute("The page of TikTok's player, for a frame; null where TikTok tells none.")
    cover: Cover = at_now(_cover, "Its picture.")
    state: VideoState = attribute("Whether TikTok shows it.")
    published_at: datetime | None = attribute("When it was published; null where TikTok does not tell.")
    first_seen_at: datetime = attribute("When it was first seen here. Its history begins then.")
    seen_at: datetime = attribute("When TikTok last showed it.")
    first_missing_at: datetime | None = attribute("Since when a complete walk does not show it; null while it shows.")
    dropped_at: datetime | None = attribute(
        "When its title, description and links were dropped, because TikTok had not shown it for the time that they "
        "may be kept; they are null for that reason. Null while they are kept."
    )
    views: Metric = _count("views", "Views since it was published.")
    likes: Metric = _count("likes", "Likes since it was published.")
    comments: Metric = _count("comments", "Comments since it was published.")
    shares: Metric = _count("shares", "Shares since it was published.")
    engagement_rate: Rate = derived(_rate, "Engagements per view.")
    fell: bool = derived(
        lambda video: bool(video.latest and video.latest.fell),
        "Whether a counter is lower than in the capture before it: TikTok takes counts back.",
    )
    history: list[Snapshot] = edge(
        HistoryByVideoIdLoader,
        "The newest captures, oldest of them first.",
        key=lambda video: video.id,
        asked=newest_asked,
    )

    comment_news: CommentTally = edge(
        CommentsByVideoIdLoader,
        "What TikTok told of its comments by webhook; `comments` is their number.",
        key=lambda video: video.id,
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, VideoView)
