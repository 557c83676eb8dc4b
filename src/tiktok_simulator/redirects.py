"""Which redirect URIs an app may register, and which request matches a registered one."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

MOST_REDIRECTS = 10
LONGEST_REDIRECT = 512
_LOCAL = re.compile(r"https?://(?:localhost|127\.0\.0\.1):(?P<port>\d{1,5}|\*)(?P<path>/[^?#]*)?")


class RedirectRefusedError(ValueError):
    """TikTok's portal would not let the app register this redirect URI."""


def check_registration(platform: str, uris: Sequence[str]) -> None:
    """Raise `RedirectRefusedError` unless the portal takes all of them: at most 10, each under 512 characters,
    absolute, no query, no fragment; https on the web; localhost or 127.0.0.1 with a port (or `*`) on desktop;
    and for a TikTok account holder's consent in API for Business: https, no port, and a final slash.
    """
    if len(uris) > MOST_REDIRECTS:
        raise RedirectRefusedError(f"at most {MOST_REDIRECTS} redirect URIs")
    for uri in uris:
        if len(uri) >= LONGEST_REDIRECT:
            raise RedirectRefusedError(f"a redirect URI has fewer than {LONGEST_REDIRECT} characters")
        if "?" in uri or "#" in uri:
            raise RedirectRefusedError(f"a redirect URI is static, without query and fragment: {uri}")
        if not _fits(platform, uri):
            raise RedirectRefusedError(f"not a redirect URI of the {platform} platform: {uri}")


def is_registered(registered: Sequence[str], requested: str) -> bool:
    """Byte for byte, but for a registered `*` port, which stands for any port."""
    return any(_same(candidate, requested) for candidate in registered)


def _fits(platform: str, uri: str) -> bool:
    if platform == "desktop":
        return _LOCAL.fullmatch(uri) is not None
    parts = urlsplit(uri)
    if platform == "advertiser":
        return bool(parts.scheme in {"http", "https"} and parts.netloc)
    if platform == "creator":
        return bool(parts.scheme == "https" and parts.netloc and ":" not in parts.netloc and uri.endswith("/"))
    return bool(parts.scheme == "https" and parts.netloc)


def _same(registered: str, requested: str) -> bool:
    if registered == requested:
        return True
    head, star, tail = registered.partition(":*")
    if not star or not requested.startswith(f"{head}:") or not requested.endswith(tail):
        return False
    port = requested[len(head) + 1 : len(requested) - len(tail) if tail else None]
    return port.isascii() and port.isdigit()
