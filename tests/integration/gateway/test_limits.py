"""What asks too much is refused alike over HTTP and over a WebSocket, with a code, before anything of it is done."""

from typing import Any
from uuid import uuid4

import pytest
from gql.transport.exceptions import TransportQueryError

from creatorport.domain.workspace import Role
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.stage import Stage
from tests.e2e.stage.waiting import soon

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

TOO_MUCH = {
    "TOO_DEEP": "{ campaigns { nodes " + "{ invitations { nodes { campaign " * 5 + "{ id }" + " } } }" * 5 + " } }",
    "TOO_MANY_ALIASES": "{ " + " ".join(f"a{number}: viewer {{ role }}" for number in range(31)) + " }",
    "TOO_MANY_TOKENS": "{ viewer { " + "role " * 4000 + "} }",
    "TOO_COSTLY": "{ campaigns(first: 100) { nodes { invitations(first: 100) { nodes { id handle state } } } } }",
    "TOO_MANY_REPEATS": "{ viewer { " + "role " * 51 + "} }",
    "DOCUMENT_TOO_LONG": "# " + "x" * 70_000 + "\n{ viewer { role } }",
    "GRAPHQL_PARSE_FAILED": "{ viewer { role }",
    "GRAPHQL_VALIDATION_FAILED": "{ viewer { password } }",
    "OPERATION_RESOLUTION_FAILURE": "query A { viewer { role } } query B { viewer { role } }",
}


MODERN, OLDER, STREAM = "application/graphql-response+json", "application/json", "text/event-stream"


async def over_http(
    stage: Stage, brand: Caller, document: str, accept: str = MODERN
) -> tuple[int, dict[str, Any], str]:
    request_id = uuid4().hex
    headers = {**brand.headers, "Accept": accept, "X-Request-ID": request_id}
    async with stage.gateway.recording.client() as http:
        answer = await http.post(stage.gateway.graph, json={"query": document}, headers=headers)
    return answer.status_code, answer.json(), request_id


@pytest.mark.parametrize("code", TOO_MUCH)
async def test_too_much_over_http_is_refused_with_a_code_and_logged(stage: Stage, brand: Caller, code: str) -> None:
    status, answer, request_id = await over_http(stage, brand, TOO_MUCH[code])
    assert (status, "data" in answer) == (400, False)
    assert {error["extensions"]["code"] for error in answer["errors"]} == {code}
    refused, line = await stage.gateway.told_of(request_id)
    assert (refused["event"], refused["codes"]) == ("graphql refused", [code])
    assert (line["event"], line["status"], line["path"]) == ("request", 400, "/graphql")


@pytest.mark.parametrize("accept", [MODERN, OLDER])
@pytest.mark.parametrize(
    ("document", "code"),
    [
        (TOO_MUCH["TOO_MANY_ALIASES"], "TOO_MANY_ALIASES"),
        ('{ campaigns(after: "nowhere") { totalCount } }', "INVALID_VALUE"),
        ('{ campaign(id: "nothing") { name } }', "INVALID_VALUE"),
    ],
)
async def test_why_something_was_refused_is_logged_whatever_type_of_answer_is_accepted(
    stage: Stage, brand: Caller, document: str, code: str, accept: str
) -> None:
    _, answer, request_id = await over_http(stage, brand, document, accept)
    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]
    lines = await stage.gateway.told_of(request_id)
    assert [line["codes"] for line in lines if line["event"] == "graphql refused"] == [[code]]


async def test_what_a_role_may_not_do_is_logged_with_its_reason(stage: Stage) -> None:
    viewer = stage.caller(Role.VIEWER)
    asked = uuid4().hex
    document = "mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { errors { code } } }"
    payload = await viewer.change(document, request_id=asked, name="Glow", brandName="Lumen")
    assert payload["errors"] == [{"code": "NOT_ALLOWED"}]
    lines = await stage.gateway.told_of(asked)
    refused = [line for line in lines if line["event"] == "use case refused"]
    assert [(line["use_case"], line["reason"]) for line in refused] == [("create_campaign", "NOT_ALLOWED")]


@pytest.mark.parametrize("code", TOO_MUCH)
async def test_too_much_over_a_websocket_is_refused_with_the_same_code(stage: Stage, brand: Caller, code: str) -> None:
    async with brand.raw_socket() as line:
        await line.subscribe("1", TOO_MUCH[code])
        refused = await line.hear()
        assert (refused["type"], refused["id"]) == ("error", "1")
        assert {error["extensions"]["code"] for error in refused["payload"]} == {code}
        # The line is as good as before.
        await line.subscribe("1", "{ viewer { memberId } }")
        assert (await line.hear())["payload"] == {"data": {"viewer": {"memberId": "brand"}}}


async def test_an_unknown_variable_type_is_told_to_the_caller(brand: Caller) -> None:
    with pytest.raises(TransportQueryError) as refused:
        await brand.ask("query ($first: Int!) { campaigns(first: $first) { totalCount } }", first="many")
    assert refused.value.errors is not None
    assert [error["extensions"]["code"] for error in refused.value.errors] == ["BAD_USER_INPUT"]


async def test_a_page_that_is_too_large_or_empty_is_refused(brand: Caller) -> None:
    for first in (0, -1, 101, 2**31 - 1):
        [error] = await brand.refused("query ($first: Int!) { campaigns(first: $first) { totalCount } }", first=first)
        assert error["extensions"]["code"] in ("INVALID_VALUE", "TOO_COSTLY")


async def test_a_body_that_is_too_large_is_refused_over_both(stage: Stage, brand: Caller) -> None:
    large = "{ viewer { role } } #" + "x" * 262_144
    status, answer, _ = await over_http(stage, brand, large)
    assert (status, answer["errors"][0]["extensions"]["code"]) == (413, "BODY_TOO_LARGE")
    async with brand.raw_socket() as line:
        await line.subscribe("1", large)
        assert await line.closed() == 1009
    async with brand.raw_socket() as line:
        await line.subscribe("1", large * 2)
        assert await line.closed() == 1009
    soon(
        lambda: socket_ends(stage)[-2:] == ["A message has more than 262144 bytes", "a message was far too big"],
        "the log says why both were closed",
    )


def socket_ends(stage: Stage) -> list[str]:
    assert stage.gateway.program is not None
    return [line["reason"] for line in stage.gateway.program.lines() if line["event"].startswith("graphql socket")]


async def test_a_mutation_that_is_refused_for_its_size_changes_nothing(stage: Stage, brand: Caller) -> None:
    before = (await brand.ask("{ campaigns { totalCount } }"))["campaigns"]["totalCount"]
    create = 'createCampaign(input: {{name: "Flood {0}", brandName: "Lumen"}}) {{ campaign {{ id }} }}'
    document = "mutation { " + " ".join(f"a{number}: {create.format(number)}" for number in range(40)) + " }"
    status, _, _ = await over_http(stage, brand, document)
    assert status == 400
    assert (await brand.ask("{ campaigns { totalCount } }"))["campaigns"]["totalCount"] == before
