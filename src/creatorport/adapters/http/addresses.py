"""From which address a caller comes, also where proxies stand in between."""

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from starlette.requests import HTTPConnection

_Address = IPv4Address | IPv6Address


class Addresses:
    """Tells callers' addresses. `trusted` are the networks of our own proxies; without any, the peer is the caller.

    Each proxy writes behind `X-Forwarded-For` who called it. So that is read from the right, as long as a proxy of ours
    has written it; what stands further left may be made up by anybody.
    """

    def __init__(self, trusted: Sequence[str] = ()) -> None:
        self._trusted = tuple(ip_network(one) for one in trusted)

    def of(self, connection: HTTPConnection) -> str:
        """Return the caller's address; empty where the server knows no peer."""
        peer = connection.client.host if connection.client else ""
        caller = peer
        for hop in self._hops(peer, connection) if self._trusted else ():
            address = _address(hop)
            if address is None:
                # A proxy of ours that says what is no address: nobody further away can be told from it.
                break
            caller = str(address)
            if not any(address in network for network in self._trusted):
                break
        return caller

    def _hops(self, peer: str, connection: HTTPConnection) -> Iterator[str]:
        yield peer
        yield from reversed(",".join(connection.headers.getlist("x-forwarded-for")).split(","))


def _address(text: str) -> _Address | None:
    """Read an address, with or without a port; None where it is none."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    return (address.ipv4_mapped if isinstance(address, IPv6Address) else None) or address
