from datetime import date
from typing import Any

from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id
from tests.graphql.connecting import connect
from tests.graphql.gateway import Gateway, codes
from tests.graphql.seeds import Seeds

SHOWN = """
  id handle number kind state dueAt submittedBy videoId videoUrl draftUrl note decidedBy remindedSeconds
  linkRequest { state pending requests remindableAt failure }
  linkedAt comments { totalCount nodes { author role text } }
"""
MINE = f"{{ deliverables {{ totalCount nodes {{ {SHOWN} }} }} }}"
PAGE = "https://www.tiktok.com/@mara.cooks/video/7493990579714164574"


async def do(gateway: Gateway, mutation: str, by: Role, **given: Any) -> dict[str, Any]:
    name = f"{mutation[0].upper()}{mutation[1:]}Input"
    document = f"""mutation ($input: {name}!) {{ {mutation}(input: $input) {{
      deliverable {{ {SHOWN} }} errors {{ code field retryAt }} }} }}"""
    answer: dict[str, Any] = (await gateway.data(document, {"input": given}, by=by))[mutation]
    return answer


async def furnished(gateway: Gateway) -> str:
    """mara.cooks, whose account is the creator's, owes the campaign glow one video; return its id."""
    seeds = Seeds(gateway)
    await seeds.campaign()
    await seeds.creator()
    await seeds.invitation()
    await connect(gateway, Role.CREATOR)
    return await seeds.deliverable(due_on=date(2026, 12, 1))


async def test_a_creator_sees_and_hands_in_what_they_owe_and_the_brand_answers(gateway: Gateway) -> None:
    owed = await furnished(gateway)
    mine = (await gateway.data(MINE, by=Role.CREATOR))["deliverables"]["nodes"]
    assert [(one["id"], one["state"], one["dueAt"]) for one in mine] == [(owed, "DUE", "2026-12-02T00:00:00Z")]
    given = {"deliverableId": owed, "video": PAGE, "note": "As we said."}
    handed = await do(gateway, "submitDeliverable", Role.CREATOR, **given)
    assert handed["errors"] == []
    assert handed["deliverable"] == {
        **mine[0],
        "state": "SUBMITTED",
        "submittedBy": "creator-1",
        "videoId": "7493990579714164574",
        "videoUrl": PAGE,
        "note": "As we said.",
    }
    wished = await do(gateway, "requestChanges", Role.MANAGER, deliverableId=owed, comment="Brighter.")
    assert (wished["deliverable"]["state"], wished["deliverable"]["decidedBy"]) == ("CHANGES_REQUESTED", "manager-1")
    await do(gateway, "commentOnDeliverable", Role.CREATOR, deliverableId=owed, comment="On it.")
    said = (await gateway.data(MINE, by=Role.CREATOR))["deliverables"]["nodes"][0]["comments"]
    assert said == {
        "totalCount": 2,
        "nodes": [
            {"author": "manager-1", "role": "MANAGER", "text": "Brighter."},
            {"author": "creator-1", "role": "CREATOR", "text": "On it."},
        ],
    }


async def test_a_video_that_counts_already_is_linked_by_the_approval(gateway: Gateway) -> None:
    owed = await furnished(gateway)
    post = await Seeds(gateway).post()
    await do(gateway, "submitDeliverable", Role.CREATOR, deliverableId=owed, video=PAGE)
    approved = await do(gateway, "approveDeliverable", Role.OWNER, deliverableId=owed, comment="Lovely.")
    assert approved["errors"] == []
    shown = await gateway.data(
        "query ($id: ID!) { deliverable(id: $id) { state linkRequest { state } post { id } } }", {"id": owed}
    )
    assert shown["deliverable"] == {"state": "LINKED", "linkRequest": None, "post": {"id": post}}


async def test_lists_and_counts_of_a_campaign_are_narrowed(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign = await seeds.campaign()
    await seeds.creator()
    invitation = await seeds.invitation()
    await seeds.deliverable(count=3, due_on=date(2026, 12, 1), submitted="7")
    document = """query ($id: ID!, $due: DateTime) { campaign(id: $id) {
      deliverables(states: [DUE], dueBefore: $due, first: 1) { totalCount pageInfo { hasNextPage } nodes { number } }
      deliverableCounts { state count }
    } }"""
    shown = await gateway.data(document, {"id": campaign, "due": "2026-12-02T00:00:01Z"})
    assert shown["campaign"] == {
        "deliverables": {"totalCount": 2, "pageInfo": {"hasNextPage": True}, "nodes": [{"number": 1}]},
        "deliverableCounts": [{"state": "DUE", "count": 2}, {"state": "SUBMITTED", "count": 1}],
    }
    none = await gateway.data(document, {"id": campaign, "due": "2026-12-02T00:00:00Z"})
    assert none["campaign"]["deliverables"]["totalCount"] == 0
    document = "query ($id: ID!) { node(id: $id) { ... on Invitation { deliverables { number state } } } }"
    listed = (await gateway.data(document, {"id": invitation}))["node"]["deliverables"]
    assert [one["number"] for one in listed] == [1, 2, 3]


async def test_other_creators_and_other_workspaces_see_and_change_nothing(gateway: Gateway) -> None:
    owed = await furnished(gateway)
    rival, other = gateway.member(Role.OWNER, "rival"), gateway.member(Role.CREATOR, name="creator-2")
    for by in (rival, other):
        assert (await gateway.data(MINE, by=by))["deliverables"] == {"totalCount": 0, "nodes": []}
        one = await gateway.data("query ($id: ID!) { deliverable(id: $id) { id } }", {"id": owed}, by=by)
        assert one == {"deliverable": None}
    document = """mutation ($id: ID!) {
      commentOnDeliverable(input: {deliverableId: $id, comment: "Hm."}) { deliverable { id } errors { code } } }"""
    for by in (rival, other):
        answer = (await gateway.data(document, {"id": owed}, by=by))["commentOnDeliverable"]
        assert answer == {"deliverable": None, "errors": [{"code": "NOT_FOUND"}]}


async def test_what_cannot_be_handed_in_is_refused_with_its_field(gateway: Gateway) -> None:
    owed = await furnished(gateway)
    for given, field in (
        ({"video": "https://www.tiktok.com/@ben/video/7493990579714164574"}, "video"),
        ({"draftUrl": "http://x.example"}, "draftUrl"),
        ({}, "video"),
    ):
        answer = await do(gateway, "submitDeliverable", Role.CREATOR, deliverableId=owed, **given)
        assert answer["deliverable"] is None
        assert [(error["code"], error["field"]) for error in answer["errors"]] == [("INVALID_VALUE", field)]
    wrong = await do(gateway, "submitDeliverable", Role.CREATOR, deliverableId=global_id("Campaign", "x"), video=PAGE)
    assert [error["field"] for error in wrong["errors"]] == ["deliverableId"]


async def test_creators_do_not_get_at_the_brands_things_through_what_they_owe(gateway: Gateway) -> None:
    await furnished(gateway)
    for edge in ("campaign { name }", "creator { handle }"):
        result = await gateway.run(f"{{ deliverables {{ nodes {{ {edge} }} }} }}", by=Role.CREATOR)
        assert codes(result) == ["NOT_ALLOWED"]
