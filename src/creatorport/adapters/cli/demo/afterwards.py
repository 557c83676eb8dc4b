"""Once the story is told: what to do with all that runs, and who connects meanwhile."""

import asyncio
import json
from collections.abc import Callable

import httpx

from creatorport.adapters.cli.demo import documents
from creatorport.adapters.cli.demo.graph import Graph, GraphError
from creatorport.adapters.cli.demo.outcome import Outcome
from creatorport.adapters.cli.demo.processes import Children
from creatorport.adapters.cli.demo.stage import UNHURRIED, DemoFailed, Stage, run_time, token
from creatorport.domain.workspace import Role


async def serve_on(
    stage: Stage, outcome: Outcome, children: Children, stop: asyncio.Event, say: Callable[[str], None]
) -> None:
    """Keep everything running until `stop`; tell of each account that somebody connects. Raises DemoFailed."""
    await run_time(stage, UNHURRIED)
    async with httpx.AsyncClient(timeout=30) as client:
        somebody = await client.get(f"{stage.simulator}/_simulator/world/creators?offset=1&limit=1")
        handle = somebody.json()["creators"][0]["handle"]
        link = (await _brand(stage, client).change(documents.INVITE_TO_CONNECT, name="friend"))["url"]
        say(_farewell(stage, outcome, link, handle))
        known: set[str] | None = None
        while not stop.is_set():
            if children.fallen is not None:
                child = children.fallen
                raise DemoFailed(f"The {child.name} ended by itself. Its log, {child.log}, ends:\n{child.last_words()}")
            known = await tell_arrivals(_brand(stage, client), known, say)
            try:
                await asyncio.wait_for(stop.wait(), 1)
            except TimeoutError:
                continue
    say("Stopping …")


def _brand(stage: Stage, client: httpx.AsyncClient) -> Graph:
    """A caller with a token of the newest key: the one before may be dropped meanwhile."""
    return Graph(client, f"{stage.gateway}/graphql", token(stage, "brand", Role.OWNER))


async def tell_arrivals(brand: Graph, known: set[str] | None, say: Callable[[str], None]) -> set[str] | None:
    """Tell of the accounts that are connected and not `known`; return those that are connected now."""
    try:
        accounts = (await brand.ask(documents.ACCOUNTS))["tiktokAccounts"]["nodes"]
    except (httpx.HTTPError, GraphError):
        return known  # asked again in a second; whether the gateway fell is told by its process
    connected = [account for account in accounts if account["state"] != "DISCONNECTED"]
    for account in connected:
        if known is not None and account["id"] not in known:
            say(f"@{account['handle']} is connected, {int(account['followers']['value'] or 0):,} followers")
    return {account["id"] for account in connected}


def _farewell(stage: Stage, outcome: Outcome, link: str, handle: str) -> str:
    bearer = token(stage, "brand", Role.OWNER)
    query = json.dumps({"query": "{ campaigns(first: 3) { nodes { name state performance { views { value } } } } }"})
    live = (
        f'subscription {{ campaignPerformance(campaignId: "{outcome.campaign_id}") '
        "{ ... on CampaignPerformanceUpdate { cursor totals { posts views { value } likes { value } } } } }"
    )
    return f"""
Everything keeps running, {UNHURRIED} times as fast as real time. Press Ctrl-C to stop; started again, it goes on
with the same data.

  Connect an account  {link}
                      Be the creator: click, and sign in as {handle}; it is told here.
  Graph (GraphiQL)    {stage.gateway}/graphql
  Simulated TikTok    {stage.simulator}/_simulator/world
  Token, one week     {bearer}

  In GraphiQL, put this under "Headers":
    {{"Authorization": "Bearer {bearer}"}}

  A subscription to paste there:
    {live}

  A query to paste into a terminal:
    curl -s {stage.gateway}/graphql -H 'Content-Type: application/json' \\
      -H 'Authorization: Bearer {bearer}' \\
      -d '{query}'
"""
