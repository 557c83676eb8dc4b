"""The campaign's part of the story: discover, create, invite, launch, answers, linked posts, live numbers."""

import asyncio
import time
from collections import Counter
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from creatorport.adapters.cli.demo import documents
from creatorport.adapters.cli.demo.graph import Graph
from creatorport.adapters.cli.demo.outcome import Outcome, Say, Unfinished

CREATORS = 20
_FIRST = 8
_LONGEST = 40.0
_ENOUGH_POSTS = 4
_ENOUGH_MESSAGES = 8
_MESSAGE = "Hi {display_name}, we love what you make. Would you show our serum in one of your videos?"


@dataclass(frozen=True, slots=True)
class CampaignScene:
    brand: Graph
    say: Say

    async def play(self, outcome: Outcome) -> None:
        """Raises Unfinished, GraphError, httpx.HTTPError."""
        creators = await self._discover()
        outcome.creators = len(creators)
        outcome.campaign_id = await self._campaign(creators)
        await self._follow(outcome)
        await self._count(outcome)

    async def _discover(self) -> list[dict[str, Any]]:
        wanted = {"countries": ["US"], "minFollowers": 20_000, "minEngagementRate": 0.03}
        found = (await self.brand.ask(documents.DISCOVER, filter=wanted, first=CREATORS))["discoverCreators"]
        creators: list[dict[str, Any]] = found["nodes"]
        names = ", ".join(f"@{creator['handle']}" for creator in creators[:3])
        self.say(f"Creators discovered: {found['totalCount']} match, the first {len(creators)} are {names}, …")
        return creators

    async def _campaign(self, creators: list[dict[str, Any]]) -> str:
        created = await self.brand.change(
            documents.CREATE, name="Spring glow", brandName="Lumen", brief="Show your routine with the serum."
        )
        campaign_id: str = created["campaign"]["id"]
        ids = [creator["id"] for creator in creators]
        await self.brand.change(documents.INVITE, campaignId=campaign_id, creatorIds=ids[:_FIRST], message=_MESSAGE)
        await self.brand.change(documents.LAUNCH, campaignId=campaign_id)
        campaign = await self._until_active(campaign_id)
        self.say(f"The campaign is launched at TikTok One with its first {_FIRST} creators: {campaign['inviteLink']}")
        rest = ids[_FIRST:]
        await self.brand.change(documents.INVITE, campaignId=campaign_id, creatorIds=rest, message=_MESSAGE)
        self.say(f"{len(rest)} more creators are invited in one call; jobs send the messages")
        return campaign_id

    async def _until_active(self, campaign_id: str) -> dict[str, Any]:
        for _ in range(200):
            campaign: dict[str, Any] = (await self.brand.ask(documents.CAMPAIGN, id=campaign_id))["campaign"]
            if campaign["state"] == "ACTIVE":
                return campaign
            if campaign["state"] == "REJECTED":
                break
            await asyncio.sleep(0.1)
        raise Unfinished(f"the campaign did not become active: {campaign['state']}")

    async def _follow(self, outcome: Outcome) -> None:
        self.say("Following the campaign's performance, live:")
        deadline = time.monotonic() + _LONGEST
        async with aclosing(self.brand.follow(documents.LIVE, id=outcome.campaign_id)) as messages:
            while time.monotonic() < deadline:
                try:
                    async with asyncio.timeout_at(asyncio.get_running_loop().time() + deadline - time.monotonic()):
                        message = (await anext(messages))["campaignPerformance"]
                except TimeoutError:
                    break
                outcome.live_messages += 1
                outcome.last_cursor = message["cursor"]
                self.say("  " + _line(message["totals"]))
                enough = outcome.live_messages >= _ENOUGH_MESSAGES
                if enough and message["totals"]["posts"] >= _ENOUGH_POSTS:
                    return
        if outcome.live_messages < 2:
            raise Unfinished("no performance arrived over the subscription")

    async def _count(self, outcome: Outcome) -> None:
        campaign = (await self.brand.ask(documents.CAMPAIGN, id=outcome.campaign_id))["campaign"]
        states: Counter[str] = Counter()
        for entry in campaign["invitationCounts"]:
            if entry["count"]:
                states[entry["state"].lower()] += entry["count"]
        outcome.invitations = dict(states)
        outcome.linked_posts = campaign["performance"]["posts"]
        outcome.snapshots = sum(len(post["history"]) for post in campaign["posts"]["nodes"])
        answers = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
        self.say(f"The creators' answers so far: {answers}")
        self.say(f"{outcome.linked_posts} of their videos are linked; {outcome.snapshots} snapshots are kept")


def _line(totals: dict[str, Any]) -> str:
    def number(name: str) -> str:
        value = totals[name]["value"]
        return "-" if value is None else f"{int(value):,}"

    rate = totals["engagementRate"]["value"]
    counts = " · ".join(f"{number(name)} {name}" for name in ("views", "likes", "comments", "shares"))
    return f"{totals['posts']} posts · {counts} · engagement {'-' if rate is None else f'{rate:.2%}'}"
