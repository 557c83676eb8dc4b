"""Media that TikTok fetches by itself. Nothing is really pulled: how much there is, follows from the URL."""

from typing import TYPE_CHECKING

from tiktok_simulator.posting.publishes import DOWNLOADING, Publish

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_BYTES_PER_SECOND = 5_000_000


def size_of_urls(simulator: "Simulator", publish: Publish) -> int:
    least, spread = (200_000, 4_000_000) if publish.media == "photo" else (5_000_000, 60_000_000)
    drawn = [int.from_bytes(simulator.digest("pulled", url)[:4], "big") for url in publish.urls]
    return sum(least + number % spread for number in drawn)


def pulled_at(publish: Publish) -> float:
    """When the last byte will have come."""
    return publish.started_at + publish.size / _BYTES_PER_SECOND


def pulled_by(publish: Publish, now: float) -> int:
    """How much has come by now."""
    if publish.status != DOWNLOADING:
        return publish.taken
    return min(publish.size, int((now - publish.started_at) * _BYTES_PER_SECOND))
