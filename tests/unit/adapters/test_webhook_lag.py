"""What `/readyz` and the Prometheus page say of webhooks that wait."""

from datetime import timedelta

import pytest

from creatorport.adapters.webhooks.lag import WebhookLag
from creatorport.domain.errors import StorageUnavailable


class Watch:
    def __init__(self, oldest: timedelta | Exception | None) -> None:
        self.oldest = oldest

    async def oldest_waiting(self) -> timedelta | None:
        if isinstance(self.oldest, Exception):
            raise self.oldest
        return self.oldest


@pytest.mark.parametrize("oldest", [None, timedelta(0), timedelta(seconds=600)])
async def test_all_is_well_while_nothing_waits_for_long(oldest: timedelta | None) -> None:
    assert await WebhookLag(Watch(oldest), timedelta(seconds=600)).check() is None


async def test_it_is_said_when_the_oldest_waits_for_too_long() -> None:
    assert await WebhookLag(Watch(timedelta(seconds=601)), timedelta(seconds=600)).check() == (
        "a webhook waits to be processed since 601 seconds; "
        "see that a worker runs (`creatorport worker`), and look at its log"
    )


async def test_without_a_database_nothing_is_made_up() -> None:
    with pytest.raises(StorageUnavailable):
        await WebhookLag(Watch(StorageUnavailable("away")), timedelta(seconds=600)).check()
