import pytest

from tests.graphql.gateway import Gateway


@pytest.fixture
def gateway() -> Gateway:
    return Gateway()
