from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from pydantic import Field
from starlette.requests import Request

from tiktok_simulator.apps import BusinessApp, OpenApp
from tiktok_simulator.business.rates import LEVELS
from tiktok_simulator.serving.control.controls import Asked, ControlError, asked, named

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


_MOST_TARGETS = 10


class _OpenChange(Asked):
    switches: dict[str, str] | None = None
    redirect_uris: tuple[str, ...] | None = None
    scopes: tuple[str, ...] | None = None
    target_users: tuple[str, ...] | None = None
    webhook_url: str | None = None
    verified_urls: tuple[str, ...] | None = None
    creator_cap: int = Field(default=1000, ge=1, le=10**9)


class _BusinessChange(Asked):
    level: str | None = None
    advertiser_redirect_uris: tuple[str, ...] | None = None
    creator_redirect_uris: tuple[str, ...] | None = None
    creator_scopes: tuple[str, ...] | None = None


class AppControls:
    def __init__(self, simulator: "Simulator") -> None:
        self._simulator = simulator

    async def change(self, request: Request) -> dict[str, Any]:
        """Set what the body names, leave the rest; an explicit null `webhook_url` ends the webhooks."""
        key = request.path_params["key"]
        apps = self._simulator.apps
        app = apps.open_app(key) or apps.business_app(key)
        if app is None:
            raise ControlError("no such app", 404)
        try:
            changed = await (
                _changed_open(app, request) if isinstance(app, OpenApp) else _changed_business(app, request)
            )
        except ValueError as error:
            raise ControlError(str(error)) from error
        apps.change(changed)
        self._simulator.touch()
        return asdict(changed)


async def _changed_open(app: OpenApp, request: Request) -> OpenApp:
    wanted = await asked(request, _OpenChange)
    changes = named(wanted, nullable={"webhook_url"})
    if "switches" in changes:
        changes["switches"] = app.switches.changed(changes["switches"])
    changed = replace(app, **changes)
    if changed.switches.sandbox == "on" and len(changed.target_users) > _MOST_TARGETS:
        raise ControlError(f"a sandbox has at most {_MOST_TARGETS} target users")
    return changed


async def _changed_business(app: BusinessApp, request: Request) -> BusinessApp:
    wanted = await asked(request, _BusinessChange)
    if wanted.level is not None and wanted.level not in LEVELS:
        raise ControlError(f"level is one of {', '.join(LEVELS)}")
    return replace(app, **named(wanted))
