"""Running operations for the transports that answer in messages: event streams and WebSockets."""

import asyncio
from collections.abc import Callable

from graphql import ExecutionResult, FieldNode, OperationType
from opentelemetry.trace import SpanKind

from creatorport.adapters.http.graphql.answers import encode, hidden_fault, note_refused
from creatorport.adapters.http.graphql.engine import Caller, Engine, Operation
from creatorport.adapters.http.graphql.lines import Lines
from creatorport.adapters.http.graphql.refusals import Refused
from creatorport.adapters.http.graphql.subscriptions import Listener, Subscriptions
from creatorport.adapters.observability.traces import failed, span


class Runner:
    """Starts operations of any kind, whose answers go to a listener."""

    def __init__(self, engine: Engine, subscriptions: Subscriptions, lines: Lines) -> None:
        self._engine = engine
        self._subscriptions = subscriptions
        self._lines = lines

    def start(self, operation: Operation, caller: Caller, request_id: str, listener: Listener) -> Callable[[], None]:
        """Begin. The function returned stops it: the source of a subscription is closed, a query is given up, and
        a mutation runs to its end unheard, because half of an effect is worse than an answer that nobody reads.
        """
        if operation.kind is OperationType.SUBSCRIPTION:
            return self._subscriptions.start(operation, caller, request_id, listener)
        heard = _Heard()
        task = self._lines.keep(self._run(operation, caller, request_id, listener, heard))
        return heard.stop if operation.changes else _cancelling(task)

    async def run(self, operation: Operation, caller: Caller, request_id: str) -> ExecutionResult:
        """Execute a query or a mutation. An exception that is no answer comes back as a masked error."""
        with span(f"graphql {operation.kind.value}", SpanKind.SERVER, **_told(operation, request_id)) as current:
            result = await self._execute(operation, caller, request_id)
            if result.errors:
                failed(current, "graphql")
                note_refused(result.errors, request_id)
            return result

    async def _execute(self, operation: Operation, caller: Caller, request_id: str) -> ExecutionResult:
        try:
            return await self._engine.execute(operation, caller.context(request_id))
        except Refused as refused:
            return ExecutionResult(None, list(refused.errors))
        except Exception as error:  # noqa: BLE001  # whatever the product raises is logged and masked
            return ExecutionResult(None, [hidden_fault(error, request_id, changing=operation.changes)])

    async def _run(
        self, operation: Operation, caller: Caller, request_id: str, listener: Listener, heard: "_Heard"
    ) -> None:
        result = await self.run(operation, caller, request_id)
        payload = encode(result, request_id, changing=operation.changes).decode()
        if heard.still:
            await listener.deliver(payload)
            listener.end(None)


def _told(operation: Operation, request_id: str) -> dict[str, str | int]:
    """What a span says of an operation: its root fields, which are ours; never its name, which is the caller's."""
    roots = [node.name.value for node in operation.node.selection_set.selections if isinstance(node, FieldNode)]
    return {"graphql__fields": " ".join(roots[:10]), "graphql__cost": operation.cost, "request_id": request_id}


class _Heard:
    """Whether anybody still waits for an answer."""

    def __init__(self) -> None:
        self.still = True

    def stop(self) -> None:
        self.still = False


def _cancelling(task: asyncio.Task[None]) -> Callable[[], None]:
    def cancel() -> None:
        task.cancel()

    return cancel
