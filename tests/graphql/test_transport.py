"""The schema behind the gateway's own engine: what it costs, and what a caller sees of refusals and of faults."""

import asyncio
import json
from typing import Any

import pytest

from creatorport.adapters.http.graphql.answers import encode, public_errors
from creatorport.adapters.http.graphql.operations import Operations
from creatorport.adapters.http.graphql.refusals import Refused
from creatorport.adapters.http.graphql.requests import GraphQLRequest
from creatorport.adapters.http.graphql.strawberry_engine import StrawberryEngine
from creatorport.adapters.http.graphql.subscriptions import Listener, Subscriptions
from creatorport.domain.workspace import Role
from creatorport.graphql.context import GraphCaller
from creatorport.graphql.schema import schema
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import Seeds
from tests.graphql.test_batching import NESTED
from tests.graphql.test_following import FOLLOW, measured
from tests.transport_defaults import LIMITS

ENGINE = StrawberryEngine(schema)
OPERATIONS = Operations(ENGINE, LIMITS)


class Heard(Listener):
    def __init__(self) -> None:
        self.payloads: list[dict[str, Any]] = []
        self.refused: Refused | None = None
        self.news = asyncio.Event()

    def offer(self, payload: str) -> None:
        self.payloads.append(json.loads(payload))
        self.news.set()

    async def deliver(self, payload: str) -> None:
        self.offer(payload)

    def end(self, refused: Refused | None) -> None:
        self.refused = refused
        self.news.set()


async def answered(gateway: Gateway, document: str, by: Role | None = Role.OWNER, **variables: Any) -> dict[str, Any]:
    caller = GraphCaller(gateway.application, None if by is None else gateway.member(by))
    operation = OPERATIONS.prepare(GraphQLRequest(document, None, variables))
    answer: dict[str, Any] = json.loads(encode(await ENGINE.execute(operation, caller.context("r-1")), "r-1"))
    return answer


async def heard(gateway: Gateway, by: Role, **variables: Any) -> Heard:
    """Subscribe, and return once something came."""
    listener = Heard()
    caller = GraphCaller(gateway.application, gateway.member(by))
    operation = OPERATIONS.prepare(GraphQLRequest(FOLLOW, None, variables))
    stop = Subscriptions(ENGINE).start(operation, caller, "r-1", listener)
    await asyncio.wait_for(listener.news.wait(), 30)
    stop()
    return listener


async def test_a_query_is_answered(gateway: Gateway) -> None:
    campaign = await Seeds(gateway).campaign()
    answer = await answered(gateway, "query ($id: ID!) { campaign(id: $id) { name } }", id=campaign)
    assert answer == {"data": {"campaign": {"name": "Campaign glow"}}}


async def test_a_refusal_is_shown_as_it_is(gateway: Gateway) -> None:
    answer = await answered(gateway, "{ campaigns { totalCount } }", by=Role.CREATOR)
    assert answer["data"] is None
    assert [(error["message"], error["path"], error["extensions"]) for error in answer["errors"]] == [
        (
            "The role creator does not permit this (SEE_CAMPAIGNS): it takes owner, manager or viewer.",
            ["campaigns"],
            {"code": "NOT_ALLOWED", "field": None, "fixableBy": "MEMBER", "retryAt": None},
        )
    ]


async def test_a_stranger_is_told_to_sign_in(gateway: Gateway) -> None:
    answer = await answered(gateway, "{ viewer { memberId } }", by=None)
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]


@pytest.mark.parametrize(
    "document",
    [
        "{ campaigns { totalCount } }",
        'mutation { createCampaign(input: {name: "x", brandName: "y"}) { campaign { id } } }',
    ],
    ids=["query", "mutation"],
)
async def test_a_fault_is_masked(gateway: Gateway, document: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object, **__: object) -> Any:
        raise RuntimeError("password=hunter2")

    monkeypatch.setattr(gateway.application.reads.campaigns, "page", broken)
    monkeypatch.setattr(gateway.application.reads.campaigns, "by_ids", broken)
    answer = await answered(gateway, document)
    assert [(error["message"], error["extensions"]) for error in answer["errors"]] == [
        ("Internal error", {"code": "INTERNAL", "requestId": "r-1"})
    ]
    assert "hunter2" not in json.dumps(answer)


async def test_a_subscription_is_heard(gateway: Gateway) -> None:
    campaign = await measured(gateway, 7)
    listener = await heard(gateway, Role.VIEWER, id=campaign)
    message = listener.payloads[0]["data"]["campaignPerformance"]
    assert (message["campaignId"], message["totals"]["views"]["value"]) == (campaign, "7")


async def test_a_subscription_that_is_refused_says_why(gateway: Gateway) -> None:
    campaign = await measured(gateway, 7)
    listener = await heard(gateway, Role.CREATOR, id=campaign)
    assert listener.payloads == []
    assert listener.refused is not None
    shown = public_errors(listener.refused.errors, "r-1")
    assert [error["extensions"]["code"] for error in shown] == ["NOT_ALLOWED"]


def test_what_front_ends_ask_for_every_day_is_within_the_limits() -> None:
    assert OPERATIONS.prepare(GraphQLRequest(NESTED, None, {"id": "x"})).cost < 500


def test_a_history_costs_what_it_can_return() -> None:
    document = "query ($n: Int!) { node(id: 1) { ... on Post { history(newest: $n) { fell capturedAt } } } }"
    prices = [OPERATIONS.prepare(GraphQLRequest(document, None, {"n": n})).cost for n in (10, 200)]
    assert prices == [22, 402]


def test_the_largest_pages_within_each_other_are_refused() -> None:
    document = "{ campaigns(first: 100) { nodes { invitations(first: 100) { nodes { creator { handle id } } } } } }"
    with pytest.raises(Refused) as refused:
        OPERATIONS.prepare(GraphQLRequest(document, None, {}))
    assert [(error.extensions or {})["code"] for error in refused.value.errors] == ["TOO_COSTLY"]
