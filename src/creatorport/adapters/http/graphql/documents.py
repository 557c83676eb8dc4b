"""Parsing, measuring and validating documents, once per text."""

from collections import OrderedDict
from dataclasses import dataclass

from graphql import DocumentNode, GraphQLError, GraphQLSyntaxError, parse, validate

from creatorport.adapters.http.graphql.engine import Engine
from creatorport.adapters.http.graphql.limits import LimitExceeded, Limits
from creatorport.adapters.http.graphql.refusals import bad_document
from creatorport.adapters.http.graphql.shape import Shape, measure

MAX_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is within the limits and valid for the schema."""

    text: str
    node: DocumentNode
    shape: Shape


class Documents:
    """Remembers the documents that were found good, by text.

    What is kept is bounded by characters, not by number: syntax trees are some hundred times the size of their text,
    and a caller could otherwise fill the memory with large documents. Bad documents are not kept; they cost what they
    cost again, which the limits bound.
    """

    def __init__(
        self, engine: Engine, limits: Limits, *, introspection: bool = True, characters: int = 512 * 1024
    ) -> None:
        self._engine = engine
        self._limits = limits
        self._introspection = introspection
        self._room = characters
        self._kept: OrderedDict[str, Document] = OrderedDict()

    def document(self, text: str) -> Document:
        """The document of this text. Raises `Refused` with every reason why it is not acceptable."""
        kept = self._kept.get(text)
        if kept is not None:
            self._kept.move_to_end(text)
            return kept
        document = self._examine(text)
        self._kept[text] = document
        self._room -= len(text)
        while self._room < 0:
            dropped, _ = self._kept.popitem(last=False)
            self._room += len(dropped)
        return document

    def _examine(self, text: str) -> Document:
        try:
            node = _parse(text, self._limits)
            shape = measure(node, self._limits)
        except GraphQLError as error:
            raise bad_document(error) from error
        if shape.introspects and not self._introspection:
            raise bad_document(
                GraphQLError("Introspection is switched off.", extensions={"code": "INTROSPECTION_DISABLED"})
            )
        errors = validate(
            self._engine.schema,
            node,
            self._engine.rules,
            max_errors=MAX_ERRORS,
            # "Did you mean ..." tells the schema's names one guess at a time.
            hide_suggestions=not self._introspection,
        )
        if errors:
            raise bad_document(*(_with_code(error, "GRAPHQL_VALIDATION_FAILED") for error in errors))
        return Document(text, node, shape)


def _parse(text: str, limits: Limits) -> DocumentNode:
    if len(text) > limits.document_characters:
        raise LimitExceeded(
            "DOCUMENT_TOO_LONG",
            f"The document has more than {limits.document_characters} characters.",
            limits.document_characters,
        )
    try:
        return parse(text, max_lexical_tokens=limits.tokens, max_comments=limits.tokens)
    except GraphQLSyntaxError as error:
        # The parser tells its own two limits from errors of syntax by words only.
        if "Parsing aborted" not in error.message:
            raise _with_code(error, "GRAPHQL_PARSE_FAILED") from error
        if "nested too deeply" in error.message:
            raise LimitExceeded("TOO_DEEP", "The document is nested too deeply.", limits.nesting) from error
        raise LimitExceeded(
            "TOO_MANY_TOKENS", f"The document has more than {limits.tokens} tokens.", limits.tokens
        ) from error


def _with_code(error: GraphQLError, code: str) -> GraphQLError:
    extensions = {"code": code, **(error.extensions or {})}
    return GraphQLError(error.message, error.nodes, error.source, error.positions, extensions=extensions)
