"""The terms of invitations: all versions, or the one that stands."""

from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select

from creatorport.adapters.persistence.mapping.terms import offer_of
from creatorport.adapters.persistence.reads.ownership import of_owner
from creatorport.adapters.persistence.reads.statement import one_of, table
from creatorport.adapters.persistence.rows import InvitationRow, TermsRow
from creatorport.application.negotiation_views import TermsView
from creatorport.domain.invitation import InvitationState

_I = table(InvitationRow).c
_T = table(TermsRow).c


@cache
def terms_of(*, current: bool, owned: bool) -> Select[Any]:
    """Select terms of the invitations `ids`, oldest first; if `owned`, only of what the parameter `owner` received."""
    condition = and_(_I.workspace_id == bindparam("workspace"), one_of(_I.id, "ids"))
    if current:
        condition &= _T.number == _I.terms_number
    if owned:
        condition &= received(_I.workspace_id, _I.handle_key, _I.state)
    joined = table(InvitationRow).join(
        table(TermsRow), and_(_T.workspace_id == _I.workspace_id, _T.invitation_id == _I.id)
    )
    return select(table(TermsRow)).select_from(joined).where(condition).order_by(_T.invitation_id, _T.number)


def received(workspace: Any, handle_key: Any, state: Any) -> Any:
    """Return the condition that an invitation went out to the parameter `owner`."""
    return and_(of_owner(workspace, handle_key), state != InvitationState.DRAFT.value)


def terms_view(row: Any) -> TermsView:
    return TermsView(row.number, offer_of(row), row.proposed_by, row.proposed_at, row.remark)
