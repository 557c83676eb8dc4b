"""Effect: one change we mean to make at TikTok, exactly once in effect.

TikTok has no idempotency keys. So the intent is stored before the call, and the outcome after it. When the outcome
was lost, the effect is `unknown` until TikTok was asked what exists; it is called again only once it is proved that
nothing happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from creatorport.domain.ids import EffectId, WorkspaceId
from creatorport.domain.machine import REFUSE, STAY, Machine

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class EffectKind(StrEnum):
    LAUNCH_CAMPAIGN = "launch_campaign"
    ADD_CREATORS = "add_creators"
    SEND_INVITATION = "send_invitation"
    LINK_VIDEO = "link_video"
    LINK_OWN_VIDEO = "link_own_video"
    REMIND_LINK = "remind_link"
    REVOKE_LINK = "revoke_link"
    CREATE_LINK = "create_link"
    PLACE_ORDER = "place_order"
    CHANGE_ORDER = "change_order"
    AMEND_ORDER = "amend_order"
    REQUEST_SPARK = "request_spark"
    EXTEND_SPARK = "extend_spark"
    REDEEM_SPARK = "redeem_spark"
    CANCEL_INVITATION = "cancel_invitation"
    JOIN_CAMPAIGN = "join_campaign"


IN_CREATORS_NAME = frozenset({EffectKind.LINK_OWN_VIDEO, EffectKind.JOIN_CAMPAIGN})
"""What is called with a creator's own token: the brand's may be dead meanwhile."""


class EffectState(StrEnum):
    INTENDED = "intended"
    CALLING = "calling"
    UNKNOWN = "unknown"
    DONE = "done"
    FAILED = "failed"


class EffectVerb(StrEnum):
    CALL = "call"
    POSTPONE = "postpone"
    LOSE = "lose its answer"
    PROVE_ABSENT = "prove absent"
    SUCCEED = "succeed"
    FAIL = "fail"


_S, _V = EffectState, EffectVerb

EFFECT_MACHINE: Machine[EffectState, EffectVerb] = Machine(
    "effect",
    {
        _S.INTENDED: {
            _V.CALL: _S.CALLING, _V.POSTPONE: STAY, _V.LOSE: REFUSE,
            _V.PROVE_ABSENT: STAY, _V.SUCCEED: REFUSE, _V.FAIL: _S.FAILED,
        },
        _S.CALLING: {
            _V.CALL: REFUSE, _V.POSTPONE: _S.INTENDED, _V.LOSE: _S.UNKNOWN,
            _V.PROVE_ABSENT: REFUSE, _V.SUCCEED: _S.DONE, _V.FAIL: _S.FAILED,
        },
        _S.UNKNOWN: {
            _V.CALL: REFUSE, _V.POSTPONE: STAY, _V.LOSE: STAY,
            _V.PROVE_ABSENT: _S.INTENDED, _V.SUCCEED: _S.DONE, _V.FAIL: _S.FAILED,
        },
        _S.DONE: {
            _V.CALL: REFUSE, _V.POSTPONE: REFUSE, _V.LOSE: REFUSE,
            _V.PROVE_ABSENT: REFUSE, _V.SUCCEED: STAY, _V.FAIL: REFUSE,
        },
        _S.FAILED: {
            _V.CALL: REFUSE, _V.POSTPONE: REFUSE, _V.LOSE: REFUSE,
            _V.PROVE_ABSENT: REFUSE, _V.SUCCEED: REFUSE, _V.FAIL: STAY,
        },
    },
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Effect:
    """One intended change. `request` holds what the call needs; `reference` is what we recognise it by at TikTok."""

    id: EffectId
    workspace_id: WorkspaceId
    kind: EffectKind
    subject: str
    reference: str
    request: Mapping[str, Json]
    state: EffectState
    created_at: datetime
    calls: int = 0
    look_ups: int = 0
    called_at: datetime | None = None
    settled_at: datetime | None = None
    trouble: str | None = None
    refusals: int = 0
    """How often TikTok refused, one time after the other, to tell whether it happened."""
    silences: int = 0
    """How often, one time after the other, TikTok could not be asked, or its answer to that was lost."""
    next_at: datetime | None = None
    """When it is driven further at the latest, as far as that is known."""
    version: int = 0

    @classmethod
    def intend(
        cls,
        id: EffectId,  # noqa: A002  the domain's word
        workspace_id: WorkspaceId,
        kind: EffectKind,
        *,
        subject: str,
        reference: str,
        request: Mapping[str, Json],
        now: datetime,
    ) -> "Effect":
        return cls(id, workspace_id, kind, subject, reference, request, EffectState.INTENDED, now)

    @property
    def is_settled(self) -> bool:
        return self.state in (EffectState.DONE, EffectState.FAILED)

    def call(self, now: datetime) -> "Effect":
        """Mark that the request is about to leave. From here until an outcome, it may have happened."""
        return replace(
            self._moved(EffectVerb.CALL), calls=self.calls + 1, called_at=now, look_ups=0, refusals=0, silences=0
        )

    def remember(self, **seen: Json) -> "Effect":
        """Take along what was seen just before the request leaves: its trace is told from older ones by that."""
        return replace(self, request={**self.request, **seen})

    def postpone(self, trouble: str) -> "Effect":
        """The request did not reach TikTok, or was turned away at the door: it may be called again."""
        return replace(self._moved(EffectVerb.POSTPONE), trouble=trouble)

    def lose(self, trouble: str) -> "Effect":
        """No trustworthy answer came, or the process died while it waited for one."""
        return replace(self._moved(EffectVerb.LOSE), trouble=trouble)

    def stay_unknown(self, trouble: str) -> "Effect":
        """TikTok refused to tell. That proves nothing: it stays unknown, with TikTok's reason."""
        return replace(self._moved(EffectVerb.LOSE), trouble=trouble, refusals=self.refusals + 1)

    def miss(self, trouble: str) -> "Effect":
        """TikTok could not be asked whether it happened: it stays unknown, and it is not asked so soon again."""
        return replace(self._moved(EffectVerb.LOSE), trouble=trouble, silences=self.silences + 1)

    def wait(self, until: datetime) -> "Effect":
        """Note when it is driven further."""
        return replace(self, next_at=until)

    def looked_up(self) -> "Effect":
        """TikTok was asked and showed nothing; that is proof only after several times."""
        return replace(self, look_ups=self.look_ups + 1, refusals=0, silences=0)

    def prove_absent(self) -> "Effect":
        return replace(self._moved(EffectVerb.PROVE_ABSENT), look_ups=0, refusals=0, silences=0)

    def succeed(self, now: datetime) -> "Effect":
        seen = replace(self._moved(EffectVerb.SUCCEED), settled_at=self.settled_at or now, trouble=None)
        return replace(seen, refusals=0, silences=0, next_at=None)

    def fail(self, trouble: str, now: datetime) -> "Effect":
        seen = replace(self._moved(EffectVerb.FAIL), settled_at=self.settled_at or now, trouble=trouble)
        return replace(seen, next_at=None)

    def _moved(self, verb: EffectVerb) -> "Effect":
        state = EFFECT_MACHINE.move(self.state, verb)
        return self if state is None else replace(self, state=state)
