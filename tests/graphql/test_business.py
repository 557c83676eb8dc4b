"""The consent to the business app, through the graph."""

from typing import Any

from creatorport.domain.workspace import Role
from tests.fakes.tiktok import Person
from tests.graphql.connecting import START_BUSINESS, connect, connect_business
from tests.graphql.gateway import Gateway

SHOWN = """
query ($id: ID!) {
  tiktokAccount(id: $id) {
    state
    businessConnection {
      handle state cause scopes missingScopes connectedAt accessExpiresAt refreshExpiresAt
      trouble { code fixableBy }
      warning { code }
    }
  }
}
"""
LET_GO = """
mutation ($id: ID!) {
  disconnectTiktokBusiness(input: {accountId: $id}) {
    account { state businessConnection { state scopes trouble { code } } }
    errors { code }
  }
}
"""


async def shown(gateway: Gateway, account_id: str, by: Role = Role.OWNER) -> Any:
    return (await gateway.data(SHOWN, {"id": account_id}, by=by))["tiktokAccount"]


async def test_a_connection_is_shown_beside_its_account(gateway: Gateway) -> None:
    account_id = await connect(gateway, Role.CREATOR)
    assert (await shown(gateway, account_id))["businessConnection"] is None
    answer = await connect_business(gateway, account_id, Role.CREATOR)
    assert answer["errors"] == []
    assert answer["account"]["id"] == account_id
    one = (await shown(gateway, account_id, Role.CREATOR))["businessConnection"]
    assert (one["handle"], one["state"], one["cause"], one["trouble"]) == ("mara.cooks", "CONNECTED", None, None)
    assert "tcm.order.update" in one["scopes"]
    assert one["missingScopes"] == []


async def test_what_was_not_granted_is_told(gateway: Gateway) -> None:
    account_id = await connect(gateway)
    await connect_business(gateway, account_id, only={"user.info.username"})
    one = (await shown(gateway, account_id))["businessConnection"]
    assert (one["state"], one["scopes"]) == ("LIMITED", ["user.info.username"])
    assert one["trouble"] == {"code": "SCOPES_MISSING", "fixableBy": "CREATOR"}
    assert "user.insights" in one["missingScopes"]


async def test_the_wrong_creator_is_refused_with_a_code(gateway: Gateway) -> None:
    account_id = await connect(gateway)
    answer = await connect_business(gateway, account_id, handle="ben.bikes")
    assert [error["code"] for error in answer["errors"]] == ["WRONG_ACCOUNT"]
    assert (await shown(gateway, account_id))["businessConnection"] is None


async def test_letting_go_leaves_the_account_connected(gateway: Gateway) -> None:
    account_id = await connect(gateway)
    await connect_business(gateway, account_id)
    answer = (await gateway.data(LET_GO, {"id": account_id}))["disconnectTiktokBusiness"]
    assert answer["errors"] == []
    assert answer["account"]["state"] == "CONNECTED"
    assert answer["account"]["businessConnection"] == {
        "state": "DISCONNECTED",
        "scopes": [],
        "trouble": {"code": "DISCONNECTED"},
    }


async def test_creators_and_strangers_do_not_reach_others_connections(gateway: Gateway) -> None:
    account_id = await connect(gateway, Role.OWNER, Person("open-mara"))
    await connect_business(gateway, account_id)
    assert await shown(gateway, account_id, Role.CREATOR) is None
    stranger = gateway.member(Role.OWNER, "umbra")
    assert (await gateway.data(SHOWN, {"id": account_id}, by=stranger))["tiktokAccount"] is None
    for by in (stranger, gateway.member(Role.CREATOR)):
        begun = await gateway.data(START_BUSINESS, {"input": {"accountId": account_id}}, by=by)
        assert [error["code"] for error in begun["startTiktokBusinessConnect"]["errors"]] == ["NOT_FOUND"]
