from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.policy import Action, authorize
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.webhook_views import RegistrationView
from creatorport.application.webhooks.registrar import Registrar
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class RepairWebhooksCommand:
    """`only_look` changes nothing."""

    member: Member
    only_look: bool = False


@dataclass(frozen=True, slots=True)
class Repaired:
    """How many registrations were made, and how everything stands now."""

    made: int
    registrations: Sequence[RegistrationView]


@dataclass(frozen=True, slots=True)
class RepairWebhooks:
    """Register what is missing of the workspace's own TikTok One account, and of the app. Raises NotAllowed and
    TikTokError; repeating it does no harm.
    """

    units: UnitsOfWork
    registrar: Registrar

    async def __call__(self, command: RepairWebhooksCommand) -> Repaired:
        authorize(command.member, Action.REPAIR_WEBHOOKS)
        async with self.units() as uow:
            own = await uow.marketplaces.find(command.member.workspace_id)
            beside = () if own is None else await uow.marketplaces.of_tto_account(own.tto_account_id)
        marketplaces = [own] if own is not None and own.cause is None else []
        return await repaired(self.registrar, marketplaces, beside, only_look=command.only_look)


async def repaired(
    registrar: Registrar,
    marketplaces: Sequence[Marketplace],
    beside: Sequence[Marketplace],
    *,
    only_look: bool,
    others: bool = False,
) -> Repaired:
    """`beside` are connections to the same accounts, other workspaces' among them."""
    made = 0
    if not only_look:
        made += await registrar.repair_accounts()
        for marketplace in marketplaces:
            made += await registrar.repair_marketplace(marketplace, beside)
    return Repaired(made, await registrar.look(marketplaces, beside, others=others))
