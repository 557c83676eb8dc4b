"""MessageTemplate: a wording that a workspace keeps under a name, in numbered versions that never change."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from creatorport.domain.errors import ConcurrentChange
from creatorport.domain.ids import MemberId, TemplateId, WorkspaceId
from creatorport.domain.machine import REFUSE, STAY, Machine
from creatorport.domain.texts import text
from creatorport.domain.wording import Wording

TEMPLATE_NAME_MAX: Final = 100


class TemplateState(StrEnum):
    ACTIVE = "active"
    ARCHIVED = "archived"


class TemplateVerb(StrEnum):
    REVISE = "be changed"
    ARCHIVE = "be archived"


_S, _V = TemplateState, TemplateVerb

TEMPLATE_MACHINE: Machine[TemplateState, TemplateVerb] = Machine(
    "message template",
    {
        _S.ACTIVE: {_V.REVISE: _S.ACTIVE, _V.ARCHIVE: _S.ARCHIVED},
        _S.ARCHIVED: {_V.REVISE: REFUSE, _V.ARCHIVE: STAY},
    },
)


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """One version of the wording: `number` counts from 1."""

    number: int
    wording: Wording
    by: MemberId
    at: datetime


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """A named wording. Who wrote by it is told for good by which version: a batch says so, and the activity."""

    id: TemplateId
    workspace_id: WorkspaceId
    name: str
    state: TemplateState
    current: TemplateVersion
    created_at: datetime
    archived_at: datetime | None = None
    version: int = 0

    def __post_init__(self) -> None:
        text(self.name, "name", TEMPLATE_NAME_MAX)

    @classmethod
    def written(
        cls,
        id: TemplateId,  # noqa: A002  the domain's word
        workspace_id: WorkspaceId,
        *,
        name: str,
        wording: str,
        by: MemberId,
        now: datetime,
    ) -> "MessageTemplate":
        """Make one, in version 1. Raises InvalidValue, UnknownVariable."""
        first = TemplateVersion(1, Wording.of(wording, "text"), by, now)
        return cls(id, workspace_id, text(name, "name", TEMPLATE_NAME_MAX), TemplateState.ACTIVE, first, now)

    @property
    def is_usable(self) -> bool:
        return self.state is TemplateState.ACTIVE

    def revise(
        self, based_on: int, *, name: str | None = None, wording: str | None = None, by: MemberId, now: datetime
    ) -> "MessageTemplate":
        """Give it another name, or another version of its wording; the same wording again makes no version.

        `based_on` is the version that was seen. Raises ConcurrentChange when there is a newer one, WrongState,
        InvalidValue, UnknownVariable.
        """
        moved = self._moved(TemplateVerb.REVISE)
        if based_on != self.current.number:
            raise ConcurrentChange("message template", self.id, based_on)
        if name is not None:
            moved = replace(moved, name=text(name, "name", TEMPLATE_NAME_MAX))
        given = self.current.wording if wording is None else Wording.of(wording, "text")
        if given != self.current.wording:
            moved = replace(moved, current=TemplateVersion(self.current.number + 1, given, by, now))
        return moved

    def archive(self, now: datetime) -> "MessageTemplate":
        """Take it out of use. Its versions stay."""
        moved = self._moved(TemplateVerb.ARCHIVE)
        return moved if moved is self else replace(moved, archived_at=now)

    def _moved(self, verb: TemplateVerb) -> "MessageTemplate":
        state = TEMPLATE_MACHINE.move(self.state, verb)
        return self if state is None else replace(self, state=state)
