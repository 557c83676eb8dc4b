"""What answering an operation can cost: an upper bound on the field values in its answer, known before it runs.

A field costs 1. The fields below a list are multiplied by the list's size: `first`, `last`, `limit` or `newest`, given
or by default; for a field that takes a list (`ids: [...]`, an input with a batch) the length of the longest one; else
`Limits.list_size`. In a Relay connection, the size asked for multiplies `edges` and `nodes`, not `pageInfo`.
Directives that may skip a field are not counted on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_list_type,
    is_non_null_type,
    value_from_ast_untyped,
)
from graphql.utilities.coerce_input_value import coerce_default_value

from creatorport.adapters.http.graphql.limits import Limits

PAGE_ARGUMENTS = frozenset({"first", "last", "limit", "newest"})


def cost(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
    limits: Limits,
) -> int:
    """The cost of one operation of a *valid* document with coerced `variables`."""
    root = schema.get_root_type(operation.operation)
    fragments = {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    return _Estimate(schema, fragments, dict(variables), limits).of(operation.selection_set, root, None)


@dataclass(slots=True)
class _Estimate:
    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    variables: dict[str, Any]
    limits: Limits
    mutation: GraphQLNamedType | None = field(init=False)

    def __post_init__(self) -> None:
        self.mutation = self.schema.mutation_type

    def of(self, selections: SelectionSetNode, parent: GraphQLNamedType | None, size: int | None) -> int:
        """The cost of selections on `parent`, whose lists hold `size` elements if the field above has said so."""
        total = 0
        for selection in selections.selections:
            if isinstance(selection, FieldNode):
                total += self._field(selection, parent, size)
            elif isinstance(selection, FragmentSpreadNode):
                fragment = self.fragments[selection.name.value]
                total += self.of(fragment.selection_set, self._type(fragment, parent), size)
            elif isinstance(selection, InlineFragmentNode):
                total += self.of(selection.selection_set, self._type(selection, parent), size)
        return total

    def _type(
        self, fragment: FragmentDefinitionNode | InlineFragmentNode, parent: GraphQLNamedType | None
    ) -> GraphQLNamedType | None:
        condition = fragment.type_condition
        return self.schema.get_type(condition.name.value) if condition else parent

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None, size: int | None) -> int:
        name = node.name.value
        if name == "__schema":
            return self.limits.introspection_cost
        if name == "__type":
            return self.limits.type_cost
        definition: GraphQLField | None = getattr(parent, "fields", {}).get(name)
        if definition is None:  # __typename
            return 1
        page, batch = self._page(node, definition), self._batch(node)
        own = self.limits.mutation_cost * max(1, batch) if parent is self.mutation else 1
        if node.selection_set is None:
            return own
        asked = batch if page is None and batch else page
        named = get_named_type(definition.type)
        if not _is_list(definition.type):
            return own + self.of(node.selection_set, named, asked)
        if asked is None:
            asked = self.limits.list_size if size is None else size
        return own + asked * self.of(node.selection_set, named, None)

    def _page(self, node: FieldNode, definition: GraphQLField) -> int | None:
        """The page size that the field is asked for, or None where it has no such argument."""
        given = {argument.name.value: argument.value for argument in node.arguments or ()}
        sizes = []
        for name in PAGE_ARGUMENTS & definition.args.keys():
            if name in given:
                value = value_from_ast_untyped(given[name], self.variables)
            else:
                value = coerce_default_value(definition.args[name])
            if isinstance(value, int):
                sizes.append(max(0, value))
        return max(sizes, default=None)

    def _batch(self, node: FieldNode) -> int:
        """The length of the longest list among the field's arguments."""
        values = [value_from_ast_untyped(argument.value, self.variables) for argument in node.arguments or ()]
        longest = 0
        while values:
            value = values.pop()
            if isinstance(value, Mapping):
                values.extend(value.values())
            elif isinstance(value, list | tuple):
                longest = max(longest, len(value))
                values.extend(value)
        return longest


def _is_list(kind: GraphQLOutputType) -> bool:
    return is_list_type(kind.of_type if is_non_null_type(kind) else kind)
