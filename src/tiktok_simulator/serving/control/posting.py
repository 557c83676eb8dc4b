"""What creators do with their posts and drafts, and with the settings that decide how they may post."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from pydantic import Field
from starlette.requests import Request

from tiktok_simulator.posting import life
from tiktok_simulator.posting.appearing import hide, show
from tiktok_simulator.posting.creators import PUBLIC
from tiktok_simulator.posting.publishes import COMPLETE, IN_INBOX, Publish
from tiktok_simulator.serving.control.controls import Asked, ControlError, asked
from tiktok_simulator.world import Creator

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_SECRET = frozenset({"upload_token"})


class _Settings(Asked):
    private: bool = False
    comment_disabled: bool = False
    duet_disabled: bool = False
    stitch_disabled: bool = False
    max_video_post_duration_sec: int = Field(default=600, ge=1)
    banned: bool = False
    posts_per_day: int = Field(default=15, ge=0)
    drafts: int = Field(default=5, ge=0)


class _Draft(Asked):
    caption: str = ""
    privacy_level: str = PUBLIC


class _Visibility(Asked):
    public: bool


class PostingControls:
    def __init__(self, simulator: "Simulator") -> None:
        self._simulator = simulator

    async def read(self, request: Request) -> dict[str, Any]:
        return asdict(self._simulator.posting.creators.of(self._person(request).number))

    async def change(self, request: Request) -> dict[str, Any]:
        """Set what the body names of the creator's own settings, leave the rest."""
        person, wanted = self._person(request), await asked(request, _Settings)
        changes = {name: getattr(wanted, name) for name in wanted.model_fields_set}
        self._simulator.touch()
        return asdict(self._simulator.posting.creators.change(person.number, changes))

    async def publishes(self, _request: Request) -> dict[str, Any]:
        """Every post and draft that apps have sent in the last thirty days, oldest first."""
        self._simulator.run_due()
        return {"publishes": [_shown(publish) for publish in self._simulator.posting.publishes.all()]}

    async def post_draft(self, request: Request) -> dict[str, Any]:
        """The creator posts a draft from their inbox; they may do it again."""
        publish, wanted = self._publish(request), await asked(request, _Draft)
        if publish.flow != "draft" or publish.status not in {IN_INBOX, COMPLETE}:
            raise ControlError("this is not a draft in the creator's inbox")
        levels = self._simulator.posting.creators.of(publish.creator).privacy_levels
        if wanted.privacy_level not in levels:
            raise ControlError(f"privacy_level is one of {', '.join(levels)}")
        publish.post = {"title": wanted.caption, "privacy_level": wanted.privacy_level}
        life.post(self._simulator, publish)
        self._simulator.touch()
        return _shown(publish)

    async def decide_visibility(self, request: Request) -> dict[str, Any]:
        """The creator (or TikTok) shows the newest post of a publish to everybody, or to nobody any more."""
        publish, wanted = self._publish(request), await asked(request, _Visibility)
        video = self._simulator.world.video(publish.videos[-1]) if publish.videos else None
        if video is None:
            raise ControlError("nothing has been posted of this yet")
        if video.is_public != wanted.public:
            (show if wanted.public else hide)(self._simulator, publish, video)
            self._simulator.touch()
        return _shown(publish)

    def _publish(self, request: Request) -> Publish:
        """The publish that the path names; "newest" is the person's newest one."""
        person, wanted = self._person(request), request.path_params["publish_id"]
        self._simulator.run_due()
        for publish in reversed(self._simulator.posting.publishes.all()):
            if publish.creator == person.number and wanted in ("newest", publish.publish_id):
                return publish
        raise ControlError("no such publish of this creator", 404)

    def _person(self, request: Request) -> Creator:
        person = self._simulator.world.by_handle(request.path_params["handle"])
        if person is None:
            raise ControlError("no such creator", 404)
        return person


def _shown(publish: Publish) -> dict[str, Any]:
    return {name: value for name, value in asdict(publish).items() if name not in _SECRET}
