"""From a request to an operation that may run: chosen, with fitting variables, and within the cost limit."""

from typing import Any

from graphql import GraphQLError, OperationDefinitionNode, get_variable_values

from creatorport.adapters.http.graphql.cost import cost
from creatorport.adapters.http.graphql.documents import MAX_ERRORS, Document, Documents
from creatorport.adapters.http.graphql.engine import Engine, Operation
from creatorport.adapters.http.graphql.limits import LimitExceeded, Limits
from creatorport.adapters.http.graphql.refusals import bad_document
from creatorport.adapters.http.graphql.requests import GraphQLRequest


class Operations:
    """Prepares operations of one engine."""

    def __init__(self, engine: Engine, limits: Limits, *, introspection: bool = True) -> None:
        self._engine = engine
        self._limits = limits
        self._hide = not introspection
        self._documents = Documents(engine, limits, introspection=introspection)

    def prepare(self, request: GraphQLRequest) -> Operation:
        """Raises `Refused` for a bad document, an unknown operation, wrong variables, or too high a cost."""
        document = self._documents.document(request.query)
        node = _choose(document, request.operation_name)
        coerced = self._coerce(node, request.variables)
        price = cost(self._engine.schema, document.node, node, coerced, self._limits)
        if price > self._limits.cost:
            error = LimitExceeded(
                "TOO_COSTLY",
                f"The operation may cost {price}; {self._limits.cost} is allowed. Ask for smaller pages.",
                self._limits.cost,
            )
            raise bad_document(error)
        name = node.name.value if node.name else None
        return Operation(request.query, document.node, node, name, request.variables, coerced, price)

    def _coerce(self, node: OperationDefinitionNode, given: dict[str, Any]) -> dict[str, Any]:
        values = get_variable_values(
            self._engine.schema,
            node.variable_definitions or (),
            given,
            max_errors=MAX_ERRORS,
            hide_suggestions=self._hide,
        )
        if isinstance(values, list):
            raise bad_document(
                *(GraphQLError(error.message, error.nodes, extensions={"code": "BAD_USER_INPUT"}) for error in values)
            )
        return values.coerced


def _choose(document: Document, name: str | None) -> OperationDefinitionNode:
    """The operation of that name, or the only one."""
    found = [
        definition
        for definition in document.node.definitions
        if isinstance(definition, OperationDefinitionNode)
        and (name is None or (definition.name is not None and definition.name.value == name))
    ]
    if len(found) == 1:
        return found[0]
    if name is not None:
        problem = f"Unknown operation named '{name}'."
    elif found:
        problem = "The document has several operations: operationName must name one."
    else:
        problem = "The document has no operation."
    raise bad_document(GraphQLError(problem, extensions={"code": "OPERATION_RESOLUTION_FAILURE"}))
