"""An address that a member named, taken apart once: what was checked is what is called."""

from dataclasses import dataclass, field

import httpx

from creatorport.domain.errors import HookAddressRefused

_PORTS = {"https": 443, "http": 80}
_FIRST_FREE_PORT = 1024


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where a webhook goes. Its path and query may hold a receiver's secret, so they are not printed."""

    url: httpx.URL = field(repr=False)
    host: str
    port: int
    encrypted: bool

    @classmethod
    def parse(cls, text: str) -> "Receiver":
        """Read an address. Raises HookAddressRefused for one that is never called, wherever its name leads."""
        try:
            url = httpx.URL(text)
        except (httpx.InvalidURL, UnicodeError) as error:
            raise HookAddressRefused("it is no web address") from error
        usual = _PORTS.get(url.scheme)
        if usual is None or not url.raw_host:
            raise HookAddressRefused("use an address that begins with https://")
        if url.userinfo:
            raise HookAddressRefused("a user or password has no place in it")
        port = usual if url.port is None else url.port
        if port != usual and not _FIRST_FREE_PORT <= port <= 65535:
            raise HookAddressRefused(f"use port {usual}, or one from {_FIRST_FREE_PORT} on")
        return cls(url, url.raw_host.decode("ascii"), port, url.scheme == "https")

    @property
    def name(self) -> str:
        """The host as certificates name it."""
        return self.host.strip("[]").removesuffix(".")

    @property
    def authority(self) -> str:
        """The host as HTTP names it."""
        return self.url.netloc.decode("ascii")

    def at(self, address: str) -> httpx.URL:
        """Return the same, led to one very address."""
        return self.url.copy_with(host=address)
