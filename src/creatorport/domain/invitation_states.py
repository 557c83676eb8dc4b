"""Where an invitation can stand, and which moves there are."""

from enum import StrEnum

from creatorport.domain.machine import REFUSE, STAY, Machine


class InvitationState(StrEnum):
    DRAFT = "draft"
    SENDING = "sending"
    SENT = "sent"
    VIEWED = "viewed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    UNDELIVERABLE = "undeliverable"


class InvitationVerb(StrEnum):
    SEND = "send"
    DELIVER = "deliver"
    VIEW = "view"
    ACCEPT = "accept"
    DECLINE = "decline"
    EXPIRE = "expire"
    WITHDRAW = "withdraw"
    FAIL = "fail"
    HAND_OVER = "be handed over by a link"


_S, _V = InvitationState, InvitationVerb

# An answer may overtake our knowledge that the invitation was sent at all: a lost answer of TikTok, then its webhook.
# So `sending` accepts every later word, and what arrives late after an answer is a harmless repeat. Whom TikTok does
# not reach, a link of ours may: handed over by that, the invitation lives again.
INVITATION_MACHINE: Machine[InvitationState, InvitationVerb] = Machine(
    "invitation",
    {
        _S.DRAFT: {
            _V.SEND: _S.SENDING, _V.DELIVER: REFUSE, _V.VIEW: REFUSE, _V.ACCEPT: REFUSE,
            _V.DECLINE: REFUSE, _V.EXPIRE: REFUSE, _V.WITHDRAW: _S.WITHDRAWN, _V.FAIL: REFUSE,
            _V.HAND_OVER: REFUSE,
        },
        _S.SENDING: {
            _V.SEND: STAY, _V.DELIVER: _S.SENT, _V.VIEW: _S.VIEWED, _V.ACCEPT: _S.ACCEPTED,
            _V.DECLINE: _S.DECLINED, _V.EXPIRE: _S.EXPIRED, _V.WITHDRAW: REFUSE, _V.FAIL: _S.UNDELIVERABLE,
            _V.HAND_OVER: STAY,
        },
        _S.SENT: {
            _V.SEND: STAY, _V.DELIVER: STAY, _V.VIEW: _S.VIEWED, _V.ACCEPT: _S.ACCEPTED,
            _V.DECLINE: _S.DECLINED, _V.EXPIRE: _S.EXPIRED, _V.WITHDRAW: _S.WITHDRAWN, _V.FAIL: REFUSE,
            _V.HAND_OVER: STAY,
        },
        _S.VIEWED: {
            _V.SEND: STAY, _V.DELIVER: STAY, _V.VIEW: STAY, _V.ACCEPT: _S.ACCEPTED,
            _V.DECLINE: _S.DECLINED, _V.EXPIRE: _S.EXPIRED, _V.WITHDRAW: _S.WITHDRAWN, _V.FAIL: REFUSE,
            _V.HAND_OVER: STAY,
        },
        _S.ACCEPTED: {
            _V.SEND: STAY, _V.DELIVER: STAY, _V.VIEW: STAY, _V.ACCEPT: STAY,
            _V.DECLINE: REFUSE, _V.EXPIRE: REFUSE, _V.WITHDRAW: REFUSE, _V.FAIL: REFUSE,
            _V.HAND_OVER: STAY,
        },
        _S.DECLINED: {
            _V.SEND: REFUSE, _V.DELIVER: STAY, _V.VIEW: STAY, _V.ACCEPT: REFUSE,
            _V.DECLINE: STAY, _V.EXPIRE: REFUSE, _V.WITHDRAW: REFUSE, _V.FAIL: REFUSE,
            _V.HAND_OVER: REFUSE,
        },
        _S.EXPIRED: {
            _V.SEND: REFUSE, _V.DELIVER: STAY, _V.VIEW: STAY, _V.ACCEPT: REFUSE,
            _V.DECLINE: REFUSE, _V.EXPIRE: STAY, _V.WITHDRAW: REFUSE, _V.FAIL: REFUSE,
            _V.HAND_OVER: REFUSE,
        },
        _S.WITHDRAWN: {
            _V.SEND: REFUSE, _V.DELIVER: STAY, _V.VIEW: STAY, _V.ACCEPT: REFUSE,
            _V.DECLINE: REFUSE, _V.EXPIRE: STAY, _V.WITHDRAW: STAY, _V.FAIL: STAY,
            _V.HAND_OVER: REFUSE,
        },
        _S.UNDELIVERABLE: {
            _V.SEND: REFUSE, _V.DELIVER: REFUSE, _V.VIEW: REFUSE, _V.ACCEPT: REFUSE,
            _V.DECLINE: REFUSE, _V.EXPIRE: REFUSE, _V.WITHDRAW: STAY, _V.FAIL: STAY,
            _V.HAND_OVER: _S.SENT,
        },
    },
)  # fmt: skip

LIVE_STATES = frozenset({_S.DRAFT, _S.SENDING, _S.SENT, _S.VIEWED, _S.ACCEPTED})
OPEN_STATES = frozenset({_S.SENDING, _S.SENT, _S.VIEWED})
# What is on its way does not end by itself: it would still be sent, to a creator who counts as free.
ENDING_STATES = OPEN_STATES - {_S.SENDING}


class Delivery(StrEnum):
    """How the invitation reached the creator, so that nobody believes what did not happen."""

    NOTIFICATION_ONLY = "NOTIFICATION_ONLY"
    PERSONAL_MESSAGE = "PERSONAL_MESSAGE"
    JOIN_LINK = "JOIN_LINK"


class AgreedBy(StrEnum):
    """Who told us that the creator agreed. TikTok's signals name no version: they mean the brand's newest."""

    CREATOR = "CREATOR"
    BRAND = "BRAND"
    TIKTOK_SIGNAL = "TIKTOK_SIGNAL"
