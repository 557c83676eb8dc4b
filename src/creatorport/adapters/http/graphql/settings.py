"""How the GraphQL transports behave, apart from their limits."""

from dataclasses import dataclass

from creatorport.adapters.http.graphql.limits import Limits


@dataclass(frozen=True, slots=True)
class TransportSettings:
    """Durations are seconds."""

    limits: Limits
    path: str = "/graphql"
    introspection: bool = True
    """Whether `__schema` and `__type` may be asked, and the schema downloaded."""
    graphiql: bool = True
    allowed_origins: frozenset[str] = frozenset()
    """Origins, as browsers write them (`https://app.example`), whose pages may open a WebSocket besides our own.

    `*` allows every origin: only for callers that authenticate in `connection_init` and never by cookie.
    """
    body_timeout: float = 30.0
    """For a request body to arrive completely."""
    init_timeout: float = 10.0
    """For `connection_init`, and the authentication it asks for, after a WebSocket has opened."""
    operations_per_socket: int = 100
    outgoing_messages: int = 512
    """Messages that may wait for one subscriber; a subscriber that falls further behind is cut off."""
    outgoing_characters: int = 4 * 1024 * 1024
    send_timeout: float = 30.0
    """How long a subscriber with a source of its own may take no message before it is cut off."""
    close_timeout: float = 5.0
    """For the close frame to get through to a peer that does not read."""
    heartbeat: float = 12.0
    """Between comments on a silent event stream, which keep proxies from closing it."""
    recheck: float = 60.0
    """Between two looks at whether the credentials of an open line still hold."""
    drain_timeout: float = 10.0
    """For mutations under way to finish when the server stops."""
