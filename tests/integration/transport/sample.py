"""A small schema, its callers and its world, for driving the transports."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import strawberry
from graphql import GraphQLError
from starlette.requests import HTTPConnection
from strawberry.permission import BasePermission

from creatorport.adapters.http.graphql.engine import AuthenticationFailed


@dataclass
class World:
    """What resolvers touch, in reach of the test."""

    listeners: list[asyncio.Queue[str]] = field(default_factory=list)
    renewals: int = 0
    executions: int = 0
    closed_sources: int = 0
    effects: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    request_ids: list[str] = field(default_factory=list)
    revoked: set[str] = field(default_factory=set)
    key_store_is_away: bool = False

    def publish(self, text: str) -> int:
        for queue in self.listeners:
            queue.put_nowait(text)
        return len(self.listeners)


@dataclass
class Context:
    world: World
    request_id: str
    member: str

    def renew(self) -> None:
        self.world.renewals += 1


@dataclass
class Visitor:
    """A caller as the token describes it: `Bearer <member>[;key=<sharing key>][;seconds=<left>]`."""

    world: World
    member: str
    sharing_key: str | None = None
    expires_at: datetime | None = None

    def context(self, request_id: str) -> Context:
        self.world.request_ids.append(request_id)
        return Context(self.world, request_id, self.member)


@dataclass
class Doorman:
    """Authenticates callers of the sample world; anonymous ones are let in unless it is `strict`."""

    world: World
    strict: bool = False

    async def __call__(self, connection: HTTPConnection, authorization: str | None) -> Visitor:
        if authorization is None:
            if self.strict:
                raise AuthenticationFailed("A token is needed")
            return Visitor(self.world, "anonymous")
        scheme, _, token = authorization.partition(" ")
        member, *claims = token.split(";")
        if scheme != "Bearer" or member == "stranger":
            raise AuthenticationFailed("The token does not hold", 'Bearer error="invalid_token"')
        if member in self.world.revoked:
            raise AuthenticationFailed("The token does not hold", 'Bearer error="invalid_token"')
        if member == "fault" or self.world.key_store_is_away:
            raise RuntimeError("the key store at 10.0.0.7 is down")
        named = dict(claim.split("=", 1) for claim in claims)
        seconds = named.get("seconds")
        expires_at = datetime.now(UTC) + timedelta(seconds=float(seconds)) if seconds else None
        return Visitor(self.world, member, named.get("key"), expires_at)


Info = strawberry.Info[Context, None]


class Owners(BasePermission):
    message = "Only owners may see this"
    error_extensions = {"code": "FORBIDDEN"}  # noqa: RUF012  # Strawberry's own way to say it

    def has_permission(self, source: object, info: Info, **arguments: object) -> bool:
        return info.context.member == "owner"


@strawberry.type
class Creator:
    name: str

    @strawberry.field
    def friends(self, first: int = 5) -> "Creators":
        return Creators(edges=[Edge(node=Creator(name=f"{self.name}-{n}")) for n in range(first)])

    @strawberry.field
    def tags(self) -> list["Tag"]:
        return [Tag(name="dance")]


@strawberry.type
class Tag:
    name: str


@strawberry.type
class Edge:
    node: Creator


@strawberry.type
class PageInfo:
    has_next_page: bool = False


@strawberry.type
class Creators:
    edges: list[Edge]
    page_info: PageInfo = strawberry.field(default_factory=PageInfo)

    @strawberry.field
    def total_count(self) -> int:
        return len(self.edges)


@strawberry.input
class Invite:
    names: list[str]


@strawberry.type
class Invited:
    creators: list[Creator]


@strawberry.type
class Note:
    """One event of the world."""

    body: str

    @strawberry.field
    def text(self, info: Info) -> str:
        info.context.world.executions += 1
        return self.body

    @strawberry.field
    def fails_on(self, text: str) -> str | None:
        if self.body == text:
            raise GraphQLError("Not this one")
        return None


@strawberry.type
class Query:
    @strawberry.field
    def hello(self, name: str = "world") -> str:
        return f"hello {name}"

    @strawberry.field
    def me(self, info: Info) -> str:
        return info.context.member

    @strawberry.field(permission_classes=[Owners])  # type: ignore[untyped-decorator]  # Strawberry's overloads lack it
    def secret(self) -> str:
        return "kept"

    @strawberry.field
    def creators(self, first: int = 5, ids: list[strawberry.ID] | None = None) -> Creators:
        return Creators(edges=[Edge(node=Creator(name=f"c{n}")) for n in range(first)])

    @strawberry.field
    def creator(self, name: str) -> Creator | None:
        return Creator(name=name)

    @strawberry.field
    def fault(self) -> str | None:
        raise ValueError("password=hunter2")

    @strawberry.field
    def hollow(self) -> str:
        return None  # type: ignore[return-value]  # the fault is the point

    @strawberry.field
    def refusal(self) -> str | None:
        raise GraphQLError("Not today", extensions={"code": "CLOSED"})

    @strawberry.field
    async def gated(self, info: Info) -> str:
        try:
            await info.context.world.gate.wait()
        except asyncio.CancelledError:
            info.context.world.effects.append("query cancelled")
            raise
        return "open"


@strawberry.type
class Mutation:
    @strawberry.mutation
    def publish(self, info: Info, text: str) -> int:
        return info.context.world.publish(text)

    @strawberry.mutation
    async def gated_effect(self, info: Info, name: str) -> str:
        info.context.world.effects.append(f"{name} begun")
        await info.context.world.gate.wait()
        info.context.world.effects.append(f"{name} done")
        return name

    @strawberry.mutation
    def invite(self, input: Invite) -> Invited:  # noqa: A002  # the argument's name in the graph
        return Invited(creators=[Creator(name=name) for name in input.names])


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def count(self, to: int) -> AsyncGenerator[int, None]:
        for number in range(1, to + 1):
            yield number

    @strawberry.subscription
    async def notes(self, info: Info, after: str | None = None) -> AsyncGenerator[Note, None]:
        world = info.context.world
        queue: asyncio.Queue[str] = asyncio.Queue()
        world.listeners.append(queue)
        try:
            if after is not None:
                yield Note(body=f"since {after}")
            while True:
                yield Note(body=await queue.get())
        finally:
            world.listeners.remove(queue)
            world.closed_sources += 1

    @strawberry.subscription
    async def flood(self, size: int) -> AsyncGenerator[str, None]:
        while True:
            yield "x" * size

    @strawberry.subscription
    async def breaking(self) -> AsyncGenerator[int, None]:
        yield 1
        raise ValueError("password=hunter2")

    @strawberry.subscription(permission_classes=[Owners])  # type: ignore[untyped-decorator]  # the same
    async def secrets(self) -> AsyncGenerator[str, None]:
        yield "kept"


def sample_schema() -> strawberry.Schema:
    return strawberry.Schema(query=Query, mutation=Mutation, subscription=Subscription)
