from collections.abc import AsyncIterator

import pytest

from tests.integration.cost.conftest import housed
from tests.integration.cost.house import House


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    """The whole gateway on PostgreSQL, beside a simulator that speaks the assumed contract too."""
    async with housed(database_url, assumed=True) as house:
        house.office.simulator.market.change_options({"autonomous": False})
        yield house
