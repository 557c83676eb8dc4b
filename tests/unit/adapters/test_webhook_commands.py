"""Webhooks on the command line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from typer.testing import CliRunner

from creatorport.adapters.cli import app as commands
from creatorport.adapters.cli.gateway import Composition
from creatorport.application.ports.inbox import Channel, Wanted
from creatorport.application.use_cases.repair_webhooks import Repaired
from creatorport.application.webhook_views import RegistrationView, Standing
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.handling import HandlingState


class Desk:
    """Notes what it is asked for."""

    def __init__(self) -> None:
        self.wanted: list[Wanted] = []

    async def look(self) -> list[RegistrationView]:
        return [
            RegistrationView("VIDEO", Standing.MISSING, None),
            RegistrationView("TCM_VIDEOS", Standing.REGISTERED, "https://gw.test/hook", "69", "7400"),
        ]

    async def repair(self) -> Repaired:
        return Repaired(1, await self.look())

    async def drop(self, name: str) -> None:
        if name != "VIDEO":
            raise TikTokRefused("subscription.unsubscribe", "There is no such subscription.", tiktok_code="40007")

    async def replay(self, wanted: Wanted) -> int:
        self.wanted.append(wanted)
        return 3


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def composition(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> Composition:
    # All of these set up the whole process, which is pytest's here.
    monkeypatch.setattr("creatorport.adapters.observability.logs.configure", lambda **_: None)
    monkeypatch.setattr("creatorport.adapters.observability.metrics.configure", lambda: None)
    for name in ("TIKTOK_CLIENT_KEY", "TIKTOK_CLIENT_SECRET", "TIKTOK_APP_ID", "TIKTOK_APP_SECRET"):
        monkeypatch.setenv(name, "x")

    @asynccontextmanager
    async def office(_settings: Any) -> AsyncIterator[Any]:
        yield SimpleNamespace(webhooks=desk)

    return cast("Composition", SimpleNamespace(office=office))


def test_everything_is_replayed_unless_something_is_chosen(composition: Composition, desk: Desk) -> None:
    shown = CliRunner().invoke(commands.cli(composition), ["webhooks", "replay"])
    assert (shown.exit_code, shown.output) == (0, "3 webhooks are replayed; a worker acts on them now.\n")
    (wanted,) = desk.wanted
    assert (wanted.since.year, wanted.until.year, wanted.channels, wanted.states) == (1970, 9999, set(), set())


def test_time_family_and_state_are_chosen(composition: Composition, desk: Desk) -> None:
    asked = ["--since", "2026-11-20", "--until", "2026-11-21T06:00:00+0200", "--family", "account", "--family", "shop"]
    CliRunner().invoke(commands.cli(composition), ["webhooks", "replay", *asked, "--dead"])
    assert desk.wanted == [
        Wanted(
            datetime(2026, 11, 20, tzinfo=UTC),
            datetime(2026, 11, 21, 4, tzinfo=UTC),
            frozenset({Channel.ACCOUNT, Channel.SHOP}),
            frozenset({HandlingState.DEAD}),
        )
    ]


SHOWN = """\
MISSING     VIDEO
REGISTERED  TCM_VIDEOS       account 7400  subscription 69  https://gw.test/hook
"""


def test_registrations_are_shown_and_repaired(composition: Composition) -> None:
    shown = CliRunner().invoke(commands.cli(composition), ["webhooks", "list"])
    assert (shown.exit_code, shown.output) == (0, SHOWN)
    repaired = CliRunner().invoke(commands.cli(composition), ["webhooks", "repair"])
    assert repaired.output == SHOWN + "1 registrations were made.\n"


def test_a_registration_is_deleted_or_tiktoks_no_is_told(composition: Composition) -> None:
    deleted = CliRunner().invoke(commands.cli(composition), ["webhooks", "delete", "VIDEO"])
    assert (deleted.exit_code, deleted.output) == (0, "VIDEO is deleted.\n")
    refused = CliRunner().invoke(commands.cli(composition), ["webhooks", "delete", "70"])
    assert (refused.exit_code, refused.output) == (1, "TikTok: There is no such subscription.\n")


def test_a_moment_that_is_none_is_refused(composition: Composition, desk: Desk) -> None:
    shown = CliRunner().invoke(commands.cli(composition), ["webhooks", "replay", "--since", "yesterday"])
    assert shown.exit_code == 2
    assert desk.wanted == []


@pytest.mark.parametrize(("asked", "level"), [(None, "WARNING"), ("INFO", "INFO")])
def test_results_stand_alone_unless_the_log_is_asked_for(
    composition: Composition, monkeypatch: pytest.MonkeyPatch, asked: str | None, level: str
) -> None:
    configured: list[str] = []
    monkeypatch.setattr(
        "creatorport.adapters.observability.logs.configure", lambda *, level, as_json: configured.append(level)
    )
    if asked is not None:
        monkeypatch.setenv("CREATORPORT_LOG_LEVEL", asked)
    CliRunner().invoke(commands.cli(composition), ["webhooks", "list"])
    assert configured == [level]
