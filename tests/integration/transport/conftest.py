from collections.abc import AsyncGenerator

import httpx
import pytest

from tests.integration.transport.serving import Served, serving


@pytest.fixture
async def served() -> AsyncGenerator[Served, None]:
    async with serving() as running:
        yield running


@pytest.fixture
async def http(served: Served) -> AsyncGenerator[httpx.AsyncClient, None]:
    async with served.client() as client:
        yield client
