"""Where the right to advertise a post can stand."""

from enum import StrEnum

from creatorport.domain.machine import REFUSE, STAY, Machine


class SparkState(StrEnum):
    REQUESTING = "requesting"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    FAILED = "failed"


class SparkVerb(StrEnum):
    REQUEST = "be requested"
    WAIT = "wait"
    ACCEPT = "be accepted"
    REJECT = "be rejected"
    FAIL = "fail"
    EXTEND = "be extended"


_S, _V = SparkState, SparkVerb

# TikTok says WAITING of an extension, too, while the code that was given lives on: what was accepted stays so.
SPARK_MACHINE: Machine[SparkState, SparkVerb] = Machine(
    "Spark authorization",
    {
        _S.REQUESTING: {
            _V.REQUEST: STAY, _V.WAIT: _S.WAITING, _V.ACCEPT: _S.ACCEPTED,
            _V.REJECT: _S.REJECTED, _V.FAIL: _S.FAILED, _V.EXTEND: REFUSE,
        },
        _S.WAITING: {
            _V.REQUEST: STAY, _V.WAIT: STAY, _V.ACCEPT: _S.ACCEPTED,
            _V.REJECT: _S.REJECTED, _V.FAIL: REFUSE, _V.EXTEND: REFUSE,
        },
        _S.ACCEPTED: {
            _V.REQUEST: REFUSE, _V.WAIT: STAY, _V.ACCEPT: STAY,
            _V.REJECT: STAY, _V.FAIL: REFUSE, _V.EXTEND: STAY,
        },
        _S.REJECTED: {
            _V.REQUEST: _S.REQUESTING, _V.WAIT: STAY, _V.ACCEPT: STAY,
            _V.REJECT: STAY, _V.FAIL: STAY, _V.EXTEND: REFUSE,
        },
        _S.FAILED: {
            _V.REQUEST: _S.REQUESTING, _V.WAIT: STAY, _V.ACCEPT: STAY,
            _V.REJECT: STAY, _V.FAIL: STAY, _V.EXTEND: REFUSE,
        },
    },
)  # fmt: skip


class Redemption(StrEnum):
    """Whether an advertiser has taken the code."""

    NONE = "none"
    REDEEMING = "redeeming"
    REDEEMED = "redeemed"
    FAILED = "failed"
