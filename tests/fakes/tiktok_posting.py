"""TikTok's Content Posting API in memory: who may post what, what was begun, and whose bytes have come."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from creatorport.application.ports.tiktok_posting import (
    AWAITING_BYTES,
    PUBLISH_COMPLETE,
    PUBLISH_FAILED,
    Begun,
    Poster,
    PublishStatus,
)
from creatorport.domain.creator import ExpiringUrl
from creatorport.domain.errors import TikTokRefused, TikTokTokenRejected
from creatorport.domain.publishing.composer import Choice, CreatorOptions, Privacy
from creatorport.domain.publishing.media import MediaKind
from creatorport.domain.publishing.publication import FromMedia, FromUrl
from creatorport.domain.publishing.upload_plan import Chunk
from creatorport.domain.secret import Secret
from tests.fakes.tiktok_accounts import FakeTikTokLogin, Person
from tests.fakes.tiktok_troubles import Troubles

PUBLISH = "video.publish"
UPLOAD_LIFE = timedelta(hours=1)
UPLOADS = "https://open-upload.tiktokapis.com/video/?upload_id="


@dataclass
class Post:
    """One post that TikTok has taken. `has` are the bytes that came; `verdict` what TikTok will say of it."""

    publish_id: str
    open_id: str
    choice: Choice
    source: FromMedia | FromUrl
    has: int = 0
    verdict: str = AWAITING_BYTES
    fail_reason: str | None = None
    post_ids: tuple[str, ...] = ()


@dataclass
class FakePosting:
    """Posts of the people whose tokens a FakeTikTokLogin issued. `refusal` is what posting comes to for everybody."""

    login: FakeTikTokLogin
    audited: bool = True
    refusal: str | None = None
    posts: list[Post] = field(default_factory=list)
    _offered: dict[str, CreatorOptions] = field(default_factory=dict)

    @property
    def troubles(self) -> Troubles:
        return self.login.troubles

    def offer(self, person: Person, *levels: Privacy, **facts: bool) -> None:
        """Change what TikTok offers somebody: the levels, and what they have off."""
        now = self._options(person.open_id)
        self._offered[person.open_id] = replace(now, privacy=levels or now.privacy, **facts)  # type: ignore[arg-type]  # facts only

    def finish(self, *post_ids: str) -> None:
        """TikTok posts the newest one."""
        self.posts[-1].verdict, self.posts[-1].post_ids = PUBLISH_COMPLETE, post_ids

    def fail(self, reason: str) -> None:
        self.posts[-1].verdict, self.posts[-1].fail_reason = PUBLISH_FAILED, reason

    async def options(self, poster: Poster) -> CreatorOptions:
        async with self.troubles.around("posting.options"):
            open_id = self._who(poster)
            self._check_refusal("posting.options")
            return self._options(open_id)

    async def begin(self, poster: Poster, choice: Choice, source: FromMedia | FromUrl) -> Begun:
        async with self.troubles.around("posting.begin"):
            open_id = self._who(poster)
            options = self._options(open_id)
            self._check_refusal("posting.begin")
            if not self.audited and (options.is_private is False or choice.privacy is not Privacy.SELF):
                code = "unaudited_client_can_only_post_to_private_accounts"
                raise TikTokRefused("posting.begin", "see the guidelines", tiktok_code=code)
            if choice.privacy not in options.privacy:
                raise TikTokRefused("posting.begin", "level", tiktok_code="privacy_level_option_mismatch")
            post = Post(f"v_pub~v2.{len(self.posts) + 1}", open_id, choice, source)
            self.posts.append(post)
            if isinstance(source, FromUrl):
                post.verdict = "PROCESSING_DOWNLOAD"
                return Begun(post.publish_id, None)
            return Begun(post.publish_id, Secret(f"{UPLOADS}{len(self.posts)}"))

    async def status(self, poster: Poster, publish_id: str) -> PublishStatus:
        async with self.troubles.around("posting.status"):
            open_id = self._who(poster)
            for post in self.posts:
                if (post.publish_id, post.open_id) == (publish_id, open_id):
                    return PublishStatus(post.verdict, post.fail_reason, post.post_ids, post.has)
            raise TikTokRefused("posting.status", "no such publish_id", tiktok_code="invalid_publish_id")

    def _options(self, open_id: str) -> CreatorOptions:
        if open_id in self._offered:
            return self._offered[open_id]
        avatar = ExpiringUrl(f"https://cdn.test/{open_id}.jpeg", self.login.clock.now() + timedelta(hours=2))
        levels = (Privacy.PUBLIC, Privacy.FRIENDS, Privacy.SELF)
        return CreatorOptions("mara.cooks", "Mara cooks", avatar, levels, False, False, False, 600)

    def _who(self, poster: Poster) -> str:
        held = self.login.holder(poster.access_token)
        if held is None:
            raise TikTokTokenRejected("posting", "The access token is invalid.", tiktok_code="access_token_invalid")
        person, scopes = held
        if PUBLISH not in scopes:
            raise TikTokRefused("posting", "The user did not authorize the scope.", tiktok_code="scope_not_authorized")
        return person.open_id

    def _check_refusal(self, name: str) -> None:
        if self.refusal is not None:
            raise TikTokRefused(name, self.refusal, tiktok_code=self.refusal)


@dataclass
class FakeUploads:
    """Where the bytes of a FakePosting's posts go. `trusted` is whether its addresses pass for TikTok's."""

    posting: FakePosting
    trusted: bool = True
    sent: list[Chunk] = field(default_factory=list)
    lives: bool = True
    stubborn: bool = False

    def trusts(self, url: Secret) -> bool:
        return self.trusted and url.reveal().startswith(UPLOADS)

    async def send(self, url: Secret, chunk: Chunk, kind: MediaKind, pieces: AsyncIterator[bytes]) -> bool:
        async with self.posting.troubles.around("uploads.send"):
            async for _ in pieces:
                pass
            if not self.lives:
                raise TikTokRefused("uploads.send", "Forbidden")
            post = self.posting.posts[int(url.reveal().removeprefix(UPLOADS)) - 1]
            if self.stubborn or chunk.first != post.has:
                return False
            post.has = chunk.last + 1
            self.sent.append(chunk)
            return True
