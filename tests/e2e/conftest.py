from collections.abc import Iterator

import pytest

from tests.e2e.stage.stage import Stage, performing


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # It searches what all others have left behind.
    items.sort(key=lambda item: item.path.name == "test_secrets.py")


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    """A simulated TikTok and a gateway, shared by all tests of this process."""
    with performing(request.config) as stage:
        yield stage
