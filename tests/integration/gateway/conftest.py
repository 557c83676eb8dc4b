from collections.abc import AsyncIterator

import pytest

from tests.e2e.stage.caller import Caller
from tests.e2e.stage.journey import connected_brand
from tests.e2e.stage.stage import Stage, performing


@pytest.fixture
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """A simulated TikTok and a gateway, shared by all tests of this process."""
    async with performing(request.config) as stage:
        yield stage


@pytest.fixture
async def brand(stage: Stage) -> Caller:
    """The owner of a workspace that is connected to TikTok One."""
    return await connected_brand(stage)
