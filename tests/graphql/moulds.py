"""What takes long to prepare and is changed by each test: made once, and cast anew for each."""

import pickle
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Mould(Generic[T]):
    """Casts what `make` has made, once for each process: an equal one of its own for everyone who asks."""

    def __init__(self, make: Callable[[], Awaitable[T]]) -> None:
        self._make = make
        self._form: bytes | None = None

    async def cast(self) -> T:
        if self._form is None:
            self._form = pickle.dumps(await self._make())
        made: T = pickle.loads(self._form)  # noqa: S301  what this process has written itself
        return made
