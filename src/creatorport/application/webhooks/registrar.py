from collections.abc import Collection, Sequence
from dataclasses import dataclass

from creatorport.application.ports.leases import Leases
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.webhook_registrations import (
    ACCOUNT_TOPICS,
    AccountWebhooks,
    MarketplaceWebhooks,
    Subscription,
    Topic,
)
from creatorport.application.webhook_views import RegistrationView, Standing
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class Registrar:
    """Sees to it that TikTok's webhooks reach `callback_url`. One process at a time changes anything.

    Without an address that TikTok could reach (`registers` is off), nothing is registered.
    """

    leases: Leases
    marketplaces: MarketplaceWebhooks
    accounts: AccountWebhooks
    callback_url: str
    registers: bool = True

    async def repair_accounts(self) -> int:
        """Point every topic of authorised accounts here; return how many did not. Raises TikTokError."""
        if not self.registers:
            return 0
        pointed = 0
        async with self.leases.hold("webhooks"):
            for topic in ACCOUNT_TOPICS:
                if await self.accounts.find(topic) != self.callback_url:
                    await self.accounts.point(topic, self.callback_url)
                    pointed += 1
        return pointed

    async def repair_marketplace(self, marketplace: Marketplace, beside: Sequence[Marketplace] = ()) -> int:
        """Subscribe to what is missing of an account; return how much that was. Raises TikTokError.

        A subscription is the account's, not a workspace's: one that was made for another workspace, of those `beside`,
        does for all of them. What points elsewhere is left: it may be another installation's, which shares the app.
        """
        if not self.registers or marketplace.cause is not None:
            return 0
        async with self.leases.hold("webhooks"):
            access = Access(marketplace.tto_account_id, marketplace.token)
            living = [one.token for one in _sharing(marketplace, beside)]
            return await self.marketplaces.subscribe(access, self.callback_url, living=living)

    async def look(
        self, marketplaces: Sequence[Marketplace], beside: Sequence[Marketplace] = (), *, others: bool = False
    ) -> Sequence[RegistrationView]:
        """Return how every topic stands, of authorised accounts and of these TikTok One accounts, each shown once.

        `beside` are other workspaces' connections, whose subscriptions do as well. `others` also shows the app's
        subscriptions for accounts that none of these is. Raises TikTokError.
        """
        found = [_of_app(topic, await self.accounts.find(topic), self.callback_url) for topic in ACCOUNT_TOPICS]
        rows = await self.marketplaces.subscribed()
        known = {marketplace.tto_account_id: marketplace for marketplace in marketplaces}
        for account, marketplace in known.items():
            mine = [row for row in rows if row.tto_account_id == account]
            living = [one.token for one in (marketplace, *_sharing(marketplace, (*marketplaces, *beside)))]
            for topic in self.marketplaces.topics:
                found += self._of_account(topic, account, [row for row in mine if row.topic is topic], living)
        strangers = [row for row in rows if others and row.tto_account_id not in known]
        return [*found, *(_shown(row, Standing.ELSEWHERE) for row in strangers)]

    def _of_account(
        self, topic: Topic, account: str, rows: Sequence[Subscription], living: Collection[Secret]
    ) -> Sequence[RegistrationView]:
        shown = [_shown(row, self._standing(row, living)) for row in rows]
        if any(one.standing in (Standing.REGISTERED, Standing.DEAD_TOKEN) for one in shown):
            return shown
        missing = RegistrationView(topic.value, Standing.MISSING, None, None, account)
        return [missing, *shown]

    def _standing(self, row: Subscription, living: Collection[Secret]) -> Standing:
        if row.callback_url != self.callback_url:
            return Standing.ELSEWHERE
        return Standing.REGISTERED if row.token is None or row.token in living else Standing.DEAD_TOKEN


def _sharing(marketplace: Marketplace, beside: Sequence[Marketplace]) -> Sequence[Marketplace]:
    """Return those of the same account whose connection works."""
    return [one for one in beside if one.tto_account_id == marketplace.tto_account_id and one.cause is None]


def _of_app(topic: Topic, url: str | None, ours: str) -> RegistrationView:
    standing = Standing.MISSING if url is None else Standing.REGISTERED if url == ours else Standing.ELSEWHERE
    return RegistrationView(topic.value, standing, url)


def _shown(row: Subscription, standing: Standing) -> RegistrationView:
    return RegistrationView(row.topic.value, standing, row.callback_url, row.id, row.tto_account_id)
