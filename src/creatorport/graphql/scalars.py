"""The scalars that GraphQL does not have, each with one wire form."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import NewType

import strawberry
from graphql import GraphQLError, IntValueNode, StringValueNode, ValueNode
from strawberry.types.scalar import ScalarDefinition

BigInt = NewType("BigInt", int)
URL = NewType("URL", str)

_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?")
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,18})")


def write_big_int(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int) or not _LOWEST <= value <= _HIGHEST:
        raise TypeError(f"not a 64-bit integer: {value!r}")
    return str(value)


def read_big_int(value: object) -> BigInt:
    """Take a string of digits or a whole number. Anything else, a float too, is refused."""
    number: int | None = None
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        number = int(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        number = value
    if number is None or not _LOWEST <= number <= _HIGHEST:
        raise GraphQLError('BigInt takes a 64-bit integer, as "123" or 123.')
    return BigInt(number)


def _read_big_int_literal(node: ValueNode, _variables: object = None) -> BigInt:
    if isinstance(node, IntValueNode | StringValueNode):
        return read_big_int(node.value)
    raise GraphQLError('BigInt takes a 64-bit integer, as "123" or 123.', node)


def write_decimal(value: object) -> str:
    if not isinstance(value, Decimal) or not value.is_finite():
        raise TypeError(f"not a decimal number: {value!r}")
    return f"{value:f}"


def read_decimal(value: object) -> Decimal:
    """Take a text such as 12.50, or a whole number. A float is refused: it has lost its digits already."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _DECIMAL.fullmatch(text):
        raise GraphQLError('Decimal takes a number as text, such as "12.50", or a whole number.')
    return Decimal(text)


def _read_decimal_literal(node: ValueNode, _variables: object = None) -> Decimal:
    if isinstance(node, IntValueNode | StringValueNode):
        return read_decimal(node.value)
    raise GraphQLError('Decimal takes a number as text, such as "12.50", or a whole number.', node)


def write_date_time(value: object) -> str:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise TypeError(f"not an aware instant: {value!r}")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_date_time(value: object) -> datetime:
    """Take RFC 3339 with a time zone."""
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise GraphQLError("DateTime takes an RFC 3339 instant with its time zone, such as 2026-11-20T09:00:00Z.")
    return instant.astimezone(UTC)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not a text: {value!r}")
    return value


SCALARS: dict[object, ScalarDefinition] = {
    BigInt: strawberry.scalar(
        name="BigInt",
        description=(
            'A 64-bit integer. Answers always write it as a string, such as "9007199254740993", because JavaScript '
            "numbers end at 2^53; inputs take a string or a number."
        ),
        serialize=write_big_int,
        parse_value=read_big_int,
        parse_literal=_read_big_int_literal,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description=(
            'An exact decimal number. Answers write it as a string, such as "12.50"; inputs take a string or a whole '
            "number."
        ),
        serialize=write_decimal,
        parse_value=read_decimal,
        parse_literal=_read_decimal_literal,
    ),
    URL: strawberry.scalar(
        name="URL",
        description="An absolute URL. Links of TikTok are given byte for byte as TikTok signed them.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3986",
        serialize=_text,
        parse_value=_text,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="An instant as RFC 3339 writes it, in UTC: 2026-11-20T09:00:00Z.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=write_date_time,
        parse_value=read_date_time,
    ),
}
