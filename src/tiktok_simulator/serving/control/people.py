"""What people do on TikTok itself, out of the app's sight."""

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field
from starlette.requests import Request

from tiktok_simulator.business.account_news import tell_comment, tell_post, tell_removed
from tiktok_simulator.consents import ScriptedConsent
from tiktok_simulator.open.disconnect import BY_USER, disconnect
from tiktok_simulator.serving.control.controls import Asked, ControlError, asked
from tiktok_simulator.world import Creator, Video

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


class _Consent(Asked):
    action: Literal["approve", "deny", "clear"]
    page: Literal["login", "portal", "*"] = "*"
    handle: str | None = None
    scopes: tuple[str, ...] | None = None
    uses: Literal["next", "all"] = "next"


class _Expire(Asked):
    handle: str


class _Revoke(Asked):
    client_key: str | None = None
    reason: int = Field(default=BY_USER, ge=0, le=5)


class _Post(Asked):
    event: Literal[
        "post.publish.complete",
        "post.publish.failed",
        "post.publish.publicly_available",
        "post.publish.no_longer_publicly_available",
    ] = "post.publish.publicly_available"
    reason: str | None = None


class _Comment(Asked):
    action: Literal["insert", "delete", "set_to_hidden", "set_to_friends_only", "set_to_public"] = "insert"
    comment_id: int | None = None
    parent_comment_id: int | None = None


class PeopleControls:
    def __init__(self, simulator: "Simulator") -> None:
        self._simulator = simulator

    async def consent(self, request: Request) -> dict[str, Any]:
        """Answer the next consent page, or all of them, by script; "clear" hands them back to people."""
        wanted = await asked(request, _Consent)
        if wanted.handle is not None:
            self._person(wanted.handle)
        if wanted.action == "clear":
            self._simulator.consents.clear()
        else:
            script = ScriptedConsent(
                approve=wanted.action == "approve",
                page=wanted.page,
                handle=wanted.handle,
                scopes=wanted.scopes,
                lasting=wanted.uses == "all",
            )
            self._simulator.consents.script(script)
        self._simulator.touch()
        return {"scripted": self._simulator.consents.snapshot()}

    async def expire(self, request: Request) -> dict[str, Any]:
        person = self._person((await asked(request, _Expire)).handle)
        self._simulator.touch()
        simulator = self._simulator
        business = simulator.market.creator_tokens.expire_access(person.number, simulator.clock.now())
        return {"expired": simulator.grants.expire_access(person.number) + business}

    async def revoke(self, request: Request) -> dict[str, Any]:
        """The person disconnects one app, or every app."""
        person = self._person(request.path_params["handle"])
        wanted = await asked(request, _Revoke)
        simulator = self._simulator
        keys = simulator.grants.clients_of(person.number) if wanted.client_key is None else [wanted.client_key]
        apps = [app for app in map(simulator.apps.open_app, keys) if app is not None]
        removed = [app.key for app in apps if disconnect(simulator, app, person, wanted.reason)]
        ended = simulator.market.creator_tokens.of_creator(person.number)
        for lineage in {one.app_id: one for one in ended}.values():
            if wanted.client_key in (None, lineage.app_id):
                tell_removed(simulator, lineage, wanted.reason)
        business = [app.key for app in simulator.apps.business if wanted.client_key in (None, app.key)]
        if business and simulator.market.creator_tokens.revoke_creator(person.number):
            removed += business
        removed += simulator.market.creator_tokens.revoke_creator(person.number, wanted.client_key)
        simulator.touch()
        return {"removed": removed}

    async def post(self, request: Request) -> dict[str, Any]:
        """Something happens to one of the person's posts; the apps that may know are told."""
        wanted = await asked(request, _Post)
        video = self._video(request)
        told = tell_post(self._simulator, video, wanted.event, wanted.reason)
        self._simulator.touch()
        return {"video_id": video.id, "told": told}

    async def comment(self, request: Request) -> dict[str, Any]:
        """Somebody comments on one of the person's posts, or a comment changes."""
        wanted = await asked(request, _Comment)
        video = self._video(request)
        told = tell_comment(self._simulator, video, wanted.action, wanted.comment_id, wanted.parent_comment_id)
        self._simulator.touch()
        return {"video_id": video.id, "told": told}

    def _video(self, request: Request) -> Video:
        """The post that the path names; "newest" is the person's newest one."""
        person = self._person(request.path_params["handle"])
        wanted = request.path_params["video_id"]
        for video in person.videos_at(self._simulator.clock.now()):
            if wanted in ("newest", video.id):
                return video
        raise ControlError("no such video of this creator", 404)

    def _person(self, handle: str) -> Creator:
        person = self._simulator.world.by_handle(handle)
        if person is None:
            raise ControlError("no such creator", 404)
        return person
