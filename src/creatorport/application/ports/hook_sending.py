"""Calls to the receivers of outgoing webhooks: addresses that members named, and that nobody here knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class HookRequest:
    """One POST. Its headers are those of the signer; host, length and the like are the sender's.

    Receivers are often told from each other by a secret in their address, so none of it is printed.
    """

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class HookAnswer:
    """What the receiver said, whatever its status.

    `excerpt` is the answer's beginning, of at most 500 characters, with a sign in place of each that cannot be shown.
    `retry_after` is what it asks for, unbounded; None where it asks for nothing that can be read.
    """

    status: int
    excerpt: str
    took: timedelta
    retry_after: timedelta | None


class HookSender(Protocol):
    """The one way to receivers. Nothing internal is ever called, whatever a name leads to at that moment."""

    async def check(self, url: str) -> None:
        """Look whether an address may be called, without calling it.

        Raises HookAddressRefused for one that never is: another scheme than https, a user or password in it, a port
        that is not permitted, a name that leads nowhere, or to an address that is not public.
        """
        ...

    async def send(self, request: HookRequest) -> HookAnswer:
        """Call once, follow no redirect, and return the answer.

        Raises HookAddressRefused as `check` does, for where the name leads now: nothing was sent then. Raises
        HookUnreachable when there was no whole answer in time; the receiver may have got the request nevertheless.
        """
        ...
