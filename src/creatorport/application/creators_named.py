"""Creators that a command names by their ids: who is there, and a refusal for each who is not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.refused import Refused
from creatorport.domain.errors import InvalidValue, NotFound
from creatorport.domain.ids import CreatorId, WorkspaceId

CREATORS_PER_COMMAND = 100
"""How many creators one command may name."""


@dataclass(frozen=True, slots=True)
class Named:
    """What came of a command on several creators: for whom it was done, and for whom it could not be."""

    creator_ids: tuple[CreatorId, ...]
    refusals: tuple[Refused, ...] = ()


def checked(creator_ids: Sequence[CreatorId]) -> Sequence[CreatorId]:
    """Return the ids. Raises InvalidValue unless there are 1 to 100 of them."""
    if not 1 <= len(creator_ids) <= CREATORS_PER_COMMAND:
        raise InvalidValue("creatorIds", f"name 1 to {CREATORS_PER_COMMAND} creators")
    return creator_ids


async def known(uow: UnitOfWork, workspace_id: WorkspaceId, creator_ids: Sequence[CreatorId]) -> Named:
    """Return those whom the workspace knows, each once and in their order. Raises InvalidValue for too many."""
    return among(creator_ids, await uow.creators.find_many(workspace_id, checked(creator_ids)))


def among(creator_ids: Sequence[CreatorId], there: Collection[CreatorId]) -> Named:
    """Return those of the ids that are there, each once and in their order, and a refusal for each other one."""
    refusals = [
        Refused.of(NotFound("creator", one), field=f"creatorIds.{index}")
        for index, one in enumerate(creator_ids)
        if one not in there
    ]
    return Named(tuple(one for one in dict.fromkeys(creator_ids) if one in there), tuple(refusals))
