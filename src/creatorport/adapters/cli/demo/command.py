"""Starting everything, playing the story, and then serving on until Ctrl-C."""

import asyncio
import os
import shlex
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from creatorport.adapters.cli import serving
from creatorport.adapters.cli.demo.accounts import AccountsScene
from creatorport.adapters.cli.demo.afterwards import serve_on
from creatorport.adapters.cli.demo.campaign import CampaignScene
from creatorport.adapters.cli.demo.folder import alone_in
from creatorport.adapters.cli.demo.graph import Graph, GraphError
from creatorport.adapters.cli.demo.negotiation import NegotiationScene
from creatorport.adapters.cli.demo.outcome import Outcome, Unfinished
from creatorport.adapters.cli.demo.performance import PerformanceScene
from creatorport.adapters.cli.demo.planning import PlanningScene
from creatorport.adapters.cli.demo.processes import Child, Children, DidNotStart, ready
from creatorport.adapters.cli.demo.scenario import Scenario
from creatorport.adapters.cli.demo.stage import UNHURRIED, DemoFailed, Stage, run_time, skip_to, token
from creatorport.adapters.persistence.embedded import EmbeddedPostgres
from creatorport.domain.workspace import Role

_SCOPES = "user.info.basic,user.info.profile,user.info.stats,video.list,video.publish"


async def run(stage: Stage, *, once: bool, say: Callable[[str], None]) -> Outcome:
    """Play the demo; unless `once`, serve on until SIGINT or SIGTERM. Leaves no process behind. Raises DemoFailed."""
    _check_ports(stage)
    with alone_in(stage.folder):
        return await _run(stage, once=once, say=say)


async def _run(stage: Stage, *, once: bool, say: Callable[[str], None]) -> Outcome:
    _forget_settings()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    with _no_server_left(stage), Children(stage.folder / "logs") as children:
        playing = asyncio.create_task(_play(stage, children, say))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait({playing, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if not playing.done():
            playing.cancel()
            await asyncio.gather(playing, return_exceptions=True)
            raise DemoFailed("Stopped before the end.")
        try:
            outcome = playing.result()
        except (Unfinished, GraphError, DidNotStart, httpx.HTTPError, ValueError) as error:
            raise DemoFailed(f"{type(error).__name__}: {error}\nThe logs are in {stage.folder / 'logs'}") from error
        if not once:
            await serve_on(stage, outcome, children, stop, say)
        stopping.cancel()
        return outcome


@contextmanager
def _no_server_left(stage: Stage) -> Iterator[None]:
    """See to it that the gateway's PostgreSQL ends, even if the gateway had to be killed."""
    try:
        yield
    finally:
        EmbeddedPostgres(stage.folder / "postgres").stop_deserted()


def _check_ports(stage: Stage) -> None:
    """Refuse ports that are taken: whoever answers there, another demo perhaps, would pass for what we start."""
    for option, port in (("--port", stage.port), ("--simulator-port", stage.simulator_port)):
        try:
            serving.listening_socket("localhost", port).close()
        except serving.PortInUse as error:
            remedy = (
                "Stop the program that listens there, or run "
                f"`creatorport demo {option} … --folder …` with another port, and a folder of its own."
            )
            raise DemoFailed(f"Port {port} is in use. {remedy}") from error
        except serving.CannotListen as error:
            remedy = f"Run `creatorport demo {option} …` with another port."
            raise DemoFailed(f"Nobody may listen on port {port} here. {remedy}") from error


def _forget_settings() -> None:
    """Let no setting of this shell reach the demo, whose own are complete: here and in what it starts."""
    for name in list(os.environ):
        if name == "DATABASE_URL" or name.startswith(("CREATORPORT_", "TIKTOK_")):
            del os.environ[name]


async def _play(stage: Stage, children: Children, say: Callable[[str], None]) -> Outcome:
    async with httpx.AsyncClient(timeout=30) as client:
        simulator = await _start_simulator(stage, children)
        say(f"The simulated TikTok is up at {stage.simulator}")
        world = (await client.get(f"{stage.simulator}/_simulator/world")).json()
        environment = await _register(stage, client, world)
        _keep(environment, stage.folder / "gateway.env")
        await _start_gateway(stage, children, environment)
        say(f"The gateway is up at {stage.gateway}, on its embedded PostgreSQL")
        graph = f"{stage.gateway}/graphql"
        brand = Graph(client, graph, token(stage, "brand", Role.OWNER))
        creator = Graph(client, graph, token(stage, "creator", Role.CREATOR))
        handle = (await client.get(f"{stage.simulator}/_simulator/world/creators?offset=0&limit=1")).json()
        who = _first_handle(handle)
        scenario = Scenario(
            AccountsScene(client, brand, creator, _tto_account(world), who, say, partial(skip_to, stage)),
            PlanningScene(brand, who, say),
            CampaignScene(brand, say),
            NegotiationScene(brand, creator, who, say),
            PerformanceScene(brand, say),
            partial(run_time, stage, stage.speed),
        )
        outcome = await scenario.play()
        if not simulator.alive:
            raise Unfinished("the simulator ended by itself")
        return outcome


async def _start_simulator(stage: Stage, children: Children) -> Child:
    arguments = [
        "tiktok_simulator", "serve", "--port", str(stage.simulator_port), "--seed", str(stage.seed),
        "--speed", str(UNHURRIED), "--tempo", str(stage.tempo), "--assumed",
        "--state", str(stage.folder / "simulator.json"),
    ]  # fmt: skip
    child = children.start("simulator", arguments, {})
    await ready(child, f"{stage.simulator}/_simulator/clock")
    return child


async def _register(stage: Stage, client: httpx.AsyncClient, world: dict[str, Any]) -> dict[str, str]:
    """Register our addresses, as one does in TikTok's portals; return the settings of the gateway."""
    redirect = f"{stage.gateway}/oauth/tiktok/callback"
    login = next(app for app in world["apps"]["open"] if app["platform"] == "desktop")
    business = world["apps"]["business"][0]
    registrations: dict[str, dict[str, Any]] = {
        login["client_key"]: {"redirect_uris": [redirect], "webhook_url": f"{stage.gateway}/webhooks/tiktok"},
        business["app_id"]: {"advertiser_redirect_uris": [redirect]},
    }
    for key, body in registrations.items():
        (await client.post(f"{stage.simulator}/_simulator/apps/{key}", json=body)).raise_for_status()
    return {
        "DATABASE_URL": "",
        "TIKTOK_CLIENT_KEY": login["client_key"],
        "TIKTOK_CLIENT_SECRET": login["client_secret"],
        "TIKTOK_REDIRECT_URI": redirect,
        # TikTok takes no localhost for this one, nor does the simulator: see docs/how-to/read-insights.md.
        "TIKTOK_CREATOR_REDIRECT_URI": business["creator_redirect_uris"][0],
        "TIKTOK_APP_ID": business["app_id"],
        "TIKTOK_APP_SECRET": business["secret"],
        "CREATORPORT_PUBLIC_URL": stage.gateway,
        "CREATORPORT_HOST": "localhost",
        "CREATORPORT_PORT": str(stage.port),
        "CREATORPORT_DATA_DIR": str(stage.folder),
        "CREATORPORT_TIKTOK_WWW_ORIGIN": world["roots"]["www"],
        "CREATORPORT_TIKTOK_OPEN_ORIGIN": world["roots"]["open"],
        "CREATORPORT_TIKTOK_BUSINESS_ORIGIN": world["roots"]["business"],
        "CREATORPORT_TIKTOK_UPLOAD_ORIGINS": stage.simulator,
        "CREATORPORT_TIKTOK_SCOPES": _SCOPES,
        "CREATORPORT_TIKTOK_APP_AUDITED": "true",
        "CREATORPORT_ASSUMED_MARKETPLACE": "true",
        "CREATORPORT_CLOCK_URL": f"{stage.simulator}/_simulator/clock",
        "CREATORPORT_CAPTURE_EVERY": "1",
        "CREATORPORT_HOOKS_NETWORKS": "127.0.0.0/8,::1/128",
        "CREATORPORT_LOG_FORMAT": "console",
    }


def _keep(environment: dict[str, str], file: Path) -> None:
    """Write the gateway's settings down, for other commands beside it. Its secrets are the simulated TikTok's."""
    file.touch(mode=0o600)
    file.write_text("".join(f"{name}={shlex.quote(value)}\n" for name, value in environment.items()))


async def _start_gateway(stage: Stage, children: Children, environment: dict[str, str]) -> None:
    child = children.start("gateway", ["creatorport", "serve"], environment)
    await ready(child, f"{stage.gateway}/readyz")


def _tto_account(world: dict[str, Any]) -> str:
    accounts = world["tto_accounts"]
    chosen = next((account for account in accounts if account["country"] == "US"), accounts[0])
    return str(chosen["tto_tcm_account_id"])


def _first_handle(listing: dict[str, Any]) -> str:
    return str(listing["creators"][0]["handle"])
