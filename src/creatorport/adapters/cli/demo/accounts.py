"""The accounts' part of the story: connected by consent, synced, and still connected after their token's end."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from creatorport.adapters.cli.demo import documents
from creatorport.adapters.cli.demo.consent import give_consent
from creatorport.adapters.cli.demo.graph import Graph
from creatorport.adapters.cli.demo.outcome import Say, Unfinished

_MORE_ACCOUNTS = 300

SkipTo = Callable[[datetime], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class AccountsScene:
    """`brand` and `creator` are two callers of the same workspace; `skip_to` lets simulated time pass at once."""

    client: httpx.AsyncClient
    brand: Graph
    creator: Graph
    tto_account_id: str
    creator_handle: str
    say: Say
    skip_to: SkipTo

    async def play(self) -> None:
        """Raises Unfinished, GraphError, httpx.HTTPError."""
        await self._connect()
        account = await self._synced()
        await self._outlive(account)
        await self._plan()

    async def _connect(self) -> None:
        started = await self.brand.change(documents.START_MARKETPLACE, expectedTtoAccountId=self.tto_account_id)
        await self._consent(started, button="approve", only=(self.tto_account_id,))
        started = await self.creator.change(documents.START_ACCOUNT, expectedHandle=self.creator_handle)
        await self._consent(started, button="authorize", handle=self.creator_handle)
        seen = await self.brand.ask(documents.ACCOUNTS)
        self.say(f"The brand's TikTok One account is connected: {seen['marketplace']['name']}")
        account = self._ours(seen)
        self.say(
            f"A creator's TikTok account is connected: @{account['handle']}, {account['state'].lower()}, "
            f"{int(account['followers']['value']):,} followers"
        )

    async def _consent(self, started: dict[str, Any], **how: Any) -> None:
        answer = await give_consent(self.client, started["authorizeUrl"], **how)
        if answer.status_code != httpx.codes.OK:
            raise Unfinished(f"the consent ended with HTTP {answer.status_code}: {answer.text[:300]}")

    async def _synced(self, behind: str | None = None) -> dict[str, Any]:
        """Wait for the end of a sync other than `behind`; return the account."""
        for _ in range(200):
            account = self._ours(await self.brand.ask(documents.ACCOUNTS))
            run = account["lastSync"]
            if run is not None and run["id"] != behind and run["state"] == "DONE":
                self.say(
                    f"  synced: the profile and {account['videoList']['totalCount']} videos, "
                    f"in {run['calls']} calls to TikTok"
                )
                return account
            if run is not None and run["state"] == "FAILED":
                raise Unfinished(f"the sync failed: {run['error']}")
            await asyncio.sleep(0.1)
        raise Unfinished("the sync did not end")

    async def _outlive(self, before: dict[str, Any]) -> None:
        """Let the access token die, and use the account as if nothing had happened."""
        expiry = datetime.fromisoformat(before["accessExpiresAt"])
        await self.skip_to(expiry)
        self.say(f"Time is put forward behind the access token's end, {expiry:%Y-%m-%d %H:%M} UTC; then another sync:")
        await self.creator.change(documents.SYNC, accountId=before["id"])
        after = await self._synced(behind=before["lastSync"]["id"])
        renewed = datetime.fromisoformat(after["accessExpiresAt"])
        if after["state"] != "CONNECTED" or renewed <= expiry:
            raise Unfinished(f"the account did not outlive its token: {after['state']}")
        self.say(f"  still connected: the token was renewed by itself, until {renewed:%Y-%m-%d %H:%M} UTC")

    async def _plan(self) -> None:
        """Show how the planner spends the calls there are, and what many more accounts would mean."""
        plan = (await self.brand.ask(documents.PLAN, more=_MORE_ACCOUNTS))["syncPlan"]
        outlook, supposed = plan["outlook"], plan["whatIf"]["after"]
        self.say(
            f"The planner keeps {outlook['things']} numbers fresh with {outlook['callsPerDay']:,.0f} calls a day: "
            f"{outlook['freshness']:.1%} are up to date; with {_MORE_ACCOUNTS} more accounts it would be "
            f"{supposed['freshness']:.1%}"
        )
        for call in plan["next"]:
            what = f"{len(call['videoIds'])} videos" if call["videoIds"] else "the profile"
            due = f"{datetime.fromisoformat(call['dueAt']):%H:%M} UTC" if call["dueAt"] else "never"
            self.say(f"  next, {due}: {what}. {call['words']}")

    def _ours(self, seen: dict[str, Any]) -> dict[str, Any]:
        nodes: list[dict[str, Any]] = seen["tiktokAccounts"]["nodes"]
        return next(account for account in nodes if account["handle"] == self.creator_handle)
