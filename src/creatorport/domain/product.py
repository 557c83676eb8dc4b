"""Product: what a campaign shows."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from creatorport.domain.errors import InvalidValue
from creatorport.domain.texts import text

NAME_MAX = 100
URL_MAX = 2000


@dataclass(frozen=True, slots=True)
class Product:
    """A product, with the page that sells it where there is one: https, and a host with a name."""

    name: str
    url: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", text(self.name, "name", NAME_MAX))
        if self.url is not None:
            check_page(self.url, "url")


def check_page(url: str, field: str) -> None:
    """Check the address of a public page or picture. Raises InvalidValue."""
    text(url, field, URL_MAX)
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        parts.port  # noqa: B018  a port that is no number raises when it is asked for
    except ValueError as error:
        raise InvalidValue(field, "is not a URL") from error
    if parts.scheme != "https" or "." not in host or any(character.isspace() for character in url):
        raise InvalidValue(field, "is not the https:// address of a page")
    if parts.username is not None or parts.password is not None:
        raise InvalidValue(field, "holds a name or password")
