"""Whose handle it is: what a creator may see hangs on it."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func, select

from creatorport.adapters.persistence.reads.statement import table
from creatorport.adapters.persistence.rows import AccountRow
from creatorport.domain.account import AT_WORK

_A = table(AccountRow).c


def of_owner(workspace: ColumnElement[Any], handle_key: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that the account last seen under a handle is connected, and of the parameter `owner`.

    Handles change hands: an account that bore it earlier gives no rights.
    """
    holder = (
        select(case((_A.state.in_(sorted(state.value for state in AT_WORK)), _A.owner)))
        .where(_A.workspace_id == workspace, func.lower(_A.handle) == handle_key)
        .order_by(_A.profile_at.desc(), _A.id)
        .limit(1)
        .scalar_subquery()
    )
    return holder == bindparam("owner")
