from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id
from tests.graphql.gateway import Gateway
from tests.graphql.list_seeds import ListSeeds
from tests.graphql.seeds import Seeds

EXCLUDE = """
mutation ($input: ExcludeCreatorsInput!) {
  excludeCreators(input: $input) {
    creators { handle excluded { reason excludedBy excludedAt creator { handle } } }
    errors { code message field fixableBy }
  }
}
"""
READMIT = """
mutation ($input: ReadmitCreatorsInput!) {
  readmitCreators(input: $input) { creators { handle excluded { reason } } errors { code field } }
}
"""
INVITE = """
mutation ($input: InviteCreatorsInput!) {
  inviteCreators(input: $input) { invitations { handle } errors { code message field fixableBy remedy } }
}
"""


async def test_an_excluded_creator_is_shown_as_such_and_not_invited_until_readmitted(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, ana = await seeds.campaign(), await seeds.creator("ana")
    given = {"input": {"creatorIds": [ana], "reason": "Missed two dates."}}
    excluded = (await gateway.data(EXCLUDE, given, by=Role.MANAGER))["excludeCreators"]
    assert excluded == {
        "creators": [
            {
                "handle": "ana",
                "excluded": {
                    "reason": "Missed two dates.",
                    "excludedBy": "manager-1",
                    "excludedAt": "2026-11-20T09:00:00Z",
                    "creator": {"handle": "ana"},
                },
            }
        ],
        "errors": [],
    }
    asked = {"input": {"campaignId": campaign, "creatorIds": [ana], "message": "Would you?"}}
    refused = (await gateway.data(INVITE, asked))["inviteCreators"]
    assert refused == {
        "invitations": [],
        "errors": [
            {
                "code": "CREATOR_EXCLUDED",
                "message": "@ana is excluded by this workspace: Missed two dates.",
                "field": "creatorIds.0",
                "fixableBy": "CALLER",
                "remedy": "READMIT",
            }
        ],
    }
    readmitted = (await gateway.data(READMIT, {"input": {"creatorIds": [ana]}}))["readmitCreators"]
    assert readmitted == {"creators": [{"handle": "ana", "excluded": None}], "errors": []}
    assert (await gateway.data(INVITE, asked))["inviteCreators"]["invitations"] == [{"handle": "ana"}]


async def test_each_creator_who_cannot_be_excluded_is_named(gateway: Gateway) -> None:
    ana, nobody = await Seeds(gateway).creator("ana"), global_id("Creator", "nobody")
    given = {"input": {"creatorIds": [nobody, ana], "reason": "Rude."}}
    answer = (await gateway.data(EXCLUDE, given))["excludeCreators"]
    assert [one["handle"] for one in answer["creators"]] == ["ana"]
    assert [(one["code"], one["field"]) for one in answer["errors"]] == [("NOT_FOUND", "creatorIds.0")]


async def test_the_exclusion_list_is_paged_and_the_workspaces_own(gateway: Gateway) -> None:
    seeds, rival = Seeds(gateway), Seeds(gateway, "rival")
    for name in ("ana", "ben", "cem"):
        await seeds.creator(name)
        await ListSeeds(gateway).exclusion(name)
    await rival.creator("ana")
    document = """query ($after: String) { exclusions(first: 2, after: $after) {
      totalCount pageInfo { hasNextPage endCursor } nodes { creator { handle } }
    } }"""
    gateway.calls.clear()
    first = (await gateway.data(document, by=Role.VIEWER))["exclusions"]
    assert [one["creator"]["handle"] for one in first["nodes"]] == ["cem", "ben"]
    assert (first["totalCount"], gateway.calls) == (3, ["exclusions.page", "creators.by_ids"])
    rest = (await gateway.data(document, {"after": first["pageInfo"]["endCursor"]}))["exclusions"]
    assert [one["creator"]["handle"] for one in rest["nodes"]] == ["ana"]
    other = gateway.member(Role.OWNER, workspace="rival")
    assert (await gateway.data(document, by=other))["exclusions"]["totalCount"] == 0
    shown = await gateway.data("{ creators { nodes { handle excluded { reason } } } }", by=other)
    assert shown["creators"]["nodes"] == [{"handle": "ana", "excluded": None}]
