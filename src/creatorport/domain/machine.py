"""State machines as visible tables in which every pair of state and verb is decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, Generic, TypeVar

from creatorport.domain.errors import WrongState


class Decision(Enum):
    """What a table says besides a next state."""

    STAY = "a harmless repeat: nothing changes, nothing is recorded"
    REFUSE = "an error: the verb makes no sense here"


STAY: Final = Decision.STAY
REFUSE: Final = Decision.REFUSE

State = TypeVar("State", bound=StrEnum)
Verb = TypeVar("Verb", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Machine(Generic[State, Verb]):
    """A table of moves for one kind of aggregate.

    Each row lists every verb; a pair that is missing is a mistake in the table, found at import.
    """

    kind: str
    table: Mapping[State, Mapping[Verb, State | Decision]]

    def __post_init__(self) -> None:
        states, verbs = set(self.table), {verb for row in self.table.values() for verb in row}
        for state, row in self.table.items():
            if set(row) != verbs:
                raise TypeError(f"{self.kind}: the row {state} does not decide every verb")
            if any(isinstance(move, StrEnum) and move not in states for move in row.values()):
                raise TypeError(f"{self.kind}: the row {state} leads out of the table")

    def move(self, state: State, verb: Verb) -> State | None:
        """Return the next state, or None for a harmless repeat. Raises WrongState."""
        decision = self.table[state][verb]
        if decision is Decision.REFUSE:
            raise WrongState(self.kind, state.value, verb.value)
        return None if isinstance(decision, Decision) else decision

    def terminal(self, state: State) -> bool:
        """Whether nothing leads out of `state`."""
        return all(isinstance(move, Decision) for move in self.table[state].values())
