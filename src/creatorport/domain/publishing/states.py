"""Where a publication can stand."""

from collections.abc import Mapping
from enum import StrEnum

from creatorport.domain.machine import REFUSE, STAY, Decision, Machine


class PublicationState(StrEnum):
    QUEUED = "queued"
    DEFERRED = "deferred"
    BLOCKED = "blocked"
    STARTING = "starting"
    UPLOADING = "uploading"
    PROCESSING = "processing"
    UNCONFIRMED = "unconfirmed"
    PUBLISHED = "published"
    FAILED = "failed"
    CANCELLED = "cancelled"


class PublicationVerb(StrEnum):
    START = "start"
    POSTPONE = "be postponed"
    DEFER = "be deferred"
    BLOCK = "be blocked"
    RESUME = "be resumed"
    TAKE_UPLOAD = "be taken for upload"
    TAKE_DOWNLOAD = "be taken for download"
    COMPLETE = "have all its bytes"
    LOSE = "lose its verdict"
    PUBLISH = "be published"
    FAIL = "fail"
    CANCEL = "be cancelled"


_S, _V = PublicationState, PublicationVerb
_Row = Mapping[PublicationVerb, PublicationState | Decision]

_NOT_BEGUN: _Row = {
    _V.START: _S.STARTING, _V.POSTPONE: STAY, _V.DEFER: _S.DEFERRED, _V.BLOCK: _S.BLOCKED, _V.RESUME: STAY,
    _V.TAKE_UPLOAD: REFUSE, _V.TAKE_DOWNLOAD: REFUSE, _V.COMPLETE: REFUSE, _V.LOSE: REFUSE, _V.PUBLISH: REFUSE,
    _V.FAIL: _S.FAILED, _V.CANCEL: _S.CANCELLED,
}  # fmt: skip
_AT_TIKTOK: _Row = {
    _V.START: REFUSE, _V.POSTPONE: REFUSE, _V.DEFER: REFUSE, _V.BLOCK: REFUSE, _V.RESUME: STAY,
    _V.TAKE_UPLOAD: STAY, _V.TAKE_DOWNLOAD: STAY, _V.COMPLETE: STAY, _V.LOSE: _S.UNCONFIRMED,
    _V.PUBLISH: _S.PUBLISHED, _V.FAIL: _S.FAILED, _V.CANCEL: REFUSE,
}  # fmt: skip
# TikTok's news come late, repeatedly and out of order: the first verdict stands.
_ENDED: _Row = {
    _V.START: REFUSE, _V.POSTPONE: REFUSE, _V.DEFER: REFUSE, _V.BLOCK: STAY, _V.RESUME: STAY,
    _V.TAKE_UPLOAD: REFUSE, _V.TAKE_DOWNLOAD: REFUSE, _V.COMPLETE: STAY, _V.LOSE: STAY,
    _V.PUBLISH: STAY, _V.FAIL: STAY, _V.CANCEL: REFUSE,
}  # fmt: skip

PUBLICATION_MACHINE: Machine[PublicationState, PublicationVerb] = Machine(
    "publication",
    {
        _S.QUEUED: _NOT_BEGUN,
        _S.DEFERRED: {**_NOT_BEGUN, _V.DEFER: STAY},
        _S.BLOCKED: {
            **_NOT_BEGUN,
            _V.START: REFUSE, _V.POSTPONE: REFUSE, _V.DEFER: REFUSE, _V.BLOCK: STAY, _V.RESUME: _S.QUEUED,
        },
        # The call may be on its way: it cannot be called off any more, and must not be made again.
        _S.STARTING: {
            _V.START: REFUSE, _V.POSTPONE: _S.QUEUED, _V.DEFER: _S.DEFERRED, _V.BLOCK: _S.BLOCKED, _V.RESUME: STAY,
            _V.TAKE_UPLOAD: _S.UPLOADING, _V.TAKE_DOWNLOAD: _S.PROCESSING, _V.COMPLETE: REFUSE,
            _V.LOSE: _S.UNCONFIRMED, _V.PUBLISH: REFUSE, _V.FAIL: _S.FAILED, _V.CANCEL: REFUSE,
        },
        _S.UPLOADING: {**_AT_TIKTOK, _V.COMPLETE: _S.PROCESSING},
        _S.PROCESSING: _AT_TIKTOK,
        _S.UNCONFIRMED: {**_AT_TIKTOK, _V.LOSE: STAY},
        _S.PUBLISHED: _ENDED,
        _S.FAILED: _ENDED,
        _S.CANCELLED: {**_ENDED, _V.CANCEL: STAY},
    },
)  # fmt: skip

WAITING = frozenset({_S.QUEUED, _S.DEFERRED, _S.BLOCKED})
"""Nothing of it is at TikTok."""

UNDER_WAY = frozenset({_S.STARTING, _S.UPLOADING, _S.PROCESSING, _S.UNCONFIRMED})
"""TikTok may have it, and gave no verdict."""

OPEN = WAITING | UNDER_WAY
