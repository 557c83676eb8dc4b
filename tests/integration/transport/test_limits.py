"""What a document may ask: counted rightly, refused early, and never slow to find out."""

import sys
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import Any

import pytest
from graphql import GraphQLError, get_introspection_query, parse, validate
from hypothesis import given
from hypothesis import strategies as st

from creatorport.adapters.http.graphql.cost import cost
from creatorport.adapters.http.graphql.limits import LimitExceeded, Limits
from creatorport.adapters.http.graphql.operations import Operations
from creatorport.adapters.http.graphql.refusals import Refused
from creatorport.adapters.http.graphql.requests import GraphQLRequest
from creatorport.adapters.http.graphql.shape import Shape, measure
from creatorport.adapters.http.graphql.strawberry_engine import StrawberryEngine
from tests.integration.transport.sample import sample_schema
from tests.transport_defaults import LIMITS

VAST = 10**9
MOST_CALLS = 500_000
"""Of functions, for one document: some tenths of a second."""

UNBOUNDED = replace(
    LIMITS,
    depth=VAST,
    introspection_depth=VAST,
    nesting=VAST,
    fields=VAST,
    aliases=VAST,
    repeats=VAST,
    directives=VAST,
    root_fields=VAST,
)
ENGINE = StrawberryEngine(sample_schema())


def shape(text: str, limits: Limits = UNBOUNDED) -> Shape:
    return measure(parse(text), limits)


def prepare(text: str, limits: Limits | None = None, **variables: Any) -> int:
    """The cost of an operation that is accepted."""
    return Operations(ENGINE, limits or LIMITS).prepare(GraphQLRequest(text, None, variables)).cost


def refusal(text: str, limits: Limits | None = None, **variables: Any) -> str:
    with pytest.raises(Refused) as refused:
        prepare(text, limits, **variables)
    found: str = (refused.value.errors[0].extensions or {})["code"]
    return found


def test_depth_goes_through_fragments_and_they_add_none() -> None:
    text = "{ a { ... { ...F } } } fragment F on T { b { ... on T { c } } }"
    assert (shape(text).depth, shape(text).fields) == (3, 6)


def test_a_cycle_of_fragments_is_cut_and_left_to_validation() -> None:
    text = "{ a { ...F } } fragment F on T { b { ...G } } fragment G on T { c { ...F ...G ...Unknown } }"
    assert shape(text).depth == 3


def test_only_aliases_that_rename_count_wherever_they_are_spread() -> None:
    assert shape("{ x: a a: a { ...F ...F } } fragment F on T { y: b }").aliases == 3


def test_repeats_are_counted_where_they_merge() -> None:
    assert shape("{ a { b } a { b ...F } ... { a { x: b } } } fragment F on T { b }").repeats == 3


def test_introspection_has_a_depth_of_its_own() -> None:
    found = shape("{ a { b } s: __schema { types { fields { name } } } }")
    assert (found.depth, found.introspection_depth, found.introspects) == (2, 4, True)
    assert not shape("{ a { __schema { b } } }").introspects


def test_the_standard_introspection_queries_pass_the_default_limits() -> None:
    assert prepare(get_introspection_query(), LIMITS) == LIMITS.introspection_cost
    full = get_introspection_query(
        descriptions=True, specified_by_url=True, directive_is_repeatable=True, schema_description=True
    )
    assert prepare(full) == LIMITS.introspection_cost


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ " + "hello " * 4001 + "}", "TOO_MANY_TOKENS"),
        ("{ hello } " + "#\n" * 4001, "TOO_MANY_TOKENS"),
        ("#" * 70_000 + "\n{ hello }", "DOCUMENT_TOO_LONG"),
        ("{ a" * 1900 + "}" * 1900, "TOO_DEEP"),
        ("{ creators(ids: " + "[" * 1900 + "]" * 1900 + ") { totalCount } }", "TOO_DEEP"),
        ("{ a " + "{ a " * 14 + "}" * 15, "TOO_DEEP"),
        ("{ " + "... { " * 60 + "hello" + " }" * 61, "TOO_DEEP"),
        ("{ " + " ".join(f"a{n}: hello" for n in range(15)) + " creators { ...F } } fragment F on Creators { "
         + " ".join(f"b{n}: totalCount" for n in range(16)) + " }", "TOO_MANY_ALIASES"),
        ("{ " + " ".join(f"f{n}" for n in range(21)) + " }", "TOO_MANY_ROOT_FIELDS"),
        ("{ hello " + "@skip(if: true) " * 6 + "}", "TOO_MANY_DIRECTIVES"),
        ("query " + "@a " * 6 + "{ hello }", "TOO_MANY_DIRECTIVES"),
        ("{ " + "hello " * 51 + "}", "TOO_MANY_REPEATS"),
        ("{ hello } fragment Unused on Query { " + "hello " * 51 + "}", "TOO_MANY_REPEATS"),
        ("{ " + " ".join(f"s{n}: __schema {{ queryType {{ name }} }}" for n in range(5)) + " }", "TOO_COSTLY"),
        ("{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
         "GRAPHQL_VALIDATION_FAILED"),
    ],
)  # fmt: skip
def test_a_document_beyond_a_limit_is_refused_by_name(text: str, expected: str) -> None:
    assert refusal(text) == expected


def test_a_refusal_tells_the_limit() -> None:
    with pytest.raises(LimitExceeded) as exceeded:
        shape("{ a { b { c } } }", replace(UNBOUNDED, depth=2))
    assert exceeded.value.formatted == {
        "message": "The document has more than 2 levels of fields.",
        "extensions": {"code": "TOO_DEEP", "limit": 2},
    }


def test_limits_must_be_positive() -> None:
    with pytest.raises(ValueError, match="limits must be positive: depth, cost"):
        replace(LIMITS, depth=0, cost=-1)


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("{ hello }", {}, 1),
        ('{ creator(name: "a") { name } }', {}, 2),
        # one for creators, edges, pageInfo, hasNextPage and totalCount each, and node and name thrice
        ("{ creators(first: 3) { edges { node { name } } pageInfo { hasNextPage } totalCount } }", {}, 11),
        ("query ($n: Int!) { creators(first: $n) { edges { node { name } } } }", {"n": 3}, 8),
        ("query ($n: Int = 4) { creators(first: $n) { edges { node { name } } } }", {}, 10),
        # the argument's default is 5
        ("{ creators { edges { node { name } } } }", {}, 12),
        ("{ creators(first: -1) { edges { node { name } } } }", {}, 2),
        # nested pages multiply: 1 + 1 + 3 * (node 1 + friends 1 + edges 1 + 2 * (node 1 + name 1))
        ("{ creators(first: 3) { edges { node { friends(first: 2) { edges { node { name } } } } } } }", {}, 23),
        # a list that nothing bounds is taken for 20
        ('{ creator(name: "a") { tags { name } } }', {}, 22),
        # the page size does not leak through the node to other lists
        ("{ creators(first: 1) { edges { node { tags { name } } } } }", {}, 24),
        # a mutation costs 10 per element of its batch, and its lists are as long as the batch
        ("mutation ($i: Invite!) { invite(input: $i) { creators { name } } }", {"i": {"names": ["a", "b", "c"]}}, 34),
        ('mutation { publish(text: "x") }', {}, 10),
        ("{ ...F ... { hello } } fragment F on Query { creators(first: 2) { edges { node { name } } } }", {}, 7),
    ],
)  # fmt: skip
def test_cost_is_what_the_answer_can_hold(text: str, variables: dict[str, Any], expected: int) -> None:
    assert prepare(text, **variables) == expected


def test_a_page_given_by_variable_is_weighed_like_a_literal_one() -> None:
    text = "query ($n: Int!) { creators(first: $n) { edges { node { name } } } }"
    assert prepare(text, n=9_999) == 20_000
    assert refusal(text, n=10_000) == "TOO_COSTLY"


@pytest.mark.parametrize(
    "text",
    [
        # exponentially many fields in few words
        "{ ...F0 } " + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(300)),
        "{ ...F0 } " + " ".join(
            f"fragment F{n} on Creator {{ a: friends {{ edges {{ node {{ ...F{n + 1} }} }} }} "
            f"b: friends {{ edges {{ node {{ ...F{n + 1} }} }} }} }}" for n in range(80)
        ),
        # a fragment for every field: merging compares all of them with each other
        "{ " + " ".join(f"...F{n}" for n in range(380)) + " } "
        + " ".join(f"fragment F{n} on Query {{ hello }}" for n in range(380)),
        "{ " + " ".join(f"...F{n}" for n in range(300)) + " } "
        + " ".join(f"fragment F{n} on Query {{ a{n}: hello }}" for n in range(300)),
        "{ " + "creators { edges { node { " * 3 + "name " * 400 + "} } } " * 3 + "}",
        "query (" + " ".join(f"$v{n}: Int" for n in range(900)) + ") { hello }",
        "{ hello(" + " ".join(f"a{n}: 1" for n in range(1200)) + ") }",
        "{ " + " ".join(f"nothing{n}" for n in range(19)) + " creators { "
        + " ".join(f"x{n}" for n in range(1900)) + " } }",
    ],
)  # fmt: skip
def test_hostile_documents_are_dealt_with_in_few_steps(text: str) -> None:
    assert calls_of(lambda: refusal(text)) < MOST_CALLS


def calls_of(work: Callable[[], object]) -> int:
    """How many functions are called in its course: what it costs, on whatever machine."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls


def test_good_documents_are_examined_once_and_bad_ones_forgotten() -> None:
    operations = Operations(ENGINE, LIMITS)
    first = operations.prepare(GraphQLRequest("{ hello }", None, {}))
    assert operations.prepare(GraphQLRequest("{ hello }", None, {})).document is first.document
    for number in range(600):
        operations.prepare(GraphQLRequest(f"{{ hello }} #{'x' * 2000}{number}", None, {}))
    assert operations.prepare(GraphQLRequest("{ hello }", None, {})).document is not first.document


# Documents as nested lists: the model counts on these what `measure` counts on the parsed text.
names = st.sampled_from(["a", "b", "c"])
fragment_names = st.sampled_from(["F", "G", "H", "Missing"])
selections: st.SearchStrategy[list[Any]] = st.recursive(
    st.lists(st.tuples(st.just("field"), names, st.none() | names, st.none()), min_size=1, max_size=3),
    lambda inner: st.lists(
        st.tuples(st.just("field"), names, st.none() | names, st.none() | inner)
        | st.tuples(st.just("inline"), inner)
        | st.tuples(st.just("spread"), fragment_names),
        min_size=1,
        max_size=4,
    ),
    max_leaves=12,
)
documents = st.fixed_dictionaries({"": selections, "F": selections, "G": selections, "H": selections})


def written(chosen: list[Any]) -> str:
    parts = []
    for kind, *rest in chosen:
        if kind == "field":
            name, alias, inner = rest
            parts.append((f"{alias}: " if alias else "") + name + (f" {written(inner)}" if inner else ""))
        else:
            parts.append(f"... {written(rest[0])}" if kind == "inline" else f"...{rest[0]}")
    return "{ " + " ".join(parts) + " }"


def text_of(document: dict[str, list[Any]]) -> str:
    fragments = [f"fragment {name} on T {written(chosen)}" for name, chosen in document.items() if name]
    return " ".join([written(document[""]), *fragments])


def modelled(
    document: dict[str, list[Any]], chosen: list[Any], within: frozenset[str], reached: set[str]
) -> tuple[int, int, int]:
    """Depth, aliases and selections, by plain recursion."""
    depth, aliases, fields = 0, 0, len(chosen)
    for kind, *rest in chosen:
        below, inner, under = 0, None, within
        if kind == "field":
            name, alias, inner = rest
            aliases += alias is not None and alias != name
            below = 1
        elif kind == "inline":
            (inner,) = rest
        elif rest[0] in document and rest[0] not in within:
            reached.add(rest[0])
            inner, under = document[rest[0]], within | {rest[0]}
        found = modelled(document, inner, under, reached) if inner else (0, 0, 0)
        depth, aliases, fields = max(depth, below + found[0]), aliases + found[1], fields + found[2]
    return depth, aliases, fields


@given(documents)
def test_counts_agree_with_a_naive_model(document: dict[str, list[Any]]) -> None:
    reached: set[str] = set()
    depth, aliases, fields = modelled(document, document[""], frozenset(), reached)
    for name, chosen in document.items():
        if name and name not in reached:
            found = modelled(document, chosen, frozenset({name}), reached)
            depth, aliases, fields = max(depth, found[0]), aliases + found[1], fields + found[2]
    counted = shape(text_of(document))
    assert (counted.depth, counted.aliases, counted.fields) == (depth, aliases, fields)


@given(documents, st.integers(1, 6), st.integers(1, 20))
def test_a_limit_refuses_exactly_what_exceeds_it(document: dict[str, list[Any]], depth: int, aliases: int) -> None:
    counted = shape(text_of(document))
    code = None
    try:
        measure(parse(text_of(document)), replace(UNBOUNDED, depth=depth, aliases=aliases))
    except LimitExceeded as exceeded:
        code = exceeded.code
    assert (code is not None) == (counted.depth > depth or counted.aliases > aliases)
    assert code in {None, "TOO_DEEP", "TOO_MANY_ALIASES"}


@given(st.text(st.sampled_from('{}()[]:$!@#"\\.,=|& \nabFon1-é🏃'), max_size=120))
def test_any_text_is_either_an_operation_or_refused(text: str) -> None:
    operations = Operations(ENGINE, LIMITS)
    errors: tuple[GraphQLError, ...] = ()
    price = -1
    try:
        price = operations.prepare(GraphQLRequest(text, None, {})).cost
    except Refused as refused:
        errors = refused.errors
    assert (price >= 0) != bool(errors)
    assert all((error.extensions or {}).get("code") for error in errors)


def creators_documents() -> st.SearchStrategy[str]:
    """Valid selections of creators within creators."""
    inner: st.SearchStrategy[str] = st.recursive(
        st.just("name"),
        lambda below: st.builds(
            lambda size, one, two: f"name friends(first: {size}) {{ totalCount edges {{ node {{ {one} {two} }} }} }}",
            st.integers(-3, 30),
            below,
            st.just("__typename"),
        ),
        max_leaves=4,
    )
    return inner.map(lambda text: f"{{ creators {{ edges {{ node {{ {text} }} }} }} }}")


@given(creators_documents(), st.integers(1, 50))
def test_cost_grows_with_the_document_and_never_crashes(text: str, size: int) -> None:
    document = parse(text)
    assert validate(ENGINE.schema, document) == []
    operation: Any = document.definitions[0]
    smaller = cost(ENGINE.schema, document, operation, {}, replace(LIMITS, list_size=size))
    larger = cost(ENGINE.schema, document, operation, {}, replace(LIMITS, list_size=size + 1))
    assert 0 < smaller <= larger
