from collections.abc import AsyncIterator

import pytest

from tests.e2e.stage.stage import Stage, performing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # It searches what all others have left behind.
    items.sort(key=lambda item: item.path.name == "test_secrets.py")


@pytest.fixture
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """A simulated TikTok and a gateway, shared by all tests of this process."""
    async with performing(request.config) as stage:
        yield stage
