"""A Strawberry schema as the engine: its extensions, permissions and error handlers stay in force."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from functools import cached_property

import strawberry
from graphql import ASTValidationRule, ExecutionResult, GraphQLSchema, specified_rules
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule
from strawberry.types.execution import PreExecutionError
from typing_extensions import override

from creatorport.adapters.http.graphql.engine import Engine, Operation, OperationContext
from creatorport.adapters.http.graphql.refusals import Refused

_PREPARED = "creatorport.document"


class PreparedDocument(SchemaExtension):
    """Hands Strawberry the document that was parsed and validated already, instead of having it do both again."""

    def on_parse(self) -> Iterator[None]:
        self.execution_context.graphql_document = (self.execution_context.operation_extensions or {}).get(_PREPARED)
        yield

    def on_validate(self) -> Iterator[None]:
        if _PREPARED in (self.execution_context.operation_extensions or {}):
            self.execution_context.pre_execution_errors = []
        yield


class StrawberryEngine(Engine):
    """Executes with `strawberry.Schema.execute` and `subscribe`; adds `PreparedDocument` to the schema's extensions."""

    def __init__(self, schema: strawberry.Schema) -> None:
        self._strawberry = schema
        if PreparedDocument not in schema.extensions:
            schema.extensions = (*schema.extensions, PreparedDocument)

    @property
    @override
    def schema(self) -> GraphQLSchema:
        return self._strawberry._schema  # noqa: SLF001  # Strawberry has no public name for its graphql-core schema

    @cached_property
    @override
    def sdl(self) -> str:  # printing takes a tenth of a second, and most processes are never asked
        return self._strawberry.as_str()

    @property
    @override
    def rules(self) -> tuple[type[ASTValidationRule], ...]:
        return (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)

    @override
    async def execute(self, operation: Operation, context: OperationContext) -> ExecutionResult:
        result = await self._strawberry.execute(
            operation.text,
            variable_values=operation.variables,
            context_value=context,
            operation_name=operation.name,
            operation_extensions={_PREPARED: operation.document},
        )
        return ExecutionResult(result.data, result.errors, result.extensions or None)

    @override
    async def subscribe(self, operation: Operation, context: OperationContext) -> AsyncGenerator[ExecutionResult, None]:
        results = await self._strawberry.subscribe(
            operation.text,
            variable_values=operation.variables,
            context_value=context,
            operation_name=operation.name,
            operation_extensions={_PREPARED: operation.document},
        )
        async with aclosing(results):
            async for result in results:
                if isinstance(result, PreExecutionError):
                    raise Refused(result.errors or (), in_document=True)
                yield ExecutionResult(result.data, result.errors, result.extensions or None)
