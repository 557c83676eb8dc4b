"""One currency per workspace: the first amount settles it, every other one has to be of it."""

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.errors import CurrencyMismatch
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.money import Money


async def settle(uow: UnitOfWork, workspace_id: WorkspaceId, amount: Money | None, field: str) -> None:
    """See to it that an amount is of the workspace's currency. Raises CurrencyMismatch, with the path in the input."""
    if amount is None:
        return
    settled = await uow.workspaces.settle_currency(workspace_id, amount.currency)
    if settled != amount.currency:
        raise CurrencyMismatch(settled, amount.currency, field=field)
