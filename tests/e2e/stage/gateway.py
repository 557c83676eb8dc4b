"""The gateway in processes of its own: started as an operator would, from settings in the environment."""

import base64
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from pydantic import SecretStr

from creatorport.adapters.cli import tokens
from creatorport.adapters.settings.settings import Settings
from creatorport.domain.workspace import Member, Role, member_id, workspace_id
from tests.e2e.stage.processes import Program, free_port, start
from tests.e2e.stage.recording import Recording
from tests.e2e.stage.simulator import Simulator
from tests.e2e.stage.waiting import eventually, soon

if TYPE_CHECKING:
    from tests.e2e.stage.caller import Caller

WORKSPACE = "lumen"
KEY = base64.b64encode(bytes(range(100, 132))).decode()
ENCRYPTION_KEYS = f"tests:{KEY}"


def register(simulator: Simulator, gateway: str) -> dict[str, str]:
    """Register a gateway's addresses at TikTok, as its portals have it; return the settings that come of it."""
    world = simulator.world()
    redirect = f"{gateway}/oauth/tiktok/callback"
    login = next(app for app in world["apps"]["open"] if app["platform"] == "desktop")
    business = world["apps"]["business"][0]
    simulator.do(f"apps/{login['client_key']}", redirect_uris=[redirect], webhook_url=f"{gateway}/webhooks/tiktok")
    simulator.do(f"apps/{business['app_id']}", advertiser_redirect_uris=[redirect])
    return {
        "TIKTOK_CLIENT_KEY": login["client_key"],
        "TIKTOK_CLIENT_SECRET": login["client_secret"],
        "TIKTOK_REDIRECT_URI": redirect,
        # TikTok takes no localhost for this one: such a redirect is handed over by hand.
        "TIKTOK_CREATOR_REDIRECT_URI": business["creator_redirect_uris"][0],
        "TIKTOK_APP_ID": business["app_id"],
        "TIKTOK_APP_SECRET": business["secret"],
        "TIKTOK_SHOP_APP_KEY": "68xu9ks5p4i8",
        "TIKTOK_SHOP_APP_SECRET": "e59af819cc",
        "CREATORPORT_PUBLIC_URL": gateway,
        "CREATORPORT_TIKTOK_WWW_ORIGIN": world["roots"]["www"],
        "CREATORPORT_TIKTOK_OPEN_ORIGIN": world["roots"]["open"],
        "CREATORPORT_TIKTOK_BUSINESS_ORIGIN": world["roots"]["business"],
        "CREATORPORT_ASSUMED_MARKETPLACE": "true",
        "CREATORPORT_CLOCK_URL": f"{simulator.url}/_simulator/clock",
        "CREATORPORT_CAPTURE_EVERY": "1",
        "CREATORPORT_HOOKS_NETWORKS": "127.0.0.0/8, ::1/128",
        # Scenarios count calls; the one about quotas turns the planner on.
        "CREATORPORT_PLANNER_CALLS_PER_DAY": "0",
    }


class Gateway:
    """One `creatorport serve`, which can be stopped and started again on the same port and data."""

    def __init__(self, name: str, folder: Path, settings: Mapping[str, str], *, port: int | None = None) -> None:
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self.folder = folder
        self.recording = Recording(self.port)
        self.environment = {
            "CREATORPORT_HOST": "localhost",
            "CREATORPORT_PORT": str(self.port),
            "CREATORPORT_DATA_DIR": str(folder / "data"),
            "CREATORPORT_LOG_LEVEL": "DEBUG",
            **settings,
        }
        self.log = folder / f"{name}.log"
        self.program: Program | None = None
        self.launched: list[tuple[Caller, str]] = []

    @property
    def graph(self) -> str:
        return f"{self.url}/graphql"

    def start(self) -> None:
        """Start, and wait until it is ready."""
        self.program = start(self.log, ["creatorport", "serve"], self.environment)
        soon(self.is_ready, "the gateway is ready", within=120)

    def stop(self) -> int:
        assert self.program is not None
        return self.program.stop()

    def is_ready(self) -> bool:
        assert self.program is not None
        assert self.program.alive, self.program.text()[-3000:]
        try:
            return httpx.get(f"{self.url}/readyz", timeout=30, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    def token(self, role: Role = Role.OWNER, *, workspace: str = WORKSPACE, member: str = "brand") -> str:
        """A bearer token, as `creatorport token` prints it."""
        keys = self.environment.get("CREATORPORT_ENCRYPTION_KEYS")
        settings = Settings(data_dir=self.folder / "data", encryption_keys=None if keys is None else SecretStr(keys))
        return tokens.issue(settings, Member(member_id(member), workspace_id(workspace), role), timedelta(hours=2))

    async def told_of(self, request_id: str) -> list[dict[str, Any]]:
        """What was logged in the course of one HTTP request, to its last line."""

        async def complete() -> list[dict[str, Any]]:
            assert self.program is not None
            lines = [line for line in self.program.lines() if line.get("request_id") == request_id]
            return lines if any(line["event"] == "request" for line in lines) else []

        return await eventually(complete, f"the log tells of the request {request_id}")
