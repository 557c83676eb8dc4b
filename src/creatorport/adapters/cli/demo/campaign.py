"""The campaign's part of the story: launched with its first creators, then more of them."""

import asyncio
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from creatorport.adapters.cli.demo import documents
from creatorport.adapters.cli.demo.graph import Graph
from creatorport.adapters.cli.demo.negotiation import FEE
from creatorport.adapters.cli.demo.outcome import Outcome, Say, Unfinished

_FIRST = 8
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class CampaignScene:
    brand: Graph
    say: Say

    async def launch(self, outcome: Outcome) -> None:
        """Raises Unfinished, GraphError, httpx.HTTPError."""
        await self._invite(outcome, outcome.creator_ids[:_FIRST])
        await self.brand.change(documents.LAUNCH, campaignId=outcome.campaign_id)
        campaign = await self._until_active(outcome.campaign_id)
        self.say(f"The campaign is launched at TikTok One with its first {_FIRST} creators: {campaign['inviteLink']}")

    async def invite_more(self, outcome: Outcome) -> None:
        """Raises Unfinished, GraphError, httpx.HTTPError."""
        batch = await self._invite(outcome, outcome.creator_ids[_FIRST:])
        self.say(f"{batch['counts']['total']} more creators are invited in one call; jobs send the messages:")
        async with asyncio.timeout(_PATIENCE), aclosing(self.brand.follow(documents.PROGRESS, id=batch["id"])) as steps:
            async for step in steps:
                seen = step["invitationBatchProgress"]
                if seen["state"] == "DONE":
                    self.say(f"  {seen['counts']['sent']} of {seen['counts']['total']} are sent")
                    return
        raise Unfinished("the invitations were not sent")

    async def _invite(self, outcome: Outcome, ids: list[str]) -> dict[str, Any]:
        invited = await self.brand.change(
            documents.INVITE,
            campaignId=outcome.campaign_id,
            creatorIds=ids,
            templateId=outcome.template_id,
            terms={"fee": FEE, "deliverables": [{"kind": "VIDEO"}], "usageRightsDays": 90},
        )
        batch: dict[str, Any] = invited["batch"]
        return batch

    async def _until_active(self, campaign_id: str) -> dict[str, Any]:
        for _ in range(200):
            campaign: dict[str, Any] = (await self.brand.ask(documents.CAMPAIGN, id=campaign_id))["campaign"]
            if campaign["state"] == "ACTIVE":
                return campaign
            if campaign["state"] == "REJECTED":
                break
            await asyncio.sleep(0.1)
        raise Unfinished(f"the campaign did not become active: {campaign['state']}")
