from datetime import timedelta

from creatorport.application.ports.jobs import RevokeGrant
from creatorport.domain.workspace import Role
from tests.fakes.tiktok import Person
from tests.graphql.connecting import FINISH_CONNECT, START_CONNECT, connect, finished, started
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import stored

MARA = Person("open-mara")
SHOW = """
query ($id: ID!) {
  tiktokAccount(id: $id) {
    openId handle displayName state cause ownerId scopes missingScopes isVerified
    accessExpiresAt refreshExpiresAt connectedAt profileAt
    avatar { url absence }
    followers { value absence source capturedAt freshUntil }
  }
}
"""
DISCONNECT = """
mutation ($id: ID!) {
  disconnectTiktokAccount(input: {accountId: $id}) { account { state accessExpiresAt } errors { code } }
}
"""
REFRESH = """
mutation ($id: ID!) {
  refreshTiktokAccount(input: {accountId: $id}) { account { followers { value } } errors { code fixableBy } }
}
"""
START_MARKETPLACE = """
mutation ($input: StartMarketplaceConnectInput!) {
  startMarketplaceConnect(input: $input) { authorizeUrl expiresAt errors { code } }
}
"""


async def test_an_account_is_connected_and_shown_without_its_tokens(gateway: Gateway) -> None:
    answer = await gateway.run(START_CONNECT, {"input": {}}, by=Role.CREATOR)
    assert answer.data is not None
    begun = answer.data["startTiktokConnect"]
    assert (begun["expiresAt"], begun["errors"]) == ("2026-11-20T09:10:00Z", [])
    code, state = gateway.login.consent(begun["authorizeUrl"], MARA)
    done = await finished(gateway, Role.CREATOR, code=code, state=state)
    assert (done["errors"], done["marketplace"]) == ([], None)
    account = done["account"].pop("id")
    assert done["account"] == {"handle": "mara.cooks", "state": "CONNECTED", "ownerId": "creator-1"}
    shown = (await gateway.data(SHOW, {"id": account}, by=Role.CREATOR))["tiktokAccount"]
    assert shown == {
        "openId": "open-mara",
        "handle": "mara.cooks",
        "displayName": "Mara cooks",
        "state": "CONNECTED",
        "cause": None,
        "ownerId": "creator-1",
        "scopes": ["user.info.basic", "user.info.profile", "user.info.stats", "video.publish"],
        "missingScopes": [],
        "isVerified": False,
        "accessExpiresAt": "2026-11-20T11:00:00Z",
        "refreshExpiresAt": "2027-05-19T09:00:00Z",
        "connectedAt": "2026-11-20T09:00:00Z",
        "profileAt": "2026-11-20T09:00:00Z",
        "avatar": {"url": "https://cdn.test/open-mara.jpeg", "absence": None},
        "followers": {
            "value": "184233",
            "absence": None,
            "source": "TIKTOK_DISPLAY",
            "capturedAt": "2026-11-20T09:00:00Z",
            "freshUntil": "2026-11-21T09:00:00Z",
        },
    }


async def test_what_was_not_granted_is_null_and_says_so(gateway: Gateway) -> None:
    account = await connect(gateway, only={"user.info.basic"})
    shown = (await gateway.data(SHOW, {"id": account}))["tiktokAccount"]
    assert (shown["state"], shown["handle"], shown["isVerified"]) == ("LIMITED", None, None)
    assert shown["missingScopes"] == ["user.info.profile", "user.info.stats", "video.publish"]
    assert shown["followers"]["value"] is None
    assert shown["followers"]["absence"] == "NOT_PERMITTED"


async def test_a_dead_picture_link_is_not_shown(gateway: Gateway) -> None:
    account = await connect(gateway)
    gateway.clock.advance(timedelta(hours=6))
    shown = (await gateway.data(SHOW, {"id": account}))["tiktokAccount"]
    assert shown["avatar"] == {"url": None, "absence": "GONE"}


async def test_a_state_works_once(gateway: Gateway) -> None:
    code, state = gateway.login.consent(await started(gateway), MARA)
    await finished(gateway, code=code, state=state)
    again = await finished(gateway, code=code, state=state)
    assert again["account"] is None
    assert again["errors"] == [
        {
            "code": "STATE_USED",
            "message": "This sign-in was finished before. A link works once.",
            "field": "state",
            "fixableBy": "CALLER",
        }
    ]


async def test_nobody_finishes_what_somebody_else_started(gateway: Gateway) -> None:
    code, state = gateway.login.consent(await started(gateway, Role.CREATOR), MARA)
    answer = await finished(gateway, Role.OWNER, code=code, state=state)
    assert [error["code"] for error in answer["errors"]] == ["STATE_FOREIGN"]
    assert stored(gateway, "account") == []


async def test_a_consent_that_was_declined_connects_nothing(gateway: Gateway) -> None:
    _, state = gateway.login.consent(await started(gateway), MARA)
    answer = await finished(gateway, state=state, error="access_denied", code=None)
    assert [(error["code"], error["fixableBy"]) for error in answer["errors"]] == [("CONSENT_DECLINED", "CREATOR")]
    assert stored(gateway, "account") == []


async def test_another_account_than_the_expected_one_is_refused(gateway: Gateway) -> None:
    code, state = gateway.login.consent(await started(gateway, expectedHandle="@ana.glow"), MARA)
    answer = await finished(gateway, code=code, state=state)
    assert [error["code"] for error in answer["errors"]] == ["WRONG_ACCOUNT"]
    assert stored(gateway, "account") == []


async def test_an_expectation_that_is_null_expects_nobody_in_particular(gateway: Gateway) -> None:
    url = await started(gateway, expectedHandle=None)
    code, state = gateway.login.consent(url, MARA)
    assert (await finished(gateway, code=code, state=state))["errors"] == []


async def test_an_account_is_read_anew(gateway: Gateway) -> None:
    account = await connect(gateway)
    gateway.profiles.change(MARA, followers=200_000)
    answer = (await gateway.data(REFRESH, {"id": account}))["refreshTiktokAccount"]
    assert answer == {"account": {"followers": {"value": "200000"}}, "errors": []}


async def test_the_pedigree_of_a_profile_tells_when_it_was_read_and_not_when_its_token_was_renewed(
    gateway: Gateway,
) -> None:
    account = await connect(gateway)
    show = "query ($id: ID!) { tiktokAccount(id: $id) { updatedAt followers { capturedAt } likes { freshUntil } } }"
    gateway.clock.advance(timedelta(hours=3))  # the access token has expired: reading the profile renews it first
    gateway.profiles.troubles.refuse("profiles.read")
    await gateway.data(REFRESH, {"id": account})
    renewed = (await gateway.data(show, {"id": account}))["tiktokAccount"]
    assert renewed == {
        "updatedAt": "2026-11-20T12:00:00Z",
        "followers": {"capturedAt": "2026-11-20T09:00:00Z"},
        "likes": {"freshUntil": "2026-11-21T09:00:00Z"},
    }
    gateway.clock.advance(timedelta(minutes=5))
    await gateway.data(REFRESH, {"id": account})
    read = (await gateway.data(show, {"id": account}))["tiktokAccount"]
    assert read["followers"] == {"capturedAt": "2026-11-20T12:05:00Z"}
    assert read["likes"] == {"freshUntil": "2026-11-21T12:05:00Z"}


async def test_a_disconnected_account_needs_its_creator_again(gateway: Gateway) -> None:
    account = await connect(gateway)
    gone = (await gateway.data(DISCONNECT, {"id": account}))["disconnectTiktokAccount"]
    assert gone == {"account": {"state": "DISCONNECTED", "accessExpiresAt": None}, "errors": []}
    jobs = [waiting.job for waiting in gateway.units.storage.jobs]
    assert len([job for job in jobs if isinstance(job, RevokeGrant)]) == 1
    refused = (await gateway.data(REFRESH, {"id": account}))["refreshTiktokAccount"]
    assert refused == {"account": None, "errors": [{"code": "NEEDS_REAUTH", "fixableBy": "CREATOR"}]}


async def test_a_creator_sees_and_changes_their_own_accounts_only(gateway: Gateway) -> None:
    mine = await connect(gateway, Role.CREATOR, Person("open-mine"))
    theirs = await connect(gateway, gateway.member(Role.CREATOR, name="creator-2"), Person("open-theirs"))
    listed = "{ tiktokAccounts { totalCount nodes { id } } }"
    own = await gateway.data(listed, by=Role.CREATOR)
    assert own["tiktokAccounts"] == {"totalCount": 1, "nodes": [{"id": mine}]}
    everyone = await gateway.data(listed, by=Role.VIEWER)
    assert everyone["tiktokAccounts"]["totalCount"] == 2
    assert (await gateway.data(SHOW, {"id": theirs}, by=Role.CREATOR))["tiktokAccount"] is None
    refused = (await gateway.data(DISCONNECT, {"id": theirs}, by=Role.CREATOR))["disconnectTiktokAccount"]
    assert refused == {"account": None, "errors": [{"code": "NOT_FOUND"}]}
    assert {one.state.value for one in stored(gateway, "account")} == {"connected"}


async def test_the_workspace_is_connected_to_tiktok_one(gateway: Gateway) -> None:
    show = "{ marketplace { ttoAccountId name state cause connectedBy connectedAt } }"
    assert (await gateway.data(show))["marketplace"] is None
    begun = (await gateway.data(START_MARKETPLACE, {"input": {}}))["startMarketplaceConnect"]
    code, state = gateway.brand_login.consent(begun["authorizeUrl"])
    done = (await gateway.data(FINISH_CONNECT, {"input": {"code": code, "state": state}}))["finishTiktokConnect"]
    assert done == {
        "account": None,
        "marketplace": {
            "ttoAccountId": "7400000000000000001",
            "name": "Lumen",
            "state": "CONNECTED",
            "connectedBy": "owner-1",
        },
        "errors": [],
    }
    assert (await gateway.data(show, by=Role.VIEWER))["marketplace"] == {
        "ttoAccountId": "7400000000000000001",
        "name": "Lumen",
        "state": "CONNECTED",
        "cause": None,
        "connectedBy": "owner-1",
        "connectedAt": "2026-11-20T09:00:00Z",
    }


ACTIVITY = """
query ($id: ID!, $kinds: [TikTokAccountActivityKind!]) {
  tiktokAccount(id: $id) {
    activity(kinds: $kinds) { totalCount nodes { kind subjectId facts { name value } } }
  }
}
"""


async def test_what_happened_to_an_account_is_told_newest_first(gateway: Gateway) -> None:
    account = await connect(gateway, Role.CREATOR, MARA)
    await gateway.data(DISCONNECT, {"id": account}, by=Role.CREATOR)
    told = (await gateway.data(ACTIVITY, {"id": account}, by=Role.CREATOR))["tiktokAccount"]["activity"]
    assert told["totalCount"] == 2
    assert [node["kind"] for node in told["nodes"]] == ["CONNECTION", "CONNECTION"]
    assert told["nodes"][0] == {
        "kind": "CONNECTION",
        "subjectId": None,
        "facts": [
            {"name": "cause", "value": None},
            {"name": "state", "value": "disconnected"},
            {"name": "verb", "value": "disconnect"},
        ],
    }
    endings = await gateway.data(ACTIVITY, {"id": account, "kinds": ["GRANT_ENDING"]}, by=Role.CREATOR)
    assert endings["tiktokAccount"]["activity"] == {"totalCount": 0, "nodes": []}
