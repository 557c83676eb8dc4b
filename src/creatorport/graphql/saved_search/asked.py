"""What a saved search keeps: the inputs of discovery as JSON, as a client would send them, and back again."""

import json
from collections.abc import Mapping
from typing import Any, cast

from graphql import (
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLSchema,
    Undefined,
    coerce_input_value,
    get_named_type,
    is_leaf_type,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.arguments import convert_argument

from creatorport.application.discovery.question import tidy
from creatorport.domain.errors import InvalidValue
from creatorport.domain.texts import text
from creatorport.graphql.context import Info
from creatorport.graphql.creator.search import CreatorFilter, CreatorSort, question_of

FORM = 1
"""Counts the forms in which searches were kept. It grows when an older one can no longer be read."""

_WORD_MAX = 200
_PARTS: Mapping[str, type] = {"filter": CreatorFilter, "sort": CreatorSort}


def written(info: Info, wanted: CreatorFilter, sort: CreatorSort | None) -> str:
    """Return the inputs as JSON. Raises InvalidValue for what could never be looked for."""
    given = {"filter": wanted, "sort": sort}
    schema: GraphQLSchema = info.schema._schema  # noqa: SLF001  Strawberry has no other way to it
    parts = {
        name: _plain(schema.type_map[_PARTS[name].__name__], value, name)
        for name, value in given.items()
        if value is not None
    }
    try:
        tidy(question_of(wanted, sort))
    except InvalidValue as error:
        raise InvalidValue(f"filter.{error.field}", error.reason) from error
    return json.dumps(parts, sort_keys=True, separators=(",", ":"))


def read(info: Info, asked: str, form: int) -> tuple[CreatorFilter, CreatorSort | None]:
    """Return the inputs again. Raises InvalidValue where they no longer fit the graph."""
    parts = json.loads(asked) if form == FORM else {}
    schema, read_parts = info.schema._schema, {}  # noqa: SLF001  as above
    for name, kind in _PARTS.items():
        if name in parts:
            coerced = coerce_input_value(parts[name], cast("GraphQLInputType", schema.type_map[kind.__name__]))
            if coerced is not Undefined:
                registry = info.schema.schema_converter.scalar_registry
                read_parts[name] = convert_argument(coerced, kind, registry, info.schema.config)
    if read_parts.keys() != parts.keys() or "filter" not in parts:
        raise InvalidValue("id", "was saved in a form that no longer fits; save the search anew")
    return read_parts["filter"], read_parts.get("sort")  # type: ignore[return-value]  # what the parts are of


def _plain(kind: Any, value: Any, field: str) -> Any:
    """Return an input's value as JSON, without what was not given."""
    if isinstance(value, list):
        return [_plain(kind, one, f"{field}.{index}") for index, one in enumerate(value)]
    if isinstance(kind, GraphQLInputObjectType):
        given = {
            name: (getattr(value, of.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].python_name), of.type)
            for name, of in kind.fields.items()
        }
        return {
            name: _plain(get_named_type(of), one, f"{field}.{name}")
            for name, (one, of) in given.items()
            if one is not None
        }
    if isinstance(value, str):
        text(value, field, _WORD_MAX)
    if is_leaf_type(kind):
        return kind.coerce_output_value(value)
    raise TypeError(f"{field}: not an input: {kind!r}")
