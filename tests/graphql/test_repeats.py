"""What comes of a mutation that is sent twice: each takes a key, or it is told why it need not."""

import re
from pathlib import Path
from typing import Any

from graphql import GraphQLInputObjectType, get_named_type

from creatorport.application.policy import POLICY
from creatorport.domain.workspace import Role
from creatorport.graphql.access import ACCESS
from creatorport.graphql.schema import schema
from tests.graphql.gateway import Gateway
from tests.graphql.test_access import MOULD, ROOTS, filled, told

MUTATION = re.compile(r"`([a-z]\w+)`")
ROOT = Path(__file__).parents[2]
SECTION = (
    (ROOT / "docs/errors.md").read_text(encoding="utf-8").split("\n## Repeating a mutation\n")[1].split("\n## ")[0]
)
HARMLESS = [
    name for row in SECTION.splitlines() if row.startswith("| `") for name in MUTATION.findall(row.split("|")[1])
]
"""The decision is kept where callers read it: which mutations take no key, and what a repeat comes to."""

TOLD = {
    **{name: ["[], then ['NOT_FOUND']"] for name in HARMLESS if name.startswith("delete")},
    "repairWebhooks": ["('call', 'account_webhooks.find')", "('call', 'webhooks.subscribed')"],
}
"""What a repeat does all the same: it is told, and looks."""


def takes_key(mutation: str) -> bool:
    assert schema.core.mutation_type is not None
    taken = get_named_type(schema.core.mutation_type.fields[mutation].args["input"].type)
    assert isinstance(taken, GraphQLInputObjectType)
    key = taken.fields.get("idempotencyKey")
    assert key is None or str(key.type) == "String"
    return key is not None


MUTATIONS = [one.removeprefix("Mutation.") for one in ACCESS if one.startswith("Mutation.")]
KEYED = [one for one in MUTATIONS if takes_key(one)]


def test_each_mutation_takes_a_key_or_is_known_to_do_no_harm_when_repeated() -> None:
    assert sorted(HARMLESS) == sorted(set(MUTATIONS) - set(KEYED))


async def repeated(mutations: list[str], *, given: str = "") -> dict[str, list[str]]:
    """Send each mutation twice by somebody who may; tell what its repeat did more, where it did."""
    told_more = {}
    for mutation in mutations:
        name, house = f"Mutation.{mutation}", await MOULD.cast()
        gateway, document = house.gateway, filled(ROOTS[name], house.ids)
        document = document.replace("(input: {", f"(input: {{{given}", 1)
        by = Role.OWNER if Role.OWNER in POLICY[ACCESS[name]] else Role.CREATOR
        first = await told(gateway, name, document, by)
        before = left_behind(gateway)
        again = await told(gateway, name, document, by)
        after = left_behind(gateway)
        more = sorted(str(key) for key in before.keys() | after.keys() if before.get(key) != after.get(key))
        told_more[mutation] = more if again == first else [*more, f"{first}, then {again}"]
    return {mutation: more for mutation, more in told_more.items() if more}


def left_behind(gateway: Gateway) -> dict[Any, Any]:
    """Everything that a mutation could do, here and at TikTok."""
    storage, calls = gateway.units.storage, gateway.one.troubles.calls + gateway.login.troubles.calls
    kept = {key: record for key, record in storage.records.items() if key[0] != "attempt"}
    logged = {("stream", name): len(stream.entries) for name, stream in storage.streams.items()}
    return {**kept, **logged, **{("call", name): many for name, many in calls.items()}, "jobs": list(storage.jobs)}


async def test_under_its_key_a_mutation_happens_once() -> None:
    assert await repeated(KEYED, given='idempotencyKey: "k", ') == {}


async def test_a_mutation_without_a_key_does_nothing_more_when_it_is_repeated() -> None:
    assert await repeated(HARMLESS) == TOLD
