"""A query that only reads is answered as of one moment: totals and their parts agree."""

from collections.abc import AsyncIterator, Iterator

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema_converter import GraphQLCoreConverter
from typing_extensions import override

from creatorport.graphql.context import Context
from creatorport.graphql.fields import READS_ONLY


class ReadsOfOneMoment(SchemaExtension):
    """Leaves alone what may take long: a query with a field that calls a use case, and whatever is no query."""

    @override
    async def on_execute(self) -> AsyncIterator[None]:
        context, document = self.execution_context.context, self.execution_context.graphql_document
        if isinstance(context, Context) and document is not None and self._only_reads(document):
            async with context.caller.application.reads.one_moment():
                yield
        else:
            yield

    def _only_reads(self, document: DocumentNode) -> bool:
        name = self.execution_context.operation_name
        operation = next(
            one
            for one in document.definitions
            if isinstance(one, OperationDefinitionNode) and name in (None, one.name and one.name.value)
        )
        if operation.operation is not OperationType.QUERY:
            return False
        query = self.execution_context.schema._schema.query_type  # noqa: SLF001  # Strawberry has no public name for it
        fields = {} if query is None else query.fields
        asked = [fields[root] for root in _roots(document, operation.selection_set) if root in fields]
        return all(one.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].metadata[READS_ONLY] for one in asked)


def _roots(document: DocumentNode, selected: SelectionSetNode) -> Iterator[str]:
    """Yield the names of the root fields of a document that is valid, through its fragments."""
    for one in selected.selections:
        if isinstance(one, FieldNode):
            yield one.name.value
        elif isinstance(one, FragmentSpreadNode):
            for part in document.definitions:
                if isinstance(part, FragmentDefinitionNode) and part.name.value == one.name.value:
                    yield from _roots(document, part.selection_set)
        elif isinstance(one, InlineFragmentNode):
            yield from _roots(document, one.selection_set)
