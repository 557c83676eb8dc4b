"""Names of our own, instead of the internet's: they lead where a test says, and may change in between."""

from collections import deque
from collections.abc import Sequence
from ipaddress import ip_address

from creatorport.domain.hooks.addresses import Address, Destinations

HERE = "127.0.0.1"
THIS_MACHINE = Destinations.permitting(["127.0.0.0/8"])


class Names:
    """Every name leads to this machine, unless it is told otherwise. `asked` is how often anything was looked up."""

    def __init__(self) -> None:
        self.asked = 0
        self._turns: deque[Sequence[str]] = deque()
        self._default: Sequence[str] = (HERE,)

    def lead(self, *addresses: str) -> None:
        """Lead there from now on."""
        self._default = addresses

    def lead_in_turn(self, *turns: Sequence[str]) -> None:
        """Lead there for the next questions, one turn for each."""
        self._turns.extend(turns)

    async def __call__(self, host: str, port: int) -> Sequence[Address]:
        self.asked += 1
        return [ip_address(one) for one in (self._turns.popleft() if self._turns else self._default)]
