import os
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest
import vcr

from creatorport.adapters.tiktok.transport import Api, Transport
from tests.fakes.budget import UnlimitedBudget
from tests.fakes.clock import MovableClock
from tests.integration.tiktok.scrubbing import scrub_request, scrub_response

CASSETTES = Path(__file__).parent / "cassettes"


def recorder(folder: Path = CASSETTES, mode: str | None = None) -> Any:
    return vcr.VCR(
        cassette_library_dir=str(folder),
        record_mode=vcr.mode(mode or os.environ.get("TIKTOK_RECORD", "none")),
        match_on=("method", "scheme", "host", "port", "path", "query", "headers", "body"),
        before_record_request=scrub_request,
        before_record_response=scrub_response,
        decode_compressed_response=True,
    )


@pytest.fixture
def cassette() -> Callable[[str], AbstractContextManager[Any]]:
    """Play one recorded exchange; anything else that is asked for fails."""
    recording = recorder()

    def play(name: str) -> AbstractContextManager[Any]:
        playing: AbstractContextManager[Any] = recording.use_cassette(
            f"{name}.yaml",
            allow_playback_repeats=True,  # a read that is repeated finds the same answer again
        )
        return playing

    return play


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


@pytest.fixture
def transport(client: httpx.AsyncClient, clock: MovableClock) -> Transport:
    return make_transport(client, clock)


def make_transport(
    client: httpx.AsyncClient, clock: MovableClock, *, business: str = "https://business-api.tiktok.com"
) -> Transport:
    return Transport(
        client,
        open_api=Api("https://open.tiktokapis.com", "aw9k2m7x4q1z8r5t"),
        business_api=Api(business, "7519035078651936769"),
        budget=UnlimitedBudget(),
        clock=clock,
        sleep=_at_once,
    )


async def _at_once(seconds: float) -> None:
    """Wait for nothing: the clock of these tests stands still."""
