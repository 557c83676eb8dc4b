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
            _check_page(self.url)


def _check_page(url: str) -> None:
    text(url, "url", URL_MAX)
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        parts.port  # noqa: B018  a port that is no number raises when it is asked for
    except ValueError as error:
        raise InvalidValue("url", "is not a URL") from error
    if parts.scheme != "https" or "." not in host or any(character.isspace() for character in url):
        raise InvalidValue("url", "is not the https:// address of a page")
    if parts.username is not None or parts.password is not None:
        raise InvalidValue("url", "holds a name or password")
