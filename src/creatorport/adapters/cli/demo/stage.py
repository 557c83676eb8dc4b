"""Where the demo runs, who asks there, and how its time goes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx

from creatorport.adapters.cli import tokens
from creatorport.adapters.settings.settings import Settings
from creatorport.domain.ids import MemberId, WorkspaceId
from creatorport.domain.workspace import Member, Role

WORKSPACE = WorkspaceId("lumen")
UNHURRIED = 5
"""Simulated seconds per second while people sign in, and once the story is told."""

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the demo runs, and how fast its time goes."""

    folder: Path
    port: int
    simulator_port: int
    seed: int
    speed: float
    tempo: float

    @property
    def gateway(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def simulator(self) -> str:
        return f"http://localhost:{self.simulator_port}"


class DemoFailed(Exception):
    """The demo could not be played to its end. Says why."""


def token(stage: Stage, member: str, role: Role) -> str:
    settings = Settings(data_dir=stage.folder)
    return tokens.issue(settings, Member(MemberId(member), WORKSPACE, role), _WEEK)


async def run_time(stage: Stage, speed: float) -> None:
    async with httpx.AsyncClient(timeout=30) as client:
        (await client.post(f"{stage.simulator}/_simulator/clock", json={"speed": speed})).raise_for_status()


async def skip_to(stage: Stage, moment: datetime) -> None:
    async with httpx.AsyncClient(timeout=30) as client:
        to = moment.timestamp() + 1
        (await client.post(f"{stage.simulator}/_simulator/clock", json={"to": to})).raise_for_status()
