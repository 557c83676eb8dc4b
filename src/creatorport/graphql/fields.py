"""The ways in which a field gets its value. There are no others, which the schema checks when it is built.

Objects of the graph are the application's flat views. On them, a field is an attribute, a pure function of the view
(and perhaps of the time), or an edge: one batch load. Root fields call one query or use case.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from inspect import Parameter, Signature, signature
from typing import Any

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.types.field import StrawberryField
from typing_extensions import override

from creatorport.domain.errors import NotFound
from creatorport.graphql.context import Info
from creatorport.graphql.culprits import culprit
from creatorport.graphql.errors import SHOWN, Problem, problem, top_level
from creatorport.graphql.loading import Loader

KIND = "kind"
"""The key in a field's metadata that says which of these it is; its own key then says how it is computed."""
ATTRIBUTE, DERIVED, AT_NOW, EDGE, ROOT = "attribute", "derived", "at now", "edge", "root"
READS_ONLY = "reads only"
"""The key in a root field's metadata that says whether it does nothing but read."""


@dataclass(frozen=True, slots=True)
class Edge:
    """How an edge is loaded: by which loader, under which key of the view, with which arguments."""

    loader: Callable[..., Loader[Any, Any]]
    key: Callable[[Any], Hashable]
    asked: Callable[..., Hashable] | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a mutation: what its payload shows, and why something was not done."""

    shown: Any = None
    errors: tuple[Problem, ...] = ()


def attribute(description: str) -> Any:
    """Declare the view's attribute of the same name."""
    return strawberry.field(description=description, metadata={KIND: ATTRIBUTE})


def derived(compute: Callable[[Any], Any], description: str) -> Any:
    """Declare a pure function of the view."""
    return _Derived(description=description, metadata={KIND: DERIVED, DERIVED: compute})


def at_now(compute: Callable[[Any, datetime], Any], description: str) -> Any:
    """Declare a pure function of the view and the present time."""

    def resolve(root: Any, info: Info) -> Any:
        return compute(root, info.context.now)

    return _resolved(resolve, description, {KIND: AT_NOW, AT_NOW: compute})


def edge(
    loader: Callable[..., Loader[Any, Any]],
    description: str,
    *,
    key: Callable[[Any], Hashable],
    asked: Callable[..., Hashable] | None = None,
) -> Any:
    """Declare a batch load. The parameters of `asked` are the field's arguments, its result names the batch."""
    how = Edge(loader, key, asked)

    async def resolve(root: Any, info: Info, **arguments: Any) -> Any:
        try:
            group = () if asked is None else (asked(**arguments),)
            return await info.context.loaders.get(loader, *group).load(key(root))
        except SHOWN as error:
            raise top_level(error, info.context.now, _blamed(error, arguments)) from error

    own = [one for one in signature(resolve).parameters.values() if one.kind is not Parameter.VAR_KEYWORD]
    asking = () if asked is None else signature(asked).parameters.values()
    # The arguments pass through by name; Strawberry reads which there are from the signature.
    resolve.__signature__ = Signature(  # type: ignore[attr-defined]  # `inspect` documents it, typeshed does not
        [*own, *(one.replace(kind=Parameter.KEYWORD_ONLY) for one in asking)]
    )
    return _resolved(resolve, description, {KIND: EDGE, EDGE: how})


def query(description: str, of: object = None, *, reads_only: bool = True) -> Callable[[Callable[..., Any]], Any]:
    """Declare a root field of the query. `of` is the graph's type where the resolver returns a view.

    One that calls a use case does more than to read: it may take long, and keeps other fields from being read with it
    as of one moment.
    """
    return _root(description, of, _ErrorsAtTop(), reads_only=reads_only)


def mutation(description: str, payload: object) -> Callable[[Callable[..., Any]], Any]:
    """Declare a mutation. It returns an Outcome; errors that are shown become one."""
    return _root(description, payload, _ErrorsInPayload())


def subscription(description: str, of: object) -> Callable[[Callable[..., Any]], Any]:
    """Declare a subscription: a coroutine that returns a generator, so that a refusal comes before any event."""
    return _root(description, of, _ErrorsAtTop(), is_subscription=True)


class _Derived(StrawberryField):
    """Skips the machinery around resolvers, which a pure function does without."""

    @override
    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:
        return self.metadata[DERIVED](source)


class _ErrorsAtTop(FieldExtension):
    async def resolve_async(self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any) -> Any:
        try:
            return await next_(source, info, **kwargs)
        except SHOWN as error:
            raise top_level(error, info.context.now, _blamed(error, kwargs)) from error


class _ErrorsInPayload(FieldExtension):
    async def resolve_async(self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any) -> Any:
        # Mutations of one operation run one after the other: each must see what the one before it changed.
        info.context.renew()
        try:
            return await next_(source, info, **kwargs)
        except SHOWN as error:
            return Outcome(errors=(problem(error, info.context.now, _blamed(error, kwargs)),))


def _blamed(error: Exception, given: dict[str, Any]) -> str | None:
    return culprit(error, given) if isinstance(error, NotFound) else None


def _resolved(resolve: Callable[..., Any], description: str, metadata: dict[str, Any]) -> Any:
    return strawberry.field(resolver=resolve, description=description, metadata=metadata)


def _root(
    description: str,
    of: object,
    errors: FieldExtension,
    *,
    is_subscription: bool = False,
    reads_only: bool = False,
) -> Callable[[Callable[..., Any]], Any]:
    def declare(resolve: Callable[..., Any]) -> Any:
        return strawberry.field(
            resolver=resolve,
            description=description,
            graphql_type=of,
            extensions=[errors],
            is_subscription=is_subscription,
            metadata={KIND: ROOT, READS_ONLY: reads_only},
        )

    return declare
