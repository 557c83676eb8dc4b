"""Where a deliverable can stand, and what leads from one state to another."""

from enum import StrEnum

from creatorport.domain.machine import REFUSE, STAY, Machine


class DeliverableState(StrEnum):
    DUE = "due"
    SUBMITTED = "submitted"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    LINKED = "linked"
    MISSED = "missed"
    WAIVED = "waived"


class DeliverableVerb(StrEnum):
    SUBMIT = "submit"
    REQUEST_CHANGES = "request changes"
    APPROVE = "approve"
    LINK = "link"
    MISS = "miss"
    WAIVE = "waive"


_S, _V = DeliverableState, DeliverableVerb

# A video that TikTok reports as linked fulfils whatever is still open, also when it is late. What was handed in waits
# for the brand, so it is missed no more. An approved draft is followed by its video, which is submitted again.
DELIVERABLE_MACHINE: Machine[DeliverableState, DeliverableVerb] = Machine(
    "deliverable",
    {
        _S.DUE: {
            _V.SUBMIT: _S.SUBMITTED, _V.REQUEST_CHANGES: REFUSE, _V.APPROVE: REFUSE,
            _V.LINK: _S.LINKED, _V.MISS: _S.MISSED, _V.WAIVE: _S.WAIVED,
        },
        _S.SUBMITTED: {
            _V.SUBMIT: _S.SUBMITTED, _V.REQUEST_CHANGES: _S.CHANGES_REQUESTED, _V.APPROVE: _S.APPROVED,
            _V.LINK: _S.LINKED, _V.MISS: STAY, _V.WAIVE: _S.WAIVED,
        },
        _S.CHANGES_REQUESTED: {
            _V.SUBMIT: _S.SUBMITTED, _V.REQUEST_CHANGES: STAY, _V.APPROVE: _S.APPROVED,
            _V.LINK: _S.LINKED, _V.MISS: _S.MISSED, _V.WAIVE: _S.WAIVED,
        },
        _S.APPROVED: {
            _V.SUBMIT: _S.SUBMITTED, _V.REQUEST_CHANGES: REFUSE, _V.APPROVE: STAY,
            _V.LINK: _S.LINKED, _V.MISS: STAY, _V.WAIVE: _S.WAIVED,
        },
        _S.LINKED: {
            _V.SUBMIT: REFUSE, _V.REQUEST_CHANGES: REFUSE, _V.APPROVE: STAY,
            _V.LINK: STAY, _V.MISS: STAY, _V.WAIVE: REFUSE,
        },
        _S.MISSED: {
            _V.SUBMIT: _S.SUBMITTED, _V.REQUEST_CHANGES: REFUSE, _V.APPROVE: REFUSE,
            _V.LINK: _S.LINKED, _V.MISS: STAY, _V.WAIVE: _S.WAIVED,
        },
        _S.WAIVED: {
            _V.SUBMIT: REFUSE, _V.REQUEST_CHANGES: REFUSE, _V.APPROVE: REFUSE,
            _V.LINK: REFUSE, _V.MISS: STAY, _V.WAIVE: STAY,
        },
    },
)  # fmt: skip

OPEN = frozenset({_S.DUE, _S.SUBMITTED, _S.CHANGES_REQUESTED, _S.APPROVED, _S.MISSED})
"""The states in which a linked video can still fulfil it."""

OWED = frozenset({_S.DUE, _S.CHANGES_REQUESTED})
"""The states in which it is the creator's turn: they are reminded, and in the end it is missed."""
