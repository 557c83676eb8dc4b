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
        await self._settled(await self._invite(outcome, outcome.creator_ids[:_FIRST]))
        await self.brand.change(documents.LAUNCH, campaignId=outcome.campaign_id)
        campaign = await self._until_active(outcome.campaign_id)
        self.say(f"The campaign is launched at TikTok One with its first {_FIRST} creators: {campaign['inviteLink']}")

    async def invite_more(self, outcome: Outcome) -> None:
        """Raises Unfinished, GraphError, httpx.HTTPError."""
        batch = await self._invite(outcome, outcome.creator_ids[_FIRST:])
        self.say(f"{batch['counts']['total']} more creators are invited in one call; jobs send the messages:")
        counts = await self._settled(batch)
        self.say(f"  {counts['sent']} of {counts['total']} are sent")

    async def _settled(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Follow a batch until everybody in it is sent to, or waits for the launch; return its counts."""
        seen: dict[str, Any] = batch
        try:
            async with (
                asyncio.timeout(_PATIENCE),
                aclosing(self.brand.follow(documents.PROGRESS, id=batch["id"])) as steps,
            ):
                async for step in steps:
                    seen = step["invitationBatchProgress"]
                    if seen["state"] == "DONE":
                        break
        except TimeoutError as error:
            raise Unfinished(f"the invitations were not sent: {seen['counts']}") from error
        counts: dict[str, Any] = seen["counts"]
        return counts

    async def _invite(self, outcome: Outcome, ids: list[str]) -> dict[str, Any]:
        invited = await self.brand.change(
            documents.INVITE,
            campaignId=outcome.campaign_id,
            creatorIds=ids,
            templateId=outcome.template_id,
            terms={"fee": FEE, "usageRightsDays": 90},
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
