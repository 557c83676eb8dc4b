"""What the transports need from the rest of the gateway, as protocols that the composition root satisfies.

The transports know neither the schema nor how callers are authenticated: they are handed an `Engine` that executes
prepared operations, and an `Authenticate` that turns a connection's credentials into a `Caller`.
"""

from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeAlias

from graphql import (
    ASTValidationRule,
    DocumentNode,
    ExecutionResult,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
)
from starlette.requests import HTTPConnection


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation that has been parsed, measured and validated, with variables that fit its definitions."""

    text: str
    document: DocumentNode
    node: OperationDefinitionNode
    name: str | None
    variables: dict[str, Any]
    """As the client sent them; execution coerces them."""
    coerced: dict[str, Any]
    """As resolvers will see them."""
    cost: int

    @property
    def kind(self) -> OperationType:
        return self.node.operation

    @property
    def changes(self) -> bool:
        """Whether it may change something."""
        return self.kind is OperationType.MUTATION


class OperationContext(Protocol):
    """What resolvers get as their context, for one operation."""

    def renew(self) -> None:
        """Forget what was loaded so far. Called before each event of a subscription, which outlives its data."""


class Caller(Protocol):
    """Who is on the line: made once per HTTP request or per WebSocket."""

    @property
    def expires_at(self) -> datetime | None:
        """When the credentials end (aware, UTC); an open line is closed then."""

    @property
    def sharing_key(self) -> str | None:
        """Everything that an answer depends on besides document and variables: workspace, role, rights.

        Subscriptions of callers with equal keys may be executed once for all of them, which takes that every message of
        theirs tells the whole state: a late joiner begins with the newest one. None: never share.
        """

    def context(self, request_id: str) -> OperationContext:
        """A context of its own for each operation."""


class AuthenticationFailed(Exception):  # named for what happened to the caller
    """The credentials are missing or do not hold: HTTP 401 with `challenge`, WebSocket close 4403.

    `reason` is shown to the caller, so it must not tell why a token that someone else made was refused.
    """

    def __init__(self, reason: str = "Authentication failed", challenge: str = 'Bearer realm="creatorport"') -> None:
        super().__init__(reason)
        self.reason = reason
        self.challenge = challenge


class IssuerAway(Exception):  # nobody's credentials are at fault
    """Nobody can be told who calls, because the issuer's keys cannot be had: HTTP 503, WebSocket close 1013.

    `retry_after` is the number of seconds after which asking again may help.
    """

    def __init__(self, retry_after: int) -> None:
        super().__init__("the issuer's keys cannot be had")
        self.retry_after = retry_after


Authenticate: TypeAlias = Callable[[HTTPConnection, str | None], Awaitable[Caller]]
"""From a connection and the value of its `Authorization` (header, or `connection_init` payload) to its caller.

Raises `AuthenticationFailed`, and `IssuerAway` where nobody can be let in.
"""


class Engine(Protocol):
    """Executes operations of one schema."""

    @property
    def schema(self) -> GraphQLSchema: ...

    @property
    def sdl(self) -> str:
        """The schema as printed for clients."""

    @property
    def rules(self) -> tuple[type[ASTValidationRule], ...]:
        """The validation rules that a document must pass."""

    async def execute(self, operation: Operation, context: OperationContext) -> ExecutionResult:
        """Run a query or a mutation. Resolvers' exceptions come back as errors of the result."""

    def subscribe(self, operation: Operation, context: OperationContext) -> AsyncGenerator[ExecutionResult, None]:
        """Run a subscription: one result per event. Raises `Refused` if the source cannot be started."""
