"""The story: accounts are connected and stay so, then a campaign runs from discovery to live numbers."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from creatorport.adapters.cli.demo.accounts import AccountsScene
from creatorport.adapters.cli.demo.campaign import CampaignScene
from creatorport.adapters.cli.demo.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Scenario:
    """One run of the story.

    `hurry` lets time run at the story's speed: a consent that was begun at that speed would end within a second.
    """

    accounts: AccountsScene
    campaign: CampaignScene
    hurry: Callable[[], Awaitable[None]]

    async def play(self) -> Outcome:
        """Raises Unfinished, GraphError, httpx.HTTPError."""
        outcome = Outcome()
        began = time.monotonic()
        await self.accounts.play()
        await self.hurry()
        await self.campaign.play(outcome)
        outcome.seconds = round(time.monotonic() - began, 1)
        return outcome
