"""The demo, once its story is told: it tells of accounts that are connected, and outlives what goes wrong meanwhile."""

from collections.abc import Mapping

import httpx

from creatorport.adapters.cli.demo.afterwards import tell_arrivals
from creatorport.adapters.cli.demo.graph import Graph

REFUSED = {"errors": [{"message": "The token does not hold.", "extensions": {"code": "UNAUTHENTICATED"}}]}


def seen(*handles: str, **others: str) -> Mapping[str, object]:
    """Accounts that are connected, and others by their state."""
    states = {**dict.fromkeys(handles, "CONNECTED"), **others}
    nodes = [{"id": one, "handle": one, "state": at, "followers": {"value": "1200"}} for one, at in states.items()]
    return {"data": {"tiktokAccounts": {"nodes": nodes}}}


async def told(known: set[str] | None, status: int, answer: Mapping[str, object]) -> tuple[set[str] | None, list[str]]:
    said: list[str] = []
    transport = httpx.MockTransport(lambda _: httpx.Response(status, json=answer))
    async with httpx.AsyncClient(transport=transport) as client:
        after = await tell_arrivals(Graph(client, "http://gateway/graphql", "token"), known, said.append)
    return after, said


async def test_who_was_there_at_first_is_not_told() -> None:
    assert await told(None, 200, seen("ana")) == ({"ana"}, [])


async def test_who_comes_is_told() -> None:
    assert await told({"ana"}, 200, seen("ana", "tom")) == ({"ana", "tom"}, ["@tom is connected, 1,200 followers"])


async def test_who_has_left_is_not_told_and_is_told_on_coming_back() -> None:
    known, said = await told({"ana", "tom"}, 200, seen("ana", tom="DISCONNECTED"))
    assert (known, said) == ({"ana"}, [])
    assert await told(known, 200, seen("ana", tom="DISCONNECTED")) == ({"ana"}, [])
    assert await told(known, 200, seen("ana", "tom")) == ({"ana", "tom"}, ["@tom is connected, 1,200 followers"])


async def test_who_is_connected_in_whatever_state_is_told() -> None:
    assert await told(set(), 200, seen(ana="LIMITED")) == ({"ana"}, ["@ana is connected, 1,200 followers"])


async def test_a_refusal_by_the_graph_is_outlived() -> None:
    assert await told({"ana"}, 401, REFUSED) == ({"ana"}, [])
