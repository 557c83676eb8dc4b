"""How large a document is, measured on its syntax alone, before the schema is asked anything."""

from collections import defaultdict
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from creatorport.adapters.http.graphql.limits import LimitExceeded, Limits

INTROSPECTION_ROOTS = frozenset({"__schema", "__type"})


@dataclass(slots=True)
class Shape:
    """What was counted, with every fragment spread out; the largest of all operations for depth and root fields."""

    depth: int = 0
    introspection_depth: int = 0
    fields: int = 0
    """Selections of every kind."""
    aliases: int = 0
    repeats: int = 0
    directives: int = 0
    root_fields: int = 0
    introspects: bool = False


def measure(document: DocumentNode, limits: Limits) -> Shape:
    """Measure every operation, and every fragment that no operation reaches (validation would walk it too).

    Stops at the first bound that is passed, so the work is bounded by `limits` and not by the document, which can
    describe exponentially many fields. A spread that would close a cycle, or that has no definition, is left to
    validation. Raises `LimitExceeded`.
    """
    survey = _Survey(document, limits)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            survey.walk(definition.selection_set, is_operation=True)
        survey.count_directives(definition)
    for name, fragment in survey.fragments.items():
        if name not in survey.reached:
            survey.walk(fragment.selection_set, is_operation=False, entered=name)
    return survey.shape


@dataclass(frozen=True, slots=True)
class _Place:
    """A selection set where it is spread out: below which fragments, how deep in selection sets."""

    selections: SelectionSetNode
    within: frozenset[str]
    nesting: int


@dataclass(slots=True)
class _Survey:
    document: DocumentNode
    limits: Limits
    shape: Shape = field(default_factory=Shape)
    fragments: dict[str, FragmentDefinitionNode] = field(default_factory=dict)
    reached: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.fragments = {
            definition.name.value: definition
            for definition in self.document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }

    def walk(self, selections: SelectionSetNode, *, is_operation: bool, entered: str | None = None) -> None:
        """Visit the answer's places from the root down, each with everything selected there."""
        limits, shape = self.limits, self.shape
        within = frozenset() if entered is None else frozenset({entered})
        pending: list[tuple[list[_Place], int, bool]] = [([_Place(selections, within, 1)], 1, False)]
        while pending:
            places, depth, introspecting = pending.pop()
            answers = self._gather(places)
            if answers:
                if introspecting:
                    shape.introspection_depth = max(shape.introspection_depth, depth)
                    self._bound("TOO_DEEP", "levels of introspection", depth, limits.introspection_depth)
                else:
                    shape.depth = max(shape.depth, depth)
                    self._bound("TOO_DEEP", "levels of fields", depth, limits.depth)
            if depth == 1 and is_operation:
                shape.root_fields = max(shape.root_fields, len(answers))
                self._bound("TOO_MANY_ROOT_FIELDS", "root fields", len(answers), limits.root_fields)
            for found in answers.values():
                shape.repeats = max(shape.repeats, len(found))
                self._bound("TOO_MANY_REPEATS", "repeats of one field", len(found), limits.repeats, found[0][0])
                root = depth == 1 and found[0][0].name.value in INTROSPECTION_ROOTS
                shape.introspects = shape.introspects or root
                below = [
                    _Place(node.selection_set, place.within, place.nesting + 1)
                    for node, place in found
                    if node.selection_set
                ]
                if below:
                    pending.append((below, depth + 1, introspecting or root))

    def count_directives(self, node: object) -> None:
        number = len(getattr(node, "directives", None) or ())
        self.shape.directives = max(self.shape.directives, number)
        self._bound("TOO_MANY_DIRECTIVES", "directives at one place", number, self.limits.directives)

    def _gather(self, places: list[_Place]) -> dict[str, list[tuple[FieldNode, _Place]]]:
        """All fields selected at one place of the answer, by response key, through fragments."""
        limits, shape = self.limits, self.shape
        answers: dict[str, list[tuple[FieldNode, _Place]]] = defaultdict(list)
        pending = list(reversed(places))
        while pending:
            place = pending.pop()
            self._bound("TOO_DEEP", "levels of selections", place.nesting, limits.nesting)
            for selection in place.selections.selections:
                shape.fields += 1
                self._bound("TOO_MANY_FIELDS", "selections", shape.fields, limits.fields)
                self.count_directives(selection)
                if isinstance(selection, FieldNode):
                    if selection.alias and selection.alias.value != selection.name.value:
                        shape.aliases += 1
                        self._bound("TOO_MANY_ALIASES", "aliases", shape.aliases, limits.aliases, selection)
                    answers[(selection.alias or selection.name).value].append((selection, place))
                elif isinstance(selection, FragmentSpreadNode):
                    name = selection.name.value
                    if name in self.fragments and name not in place.within:
                        self.reached.add(name)
                        inner = self.fragments[name].selection_set
                        pending.append(_Place(inner, place.within | {name}, place.nesting + 1))
                else:
                    inner = selection.selection_set  # type: ignore[attr-defined]  # only inline fragments are left
                    pending.append(_Place(inner, place.within, place.nesting + 1))
        return answers

    def _bound(self, code: str, what: str, number: int, limit: int, node: FieldNode | None = None) -> None:
        if number > limit:
            raise LimitExceeded(code, f"The document has more than {limit} {what}.", limit, node)
