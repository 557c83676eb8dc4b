"""The creator's part of the story: a counter-offer, an agreement, and the video that was agreed on."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from creatorport.adapters.cli.demo import documents
from creatorport.adapters.cli.demo.graph import Graph
from creatorport.adapters.cli.demo.outcome import Outcome, Say, Unfinished

FEE = {"amount": "400", "currency": "USD"}
_WANTED = {"amount": "550", "currency": "USD"}


@dataclass(frozen=True, slots=True)
class NegotiationScene:
    """`brand` and `creator` are two callers of the same workspace."""

    brand: Graph
    creator: Graph
    creator_handle: str
    say: Say

    async def play(self, outcome: Outcome) -> None:
        """Raises Unfinished, GraphError, httpx.HTTPError."""
        await self._agree(outcome.campaign_id)
        await self._deliver()

    async def _agree(self, campaign_id: str) -> None:
        received = await _until(self._received, "the invitation did not reach the creator")
        terms = received["currentTerms"]
        await self.creator.change(
            documents.COUNTER,
            invitationId=received["id"],
            termsNumber=terms["number"],
            terms={"fee": _WANTED, "deliverables": [{"kind": "VIDEO", "dueAfterDays": 14}]},
            remark="Gladly, for a little more.",
        )
        self.say(
            f"@{self.creator_handle} was offered {terms['fee']['amount']} USD, and asks for {_WANTED['amount']} instead"
        )
        theirs = next(
            one
            for one in (await self.brand.ask(documents.INVITATIONS, id=campaign_id))["campaign"]["invitations"]["nodes"]
            if one["handle"] == self.creator_handle
        )
        agreed = await self.brand.change(
            documents.ACCEPT_COUNTER, invitationId=theirs["id"], termsNumber=theirs["currentTerms"]["number"]
        )
        money = agreed["invitation"]["campaign"]["remaining"]
        self.say(f"  the brand accepts; {money['amount']} {money['currency']} of the budget are left")

    async def _deliver(self) -> None:
        owed = await _until(self._owed, "the agreement brought no deliverable")
        video = owed["video"]
        handed = await self.creator.change(
            documents.SUBMIT, deliverableId=owed["id"], video=video["videoId"], note="This one?"
        )
        approved = await self.brand.change(
            documents.APPROVE, deliverableId=handed["deliverable"]["id"], comment="Lovely."
        )
        state = approved["deliverable"]["state"].lower()
        self.say(f"  the creator hands in a video; the brand approves it: {state}, and TikTok is asked to link it")

    async def _received(self) -> dict[str, Any] | None:
        nodes: list[dict[str, Any]] = (await self.creator.ask(documents.MY_INVITATIONS))["myInvitations"]["nodes"]
        return nodes[0] if nodes else None

    async def _owed(self) -> dict[str, Any] | None:
        seen = await self.creator.ask(documents.OWED)
        due, accounts = seen["deliverables"]["nodes"], seen["tiktokAccounts"]["nodes"]
        videos = [account["videoList"]["nodes"][0] for account in accounts if account["videoList"]["nodes"]]
        return {**due[0], "video": videos[0]} if due and videos else None


async def _until(probe: Callable[[], Awaitable[dict[str, Any] | None]], what: str) -> dict[str, Any]:
    for _ in range(200):
        found = await probe()
        if found is not None:
            return found
        await asyncio.sleep(0.1)
    raise Unfinished(what)
