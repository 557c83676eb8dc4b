"""Where a creator of a batch stands: by its item, its invitation, and what is known of TikTok's answer."""

from sqlalchemy import ColumnElement, FromClause, and_, case, exists, func, or_, select

from creatorport.adapters.persistence.reads.statement import table
from creatorport.adapters.persistence.rows import BatchItemRow, EffectRow, InvitationRow
from creatorport.domain.batch_item import ItemState
from creatorport.domain.effect import EffectState
from creatorport.domain.invitation import InvitationState

_ITEMS, _INVITATIONS, _EFFECTS = table(BatchItemRow), table(InvitationRow), table(EffectRow)
_I, _V, _E = _ITEMS.c, _INVITATIONS.c, _EFFECTS.c

ITEMS: FromClause = _ITEMS.outerjoin(_INVITATIONS, and_(_V.workspace_id == _I.workspace_id, _V.id == _I.invitation_id))
"""The items, each with its invitation where there is one."""

# By two conditions rather than one with an OR in it, so that each finds its index.
_LOST: ColumnElement[bool] = or_(
    exists().where(_E.workspace_id == _I.workspace_id, _E.id == _I.effect_id, _E.state == EffectState.UNKNOWN.value),
    exists().where(
        _E.workspace_id == _I.workspace_id, _E.subject == _I.invitation_id, _E.state == EffectState.UNKNOWN.value
    ),
)

PLACE: ColumnElement[str] = case(
    (_I.state != ItemState.INVITED.value, _I.state),
    (_V.state == InvitationState.DRAFT.value, "waiting"),
    (and_(_V.state == InvitationState.SENDING.value, _LOST), "unknown"),
    (_V.state == InvitationState.SENDING.value, "sending"),
    (_V.state == InvitationState.UNDELIVERABLE.value, "undeliverable"),
    (and_(_V.state == InvitationState.WITHDRAWN.value, _V.sent_at.is_(None)), "cancelled"),
    else_="sent",
)
"""The name of the count under which an item falls."""

COUNTED = select(_I.batch_id, PLACE.label("place"), func.count().label("many")).select_from(ITEMS)
"""How many items of each batch are where; it wants a condition, and to be grouped by its first two columns."""
