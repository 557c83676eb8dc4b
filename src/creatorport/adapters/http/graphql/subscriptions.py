"""Running subscriptions, once for all who ask for the same.

Subscribers with equal document, operation, variables and sharing key would each get the same events executed and
encoded again: that work is most of the cost of a popular subscription. They share one source, and each event is
executed and encoded once. What each subscriber adds is an id around the encoded payload, and a queue of its own.

Such a subscription begins with the present state, and each of its messages tells the whole state. So who joins late is
given the newest message first, and goes on with what all get. A subscription that says where to resume (`after`) is
never shared: who joins late would miss what the source has replayed by then.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, Protocol

import orjson
from graphql import ExecutionResult, FieldNode, Undefined, value_from_ast_untyped

from creatorport.adapters.http.graphql.answers import encode, hidden_fault, note_refused
from creatorport.adapters.http.graphql.engine import Caller, Engine, Operation, OperationContext
from creatorport.adapters.http.graphql.refusals import Refused

RESUME_ARGUMENT = "after"


class Listener(Protocol):
    """Where the payloads of one subscription go. Each payload is one encoded execution result."""

    def offer(self, payload: str) -> None:
        """Take a payload without waiting; a listener without room cuts its peer off."""

    async def deliver(self, payload: str) -> None:
        """Take a payload, holding the source back until there is room."""

    def end(self, refused: Refused | None) -> None:
        """There will be nothing more; `refused` says why there was nothing at all. Not called after a stop."""


class Subscriptions:
    """All running subscriptions of this process."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._shared: dict[bytes, _Shared] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def sources(self) -> int:
        """How many sources are running, whatever the number of their listeners."""
        return len(self._tasks)

    def start(self, operation: Operation, caller: Caller, request_id: str, listener: Listener) -> Callable[[], None]:
        """Begin sending to `listener`. The function returned stops it, and may be called again without effect."""
        key = _sharing_key(operation, caller)
        if key is None:
            context = caller.context(request_id)
            task = self._spawn(self._run_alone(operation, context, request_id, listener))
            return lambda: _cancel(task)
        shared = self._shared.get(key)
        if shared is None:
            shared = self._shared[key] = _Shared(set())
            context = caller.context(request_id)
            shared.task = self._spawn(self._run_shared(key, shared, operation, context, request_id))
        elif shared.newest is not None:
            # Nothing is awaited between this and the next line, so no message can come in between, or twice.
            listener.offer(shared.newest)
        shared.listeners.add(listener)
        joined = shared
        return lambda: self._leave(key, joined, listener)

    def _leave(self, key: bytes, shared: "_Shared", listener: Listener) -> None:
        shared.listeners.discard(listener)
        if not shared.listeners:
            self._close(key, shared)
            _cancel(shared.task)

    def _close(self, key: bytes, shared: "_Shared") -> None:
        """Let nobody join any more: whoever asks the same gets a new source."""
        if self._shared.get(key) is shared:
            del self._shared[key]

    def _spawn(self, work: Any) -> asyncio.Task[None]:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _run_alone(
        self, operation: Operation, context: OperationContext, request_id: str, listener: Listener
    ) -> None:
        refused = None
        try:
            async with aclosing(self._results(operation, context, request_id)) as results:
                async for result in results:
                    await listener.deliver(encode(result, request_id).decode())
        except Refused as reason:
            refused = reason
        listener.end(refused)

    async def _run_shared(
        self, key: bytes, shared: "_Shared", operation: Operation, context: OperationContext, request_id: str
    ) -> None:
        refused = None
        try:
            async with aclosing(self._results(operation, context, request_id)) as results:
                async for result in results:
                    if result.errors:  # no state to begin with
                        self._close(key, shared)
                    payload = shared.newest = encode(result, request_id).decode()
                    for listener in tuple(shared.listeners):
                        listener.offer(payload)
                    # A source with a backlog would fill the queues before any writer got its turn.
                    await asyncio.sleep(0)
        except Refused as reason:
            refused = reason
        # Before the listeners hear of it: one that asks again at once must get a new source.
        self._close(key, shared)
        for listener in tuple(shared.listeners):
            listener.end(refused)

    async def _results(
        self, operation: Operation, context: OperationContext, request_id: str
    ) -> AsyncGenerator[ExecutionResult, None]:
        """One answer per event. Raises `Refused` if the source does not start, or breaks."""
        results = self._engine.subscribe(operation, context)
        async with aclosing(results):
            while True:
                context.renew()
                try:
                    result = await anext(results)
                except StopAsyncIteration:
                    return
                except Refused:
                    raise
                except Exception as error:  # the source is the product's code: whatever it raises is a fault
                    raise Refused([hidden_fault(error, request_id)]) from error
                note_refused(result.errors or (), request_id)
                yield result


@dataclass(slots=True)
class _Shared:
    """One source, who listens to it, and its newest payload."""

    listeners: set[Listener]
    newest: str | None = None
    task: asyncio.Task[None] | None = None


def _cancel(task: asyncio.Task[None] | None) -> None:
    if task is not None:
        task.cancel()


def _sharing_key(operation: Operation, caller: Caller) -> bytes | None:
    """Everything the answers depend on, or None if they must not be shared."""
    if caller.sharing_key is None or _resumes(operation):
        return None
    parts = [caller.sharing_key, operation.text, operation.name, operation.variables]
    return orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)


def _resumes(operation: Operation) -> bool:
    """Whether any field takes up from a cursor. Fragments at the root are rare, and count as resuming."""
    for selection in operation.node.selection_set.selections:
        if not isinstance(selection, FieldNode):
            return True
        for argument in selection.arguments or ():
            given = value_from_ast_untyped(argument.value, operation.coerced)
            if _names_cursor({argument.name.value: given}):
                return True
    return False


def _names_cursor(given: object) -> bool:
    if not isinstance(given, Mapping):
        return False
    cursor = given.get(RESUME_ARGUMENT, Undefined)
    return cursor not in (None, Undefined) or any(_names_cursor(value) for value in given.values())
