"""Where PostgreSQL is: read from DATABASE_URL once, so that nobody who tells of it repeats a user or a password."""

import re
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")
_UNREADABLE = "cannot be read; percent-encode special characters in user and password"
_NO_HOST = "names no host; write postgresql://user:password@host:port/name, or ?host=/folder where a socket is meant"
_BAD_PORT = "the port must be a number from 1 to 65535"
_NOT_ALLOWED = re.compile(r"[\x00-\x20\x7f]|%(?![0-9A-Fa-f]{2})")
_A_NAME = re.compile(r"[A-Za-z_]{1,40}")


def place_of(url: str) -> str:
    """Return host and port, or the folder of the socket. Raises ValueError, which says what is wrong with the URL.

    What a lenient reader could take for another place is refused: a password that is not encoded would end up in
    the place's name.
    """
    if not url.startswith(_SCHEMES):
        raise ValueError("must begin with postgresql://")
    parts = _split(url)
    asked = _asked(parts.query)
    hosts = [one for one in (parts.hostname, asked.get("host")) if one]
    ports = [one for one in (_port(parts), asked.get("port")) if one is not None]
    if not hosts:
        raise ValueError(_NO_HOST)
    if len(hosts) > 1 or len(ports) > 1:
        raise ValueError("names its host or its port twice")
    if any(not port.isascii() or not port.isdigit() or not 1 <= int(port) <= 65_535 for port in ports):
        raise ValueError(_BAD_PORT)
    host = hosts[0]
    return ":".join([f"[{host}]" if ":" in host else host, *ports])


def _split(url: str) -> SplitResult:
    """Return the parts of a URL that can be read in one way only. Raises ValueError."""
    try:
        parts = urlsplit(url)
        if parts.hostname is not None and ":" in parts.hostname:
            ip_address(parts.hostname)
    except ValueError:
        raise ValueError(_UNREADABLE) from None
    # An @ behind the host belongs to a password that holds what ends a host, as / does.
    if url.count("@") > parts.netloc.count("@") or parts.netloc.count("@") > 1 or parts.fragment:
        raise ValueError(_UNREADABLE)
    if _NOT_ALLOWED.search(url) or "%" in (parts.hostname or ""):
        raise ValueError(_UNREADABLE)
    if parts.netloc.endswith(":"):
        raise ValueError(_BAD_PORT)
    if any(character.isspace() for character in unquote(parts.path)):
        raise ValueError("names a database with a space in its name")
    return parts


def _port(parts: SplitResult) -> str | None:
    try:
        return None if parts.port is None else str(parts.port)
    except ValueError:
        raise ValueError(_BAD_PORT) from None


def _asked(query: str) -> dict[str, str]:
    """Return the parameters, all of which PostgreSQL's client knows. Raises ValueError."""
    from psycopg.pq import Conninfo  # noqa: PLC0415  loaded for those who name a database of their own

    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
    except ValueError:
        raise ValueError("its parameters cannot be read; write them as name=value, separated by &") from None
    known = {one.keyword.decode() for one in Conninfo.get_defaults()}
    for name, _ in pairs:
        if name not in known:
            shown = f" {name}" if _A_NAME.fullmatch(name) else ""
            raise ValueError(f"has a parameter{shown} that PostgreSQL's client does not know")
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("has a parameter twice")
    return dict(pairs)
