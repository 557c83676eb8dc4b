"""Whose a host is, as far as it matters: TikTok's, or this machine's."""

from ipaddress import ip_address
from urllib.parse import urlsplit

_TIKTOK = ("tiktok.com", "tiktokapis.com", "tiktokglobalshop.com", "tiktok-shops.com")


def host_of(url: str) -> str | None:
    """Return the host of a URL; None where there is none, or the URL is no URL: that is complained of elsewhere."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def is_tiktok(host: str | None) -> bool:
    """Whether it is one of TikTok's domains, or below one. No host is nobody's."""
    name = _plain(host)
    return any(name == domain or name.endswith(f".{domain}") for domain in _TIKTOK)


def is_this_machine(host: str | None) -> bool:
    """Whether it leads each machine to itself, so that nobody else reaches us by it."""
    name = _plain(host)
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _plain(host: str | None) -> str:
    return (host or "").removesuffix(".").lower()
