from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.ports.webhook_registrations import ACCOUNT_TOPICS
from creatorport.application.use_cases.repair_webhooks import Repaired, repaired
from creatorport.application.use_cases.replay_webhooks import ReplayWebhooks
from creatorport.application.webhook_views import RegistrationView
from creatorport.application.webhooks.registrar import Registrar


@dataclass(frozen=True, slots=True)
class WebhookDesk:
    """What the operator does about webhooks, for all workspaces. All but the replay raises TikTokError."""

    units: UnitsOfWork
    registrar: Registrar
    replay: ReplayWebhooks

    async def look(self) -> Sequence[RegistrationView]:
        """Return how everything stands, other accounts' subscriptions of the app among it."""
        return (await self._do(only_look=True)).registrations

    async def repair(self) -> Repaired:
        return await self._do(only_look=False)

    async def drop(self, name: str) -> None:
        """End a registration: a subscription by its id, or a topic of authorised accounts by its name."""
        topic = next((one for one in ACCOUNT_TOPICS if one.value == name), None)
        if topic is None:
            await self.registrar.marketplaces.drop(name)
        else:
            await self.registrar.accounts.drop(topic)

    async def _do(self, *, only_look: bool) -> Repaired:
        async with self.units() as uow:
            marketplaces = await uow.marketplaces.working()
        return await repaired(self.registrar, marketplaces, marketplaces, only_look=only_look, others=True)
