"""Where a campaign can stand, and how it gets from one place to another."""

from enum import StrEnum

from creatorport.domain.machine import REFUSE, STAY, Machine


class CampaignState(StrEnum):
    DRAFT = "draft"
    SUBMITTING = "submitting"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REJECTED = "rejected"


class CampaignVerb(StrEnum):
    LAUNCH = "launch"
    CONFIRM = "confirm"
    REJECT = "reject"
    PAUSE = "pause"
    RESUME = "resume"
    COMPLETE = "complete"
    CANCEL = "cancel"


_S, _V = CampaignState, CampaignVerb

CAMPAIGN_MACHINE: Machine[CampaignState, CampaignVerb] = Machine(
    "campaign",
    {
        _S.DRAFT: {
            _V.LAUNCH: _S.SUBMITTING, _V.CONFIRM: REFUSE, _V.REJECT: REFUSE, _V.PAUSE: REFUSE,
            _V.RESUME: REFUSE, _V.COMPLETE: REFUSE, _V.CANCEL: _S.CANCELLED,
        },
        # While TikTok's answer is open there is no way back: cancelling now could leave a campaign behind there.
        _S.SUBMITTING: {
            _V.LAUNCH: STAY, _V.CONFIRM: _S.ACTIVE, _V.REJECT: _S.REJECTED, _V.PAUSE: REFUSE,
            _V.RESUME: REFUSE, _V.COMPLETE: REFUSE, _V.CANCEL: REFUSE,
        },
        _S.ACTIVE: {
            _V.LAUNCH: REFUSE, _V.CONFIRM: STAY, _V.REJECT: REFUSE, _V.PAUSE: _S.PAUSED,
            _V.RESUME: STAY, _V.COMPLETE: _S.COMPLETED, _V.CANCEL: _S.CANCELLED,
        },
        _S.PAUSED: {
            _V.LAUNCH: REFUSE, _V.CONFIRM: STAY, _V.REJECT: REFUSE, _V.PAUSE: STAY,
            _V.RESUME: _S.ACTIVE, _V.COMPLETE: _S.COMPLETED, _V.CANCEL: _S.CANCELLED,
        },
        _S.COMPLETED: {
            _V.LAUNCH: REFUSE, _V.CONFIRM: STAY, _V.REJECT: REFUSE, _V.PAUSE: REFUSE,
            _V.RESUME: REFUSE, _V.COMPLETE: STAY, _V.CANCEL: REFUSE,
        },
        _S.CANCELLED: {
            _V.LAUNCH: REFUSE, _V.CONFIRM: STAY, _V.REJECT: REFUSE, _V.PAUSE: REFUSE,
            _V.RESUME: REFUSE, _V.COMPLETE: REFUSE, _V.CANCEL: STAY,
        },
        _S.REJECTED: {
            _V.LAUNCH: REFUSE, _V.CONFIRM: REFUSE, _V.REJECT: STAY, _V.PAUSE: REFUSE,
            _V.RESUME: REFUSE, _V.COMPLETE: REFUSE, _V.CANCEL: REFUSE,
        },
    },
)  # fmt: skip

ENDED: frozenset[CampaignState] = frozenset({_S.COMPLETED, _S.CANCELLED, _S.REJECTED})
ARCHIVABLE: frozenset[CampaignState] = ENDED | {_S.DRAFT}
"""What can be put away: nothing of it is under way."""
