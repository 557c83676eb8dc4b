"""The end of the story: live numbers, until the milestone is reached; and what all of it came to."""

import asyncio
import time
from collections import Counter
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from creatorport.adapters.cli.demo import documents
from creatorport.adapters.cli.demo.graph import Graph
from creatorport.adapters.cli.demo.outcome import Outcome, Say, Unfinished

_LONGEST = 40.0
_ENOUGH_POSTS = 4
_ENOUGH_MESSAGES = 8


@dataclass(frozen=True, slots=True)
class PerformanceScene:
    brand: Graph
    say: Say

    async def play(self, outcome: Outcome) -> None:
        """Raises Unfinished, GraphError, httpx.HTTPError."""
        await self._follow(outcome)
        await self._count(outcome)

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
                if not outcome.milestones:
                    await self._milestones(outcome)
                enough = outcome.live_messages >= _ENOUGH_MESSAGES and message["totals"]["posts"] >= _ENOUGH_POSTS
                if enough and outcome.milestones:
                    return
        if outcome.live_messages < 2:
            raise Unfinished("no performance arrived over the subscription")

    async def _milestones(self, outcome: Outcome) -> None:
        board = (await self.brand.ask(documents.BOARD, id=outcome.campaign_id))["campaign"]
        reached = [one for one in board["milestones"] if one["reachedAt"]]
        outcome.milestones = len(reached)
        for one in reached:
            self.say(f"  milestone reached: {int(one['threshold']):,} {one['metric'].lower()}")

    async def _count(self, outcome: Outcome) -> None:
        campaign = (await self.brand.ask(documents.CAMPAIGN, id=outcome.campaign_id))["campaign"]
        states: Counter[str] = Counter()
        for entry in campaign["invitationCounts"]:
            if entry["count"]:
                states[entry["state"].lower()] += entry["count"]
        outcome.invitations = dict(states)
        outcome.linked_posts = campaign["performance"]["posts"]
        outcome.snapshots = sum(len(post["history"]) for post in campaign["posts"]["nodes"])
        board = (await self.brand.ask(documents.BOARD, id=outcome.campaign_id))["campaign"]
        outcome.deliverables = {
            one["state"].lower(): one["count"] for one in board["deliverableCounts"] if one["count"]
        }
        self.say(f"The creators' answers so far: {_listed(outcome.invitations)}")
        self.say(f"What they owe: {_listed(outcome.deliverables)}")
        self.say(f"{outcome.linked_posts} of their videos are linked; {outcome.snapshots} snapshots are kept")
        last = board["activity"]["nodes"][0]
        self.say(
            f"The campaign's activity knows who did what; the latest: {last['verb']}, by {last['actorKind'].lower()}"
        )


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {state.replace('_', ' ')}" for state, count in sorted(counts.items()))


def _line(totals: dict[str, Any]) -> str:
    def number(name: str) -> str:
        value = totals[name]["value"]
        return "-" if value is None else f"{int(value):,}"

    rate = totals["engagementRate"]["value"]
    counts = " · ".join(f"{number(name)} {name}" for name in ("views", "likes", "comments", "shares"))
    posts = int(totals["posts"])
    posted = f"{posts:,} {'post' if posts == 1 else 'posts'}"
    return f"{posted} · {counts} · engagement {'-' if rate is None else f'{rate:.2%}'}"
