import pytest

from tests.e2e.stage.stage import Stage, shared_stage


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # It searches what all others have left behind.
    items.sort(key=lambda item: item.path.name == "test_secrets.py")


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> Stage:
    """A simulated TikTok and a gateway, shared by all tests of this process."""
    return shared_stage(request.config)
