"""The planning part of the story: whom to ask, with which words, into a campaign with a budget and milestones."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from creatorport.adapters.cli.demo import documents
from creatorport.adapters.cli.demo.graph import Graph
from creatorport.adapters.cli.demo.outcome import Outcome, Say, Unfinished

CREATORS = 20
MILESTONE = 25_000
"""Views of all posts together, at which the story's campaign reaches its milestone."""

_TEMPLATE = "Hi {display_name}, we love what you make. Would you show our serum in {deliverables}? It would be {fee}."
_BUDGET = {"amount": "12000", "currency": "USD"}


@dataclass(frozen=True, slots=True)
class PlanningScene:
    """`creator_handle` is whom the story's creator is known as: she is asked in any case."""

    brand: Graph
    creator_handle: str
    say: Say

    async def play(self, outcome: Outcome) -> None:
        """Leaves the campaign's draft, its template and its creators in the outcome, our creator first."""
        creators = await self._discover()
        ids = [creator["id"] for creator in creators]
        await self._shortlist(ids)
        outcome.creators = len(creators)
        outcome.campaign_id = await self._draft()
        await self._score(outcome.campaign_id, ids)
        template = await self.brand.change(
            documents.TEMPLATE, name="Serum", text=_TEMPLATE, idempotencyKey="demo-template"
        )
        outcome.template_id, outcome.creator_ids = template["template"]["id"], ids

    async def _discover(self) -> list[dict[str, Any]]:
        wanted = {"countries": ["US"], "minFollowers": 20_000, "minEngagementRate": 0.03}
        found = (await self.brand.ask(documents.DISCOVER, filter=wanted, first=CREATORS))["discoverCreators"]
        names = ", ".join(f"@{creator['handle']}" for creator in found["nodes"][:3])
        self.say(f"Creators discovered: {found['totalCount']} match, the first are {names}, …")
        named = {"countries": ["US"], "keyword": self.creator_handle}
        ours = (await self.brand.ask(documents.DISCOVER, filter=named, first=5))["discoverCreators"]["nodes"]
        known = [creator for creator in ours if creator["handle"] == self.creator_handle]
        if not known:
            raise Unfinished(f"@{self.creator_handle} was not discovered")
        others = [creator for creator in found["nodes"] if creator["handle"] != self.creator_handle]
        return [*known, *others][:CREATORS]

    async def _shortlist(self, ids: list[str]) -> None:
        made = await self.brand.change(
            documents.CREATE_SHORTLIST, name="Serum candidates", idempotencyKey="demo-shortlist"
        )
        await self.brand.change(documents.SHORTLIST, shortlistId=made["shortlist"]["id"], creatorIds=ids)
        self.say(f"{len(ids)} of them are on a shortlist, the creator who connected among them")

    async def _draft(self) -> str:
        today = datetime.now(UTC).date()
        created = await self.brand.change(
            documents.CREATE,
            name="Spring glow",
            brandName="Lumen",
            brief="Show your routine with the serum.",
            budget=_BUDGET,
            collaboration="PAID",
            timeline={
                "startsOn": f"{today - timedelta(days=30)}",
                "endsOn": f"{today + timedelta(days=365)}",
                "timeZone": "America/New_York",
            },
            deliverables=[{"kind": "VIDEO", "dueAfterDays": 14}],
            targets={"views": "200000"},
            milestones=[{"metric": "VIEWS", "threshold": str(MILESTONE)}],
        )
        self.say(
            f"A campaign is drafted: a budget of {int(_BUDGET['amount']):,} USD, a milestone at {MILESTONE:,} views"
        )
        campaign_id: str = created["campaign"]["id"]
        return campaign_id

    async def _score(self, campaign_id: str, ids: list[str]) -> None:
        await self.brand.change(documents.REFRESH, creatorIds=ids)
        scores = (await self.brand.ask(documents.SCORES, campaign=campaign_id, creators=ids))["matchScores"]
        best = scores[0]
        parts = " + ".join(f"{one['contribution']} {one['name'].lower()}" for one in best["factors"])
        self.say(f"Scored for it, best first: @{best['creator']['handle']} with {best['score']} = {parts}")
