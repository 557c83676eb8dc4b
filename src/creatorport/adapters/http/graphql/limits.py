"""What one caller may ask of one server process: every bound of the GraphQL transports in one place."""

from dataclasses import dataclass

from graphql import GraphQLError, Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on a request. Each is checked before the work that it bounds is begun.

    Counts of fields and depths are taken with every fragment spread out, because that is what would be executed.
    What has no default here is a setting, and has it there.
    """

    body_bytes: int
    """Bytes of an HTTP body or of one WebSocket message."""
    document_characters: int = 64 * 1024
    tokens: int
    """Lexical tokens of a document; as many comments again."""
    depth: int
    """Fields within fields."""
    introspection_depth: int = 20
    """The same below `__schema` and `__type`: the standard introspection query needs 15."""
    nesting: int = 60
    """Selection sets within each other, inline fragments and spreads included, which add no depth."""
    fields: int = 2_000
    """Selections with every fragment spread out."""
    aliases: int
    repeats: int = 50
    """How often one response key may be selected at one place: merging repeats costs their square."""
    directives: int = 5
    """Directives on one field, fragment or operation."""
    root_fields: int = 20
    cost: int
    """Field values that the answer can hold at most; see `cost.py`."""
    mutation_cost: int = 10
    """Cost of one root field of a mutation, for each element of its longest input list."""
    introspection_cost: int = 5_000
    """Flat cost of `__schema`, whose answer does not grow with arguments."""
    type_cost: int = 500
    """Flat cost of `__type`."""
    list_size: int = 20
    """Size taken for a list that neither an argument nor a default bounds."""

    def __post_init__(self) -> None:
        wrong = [name for name in self.__dataclass_fields__ if getattr(self, name) < 1]
        if wrong:
            raise ValueError(f"limits must be positive: {', '.join(wrong)}")


class LimitExceeded(GraphQLError):
    """A document asks for more than is allowed.

    `extensions` carry a stable `code` and the `limit` that was met; the message says the same in words.
    """

    def __init__(self, code: str, message: str, limit: int, node: Node | None = None) -> None:
        super().__init__(message, nodes=node, extensions={"code": code, "limit": limit})
        self.code = code
