"""People's videos on TikTok in memory."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from creatorport.application.ports.tiktok_videos import QUERY_MOST, VIDEOS_SCOPE, SeenVideo, VideoPage
from creatorport.domain.account_video import VideoFacts
from creatorport.domain.counts import Counts
from creatorport.domain.creator import ExpiringUrl
from creatorport.domain.errors import TikTokRefused, TikTokTokenRejected
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret
from tests.fakes.tiktok_accounts import FakeTikTokLogin, Person
from tests.fakes.tiktok_troubles import Troubles

PAGE = 20
COVER_LIFE = timedelta(hours=6)


@dataclass
class FakeVideos:
    """Videos of the people whose tokens a FakeTikTokLogin issued. Newest first, by time of publication.

    `stuck` pages answer with the cursor they were asked with; `empty` ones with nothing, although more follow;
    `endless` says that more follow, for ever. `spent` is on whose behalf calls were made.
    """

    login: FakeTikTokLogin
    stuck: int = 0
    empty: int = 0
    endless: bool = False
    spent: list[WorkspaceId] = field(default_factory=list)
    _by_person: defaultdict[str, dict[str, SeenVideo]] = field(default_factory=lambda: defaultdict(dict))

    @property
    def troubles(self) -> Troubles:
        return self.login.troubles

    def post(self, person: Person, video_id: str, published_at: datetime, counts: Counts, **facts: str) -> None:
        known = VideoFacts(published_at=published_at, title=f"video {video_id}", duration=31)
        self._by_person[person.open_id][video_id] = SeenVideo(video_id, replace(known, **facts), counts)  # type: ignore[arg-type]  # texts only

    def count(self, person: Person, video_id: str, counts: Counts) -> None:
        """Change what TikTok tells of a video's counters."""
        videos = self._by_person[person.open_id]
        videos[video_id] = replace(videos[video_id], counts=counts)

    def take_down(self, person: Person, video_id: str) -> SeenVideo:
        return self._by_person[person.open_id].pop(video_id)

    def bring_back(self, person: Person, video: SeenVideo) -> None:
        self._by_person[person.open_id][video.video_id] = video

    async def page(self, access_token: Secret, *, cursor: int | None, on_behalf_of: WorkspaceId) -> VideoPage:
        async with self.troubles.around("videos.page"):
            videos = self._of(access_token, on_behalf_of)
            older = [video for video in videos if cursor is None or _moment(video) < cursor]
            if self.empty and older:
                self.empty -= 1
                return VideoPage((), _moment(older[0]) + 1, has_more=True)
            shown = older[:PAGE]
            after = _moment(shown[-1]) if shown else cursor or 0
            if self.stuck:
                self.stuck -= 1
                after = cursor if cursor is not None else after
            if self.endless:
                return VideoPage(tuple(shown), (after or 2**40) - 1, has_more=True)
            return VideoPage(tuple(shown), after, len(older) > len(shown))

    async def query(
        self, access_token: Secret, video_ids: Collection[str], *, on_behalf_of: WorkspaceId
    ) -> Sequence[SeenVideo]:
        async with self.troubles.around("videos.query"):
            videos = self._of(access_token, on_behalf_of)
            if not 1 <= len(video_ids) <= QUERY_MOST:
                raise TikTokRefused("videos.query", "1 to 20 ids", tiktok_code="invalid_params")
            return [video for video in videos if video.video_id in video_ids]

    def _of(self, access_token: Secret, on_behalf_of: WorkspaceId) -> list[SeenVideo]:
        held = self.login.holder(access_token)
        if held is None:
            raise TikTokTokenRejected("videos", "The access token is invalid.", tiktok_code="access_token_invalid")
        person, granted = held
        if VIDEOS_SCOPE not in granted:
            raise TikTokRefused("videos", "The user did not authorize the scope.", tiktok_code="scope_not_authorized")
        self.spent.append(on_behalf_of)
        expires = self.login.clock.now() + COVER_LIFE
        videos = sorted(self._by_person[person.open_id].values(), key=_moment, reverse=True)
        covered = [ExpiringUrl(f"https://cdn.test/{one.video_id}?at={expires:%H%M}", expires) for one in videos]
        return [replace(one, facts=replace(one.facts, cover=cover)) for one, cover in zip(videos, covered, strict=True)]


def _moment(video: SeenVideo) -> int:
    published = video.facts.published_at or datetime.fromtimestamp(0, UTC)
    return int(published.timestamp()) * 1000
