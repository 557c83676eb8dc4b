from creatorport.domain.workspace import Role
from tests.graphql.gateway import Gateway, codes
from tests.graphql.seeds import Seeds

SHOWN = """query ($id: ID!) { node(id: $id) { ... on Post { sparkAuthorization {
  status requestedDays codeStatus startsAt endsAt extendingDays redemption advertiserId failure %s
} } } }"""
REQUEST = """mutation ($input: RequestSparkAuthorizationInput!) { requestSparkAuthorization(input: $input) {
  post { sparkAuthorization { status requestedDays } } errors { code field }
} }"""


async def furnished(gateway: Gateway) -> str:
    seeds = Seeds(gateway)
    await gateway.connect_marketplace()
    await seeds.campaign()
    await seeds.creator()
    return await seeds.post(video_id="7")


async def test_a_post_is_asked_for_and_shown(gateway: Gateway) -> None:
    post = await furnished(gateway)
    assert (await gateway.data(SHOWN % "code", {"id": post}))["node"] == {"sparkAuthorization": None}
    asked = (await gateway.data(REQUEST, {"input": {"postId": post, "days": 60}}))["requestSparkAuthorization"]
    assert asked == {"post": {"sparkAuthorization": {"status": "REQUESTING", "requestedDays": 60}}, "errors": []}
    wrong = (await gateway.data(REQUEST, {"input": {"postId": post, "days": 0}}))["requestSparkAuthorization"]
    assert wrong == {"post": None, "errors": [{"code": "INVALID_VALUE", "field": "days"}]}


async def test_the_code_is_shown_to_those_who_run_campaigns_and_to_nobody_else(gateway: Gateway) -> None:
    post = await furnished(gateway)
    code = await Seeds(gateway).spark("glow-ana-7")
    for by in (Role.OWNER, Role.MANAGER):
        shown = (await gateway.data(SHOWN % "code", {"id": post}, by=by))["node"]["sparkAuthorization"]
        assert shown == {
            "status": "ACCEPTED",
            "requestedDays": 30,
            "codeStatus": "NOT_USED",
            "startsAt": "2026-11-20T09:00:00Z",
            "endsAt": "2026-12-20T09:00:00Z",
            "extendingDays": None,
            "redemption": "NONE",
            "advertiserId": None,
            "failure": None,
            "code": code,
        }
    without = (await gateway.data(SHOWN % "", {"id": post}, by=Role.VIEWER))["node"]["sparkAuthorization"]
    assert without["status"] == "ACCEPTED"
    refused = await gateway.run(SHOWN % "code", {"id": post}, by=Role.VIEWER)
    assert codes(refused) == ["NOT_ALLOWED"]
    assert refused.data is not None
    assert refused.data["node"]["sparkAuthorization"]["code"] is None
    stranger = gateway.member(Role.OWNER, workspace="rival")
    assert await gateway.data(SHOWN % "code", {"id": post}, by=stranger) == {"node": None}


async def test_a_code_is_taken_by_the_operators_advertiser(gateway: Gateway) -> None:
    post = await furnished(gateway)
    await Seeds(gateway).spark("glow-ana-7")
    document = """mutation ($id: ID!) { redeemSparkCode(input: {postId: $id}) {
      post { sparkAuthorization { redemption advertiserId } } errors { code } } }"""
    answer = (await gateway.data(document, {"id": post}, by=Role.MANAGER))["redeemSparkCode"]
    taken = {"redemption": "REDEEMING", "advertiserId": "7000000000000000042"}
    assert answer == {"post": {"sparkAuthorization": taken}, "errors": []}
