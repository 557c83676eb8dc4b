"""The negotiation of an invitation's terms: a version of the brand's, the creator's counter, and how it ends."""

from enum import StrEnum

from creatorport.domain.machine import REFUSE, STAY, Machine

VERSIONS_MAX = 50
"""How many versions of its terms an invitation may come to."""


class NegotiationState(StrEnum):
    OPEN = "open"
    COUNTERED = "countered"
    REFUSED = "refused"
    AGREED = "agreed"


class NegotiationVerb(StrEnum):
    COUNTER = "be countered"
    ANSWER = "be answered"
    ACCEPT = "be accepted"
    ACCEPT_COUNTER = "have its counter-offer accepted"
    REFUSE_COUNTER = "have its counter-offer refused"
    SIGNAL = "be agreed at TikTok"


_S, _V = NegotiationState, NegotiationVerb

# A creator cannot accept what they proposed themselves, and the brand's refusal is its last word: its own terms stand,
# to be taken or left. TikTok's signal knows nothing of versions, and comes whenever it comes: it means the brand's.
NEGOTIATION_MACHINE: Machine[NegotiationState, NegotiationVerb] = Machine(
    "negotiation",
    {
        _S.OPEN: {
            _V.COUNTER: _S.COUNTERED, _V.ANSWER: REFUSE, _V.ACCEPT: _S.AGREED,
            _V.ACCEPT_COUNTER: REFUSE, _V.REFUSE_COUNTER: REFUSE, _V.SIGNAL: _S.AGREED,
        },
        _S.COUNTERED: {
            _V.COUNTER: _S.COUNTERED, _V.ANSWER: _S.OPEN, _V.ACCEPT: REFUSE,
            _V.ACCEPT_COUNTER: _S.AGREED, _V.REFUSE_COUNTER: _S.REFUSED, _V.SIGNAL: _S.AGREED,
        },
        _S.REFUSED: {
            _V.COUNTER: REFUSE, _V.ANSWER: REFUSE, _V.ACCEPT: _S.AGREED,
            _V.ACCEPT_COUNTER: REFUSE, _V.REFUSE_COUNTER: STAY, _V.SIGNAL: _S.AGREED,
        },
        _S.AGREED: {
            _V.COUNTER: REFUSE, _V.ANSWER: REFUSE, _V.ACCEPT: STAY,
            _V.ACCEPT_COUNTER: STAY, _V.REFUSE_COUNTER: REFUSE, _V.SIGNAL: STAY,
        },
    },
)  # fmt: skip
