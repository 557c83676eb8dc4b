"""Where the browser goes after TikTok: back to a front-end, which is told how it went."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from creatorport.domain.errors import InvalidValue

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Landing:
    """`return_to` is a page to be sent to; `opener` the origin of a page that waits for a message from its popup.

    Both belong to origins that the operator allows: a link of ours must not lead anywhere else.
    """

    return_to: str | None = None
    opener: str | None = None

    @classmethod
    def of(cls, return_to: str | None, opener: str | None, allowed: Collection[str]) -> "Landing":
        """Check what a caller asks for. Raises InvalidValue."""
        if return_to is not None and opener is not None:
            raise InvalidValue("returnTo", "is for redirects, popupOrigin for popups; give one of them")
        if opener is not None and opener not in allowed:
            raise InvalidValue("popupOrigin", "is not one of CREATORPORT_ALLOWED_ORIGINS")
        if return_to is not None and (len(return_to) > _LONGEST or _origin(return_to) not in allowed):
            raise InvalidValue("returnTo", "its origin is not one of CREATORPORT_ALLOWED_ORIGINS")
        return cls(return_to, opener)


NOWHERE = Landing()
"""The browser stays on a page of ours."""


def _origin(url: str) -> str | None:
    """Return a URL's origin, or None for what a browser might read differently than we do."""
    if not url.isascii() or not url.isprintable() or "\\" in url or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if "@" in parts.netloc or parts.fragment:
        return None
    return f"{parts.scheme}://{parts.netloc}"
