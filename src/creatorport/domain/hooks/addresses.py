"""Where outgoing webhooks may go: to the public internet, and to what the operator permits besides."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from typing import TypeAlias

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network


def _networks(text: str) -> tuple[Network, ...]:
    return tuple(ip_network(one) for one in text.split())


_UNICAST = IPv6Network("2000::/3")

# Some of these count as public for Python, depending on its version: relays to the older internet, and one address of
# Azure's that hands out a machine's settings.
_SPECIAL = _networks(
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
    "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 "
    "168.63.129.16/32 2001::/23 2001:db8::/32 2002::/16 3fff::/20"
)

# Where clouds hand out a machine's credentials; everybody and nobody. No operator can mean these.
_NEVER = _networks(
    "169.254.0.0/16 fe80::/10 168.63.129.16/32 100.100.100.200/32 192.0.0.192/32 fd00:ec2::254/128 fd20:ce::254/128 "
    "0.0.0.0/8 ::/128 224.0.0.0/4 ff00::/8 255.255.255.255/32"
)

_TRANSLATED = _networks("::/96 ::ffff:0:0/96 64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Destinations:
    """Which addresses may be called. `permitted` are networks of the operator's, also without encryption."""

    permitted: tuple[Network, ...] = ()

    @classmethod
    def permitting(cls, networks: Iterable[str]) -> "Destinations":
        """Read the operator's networks, such as 10.1.0.0/16. Raises ValueError."""
        return cls(tuple(ip_network(one) for one in networks))

    def include(self, address: Address, *, encrypted: bool) -> bool:
        """Whether this address may be called, in this way."""
        if any(address in network for network in _NEVER):
            return False
        if any(address in network for network in self.permitted):
            carried = _carried(address)
            return carried is None or self.include(carried, encrypted=encrypted)
        return encrypted and is_public(address)


def is_public(address: Address) -> bool:
    """Whether this is a host of the internet's, and in no way a detour to another network."""
    if isinstance(address, IPv6Address) and (address not in _UNICAST or address.scope_id):
        return False
    return address.is_global and not any(address in network for network in _SPECIAL)


def _carried(address: Address) -> IPv4Address | None:
    """Return the older address that a newer one is translated to, where it is one of those."""
    if isinstance(address, IPv4Address) or not any(address in network for network in _TRANSLATED):
        return None
    # The loopback address only looks like one.
    return None if address.is_loopback else IPv4Address(int(address) & 0xFFFFFFFF)
