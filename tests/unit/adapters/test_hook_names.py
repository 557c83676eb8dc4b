"""Names that strangers chose, and whose servers take as long as they like."""

import asyncio
import threading
from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from creatorport.adapters.hooks.names import SystemNames


class Servers:
    """Answer when they are let go, and count what they are asked."""

    def __init__(self, answer: Sequence[str] | OSError) -> None:
        self.asked: list[str] = []
        self.released = threading.Event()
        self._answer = answer

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(f"{host}:{port}")
        assert self.released.wait(10)
        if isinstance(self._answer, OSError):
            raise self._answer
        return self._answer


async def test_those_who_ask_for_a_name_at_once_share_its_answer_and_the_next_ask_anew() -> None:
    servers = Servers(["9.9.9.9", "9.9.9.9", "2620:fe::fe"])
    names = SystemNames(servers)
    together = [asyncio.create_task(names("slow.example", 443)) for _ in range(8)]
    together.append(asyncio.create_task(names("slow.example", 8443)))
    await asyncio.sleep(0)
    servers.released.set()
    assert await asyncio.gather(*together) == [[ip_address("9.9.9.9"), ip_address("2620:fe::fe")]] * 9
    assert sorted(servers.asked) == ["slow.example:443", "slow.example:8443"]
    await names("slow.example", 443)
    assert len(servers.asked) == 3


async def test_who_waits_no_longer_takes_the_answer_from_nobody() -> None:
    servers = Servers(["9.9.9.9"])
    names = SystemNames(servers)
    patient = asyncio.create_task(names("slow.example", 443))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0):
            await names("slow.example", 443)
    servers.released.set()
    assert await patient == [ip_address("9.9.9.9")]


async def test_a_name_that_leads_nowhere_does_so_for_all_who_asked() -> None:
    servers = Servers(OSError("nowhere"))
    names = SystemNames(servers)
    together = [asyncio.create_task(names("slow.example", 443)) for _ in range(2)]
    await asyncio.sleep(0)
    servers.released.set()
    outcomes = await asyncio.gather(*together, return_exceptions=True)
    assert [str(one) for one in outcomes] == ["nowhere", "nowhere"]
    assert servers.asked == ["slow.example:443"]
