"""The story: accounts are connected and stay so, then a campaign runs from a shortlist to its milestone."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from creatorport.adapters.cli.demo.accounts import AccountsScene
from creatorport.adapters.cli.demo.campaign import CampaignScene
from creatorport.adapters.cli.demo.negotiation import NegotiationScene
from creatorport.adapters.cli.demo.outcome import Outcome
from creatorport.adapters.cli.demo.performance import PerformanceScene
from creatorport.adapters.cli.demo.planning import PlanningScene


@dataclass(frozen=True, slots=True)
class Scenario:
    """One run of the story.

    `hurry` lets time run at the story's speed: a consent or a negotiation that was begun at that speed would be over
    within a second.
    """

    accounts: AccountsScene
    planning: PlanningScene
    campaign: CampaignScene
    negotiation: NegotiationScene
    performance: PerformanceScene
    hurry: Callable[[], Awaitable[None]]

    async def play(self) -> Outcome:
        """Raises Unfinished, GraphError, httpx.HTTPError."""
        outcome = Outcome()
        began = time.monotonic()
        await self.accounts.play()
        await self.planning.play(outcome)
        await self.campaign.launch(outcome)
        await self.negotiation.play(outcome)
        await self.hurry()
        await self.campaign.invite_more(outcome)
        await self.performance.play(outcome)
        outcome.seconds = round(time.monotonic() - began, 1)
        return outcome
