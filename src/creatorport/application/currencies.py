"""One currency per workspace: the first amount settles it, every other one has to be of it."""

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.currency import check_payable
from creatorport.domain.errors import CurrencyMismatch
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.money import Money


async def settle(uow: UnitOfWork, workspace_id: WorkspaceId, amount: Money | None, field: str) -> None:
    """See to it that an amount can be paid, and is of the workspace's currency, which is settled for good.

    `field` is the path of its currency in the input. Raises CurrencyMismatch, InvalidValue.
    """
    if amount is None:
        return
    check_payable(amount, field.removesuffix("currency"))
    settled = await uow.workspaces.settle_currency(workspace_id, amount.currency)
    if settled != amount.currency:
        raise CurrencyMismatch(settled, amount.currency, field=field)
