from typing import Protocol


class Identities(Protocol):
    """Where fresh names come from."""

    def new(self) -> str:
        """Return a new id: unique, sortable by the time of its making."""
        ...

    def unguessable(self) -> str:
        """Return a random text of at least 256 bits from A-Z a-z 0-9 - _, 43 to 128 characters long."""
        ...
