from itertools import count


class CountingIdentities:
    """Names that count: `id-000001`, `id-000002`, … and unguessable ones that can be guessed."""

    def __init__(self) -> None:
        self._ids = count(1)
        self._secrets = count(1)

    def new(self) -> str:
        return f"id-{next(self._ids):06d}"

    def unguessable(self) -> str:
        return f"unguessable-{next(self._secrets):06d}".ljust(43, "x")
