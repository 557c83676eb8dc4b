"""Which of the ids that a caller gave is the one that nothing was found by."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from strawberry.utils.str_converters import to_camel_case

from creatorport.domain.errors import InvalidValue, NotFound
from creatorport.graphql.global_ids import split


def culprit(error: NotFound, given: Mapping[str, object]) -> str | None:
    """Return the field whose id names what was not found, as `campaignId` or `creatorIds.2`; None where it is none."""
    return next((name for name, text in _texts(given) if _names(text, error.id)), None)


def _texts(given: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        if isinstance(value, str):
            yield to_camel_case(name), value
        elif isinstance(value, list):
            yield from (
                (f"{to_camel_case(name)}.{index}", one) for index, one in enumerate(value) if isinstance(one, str)
            )
        elif is_dataclass(value) and name == "input":
            yield from _texts({field.name: getattr(value, field.name) for field in fields(value)})


def _names(text: str, id_: str) -> bool:
    try:
        return split(text)[1] == id_
    except InvalidValue:
        return False  # another text, no id
