from typing import Any

from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id
from tests.graphql.gateway import Gateway, codes
from tests.graphql.seeds import Seeds, stored

CREATE = """
mutation ($input: CreateMessageTemplateInput!) {
  createMessageTemplate(input: $input) {
    template { id name state text number variables revisedBy versions { number } }
    errors { code message field }
  }
}
"""
UPDATE = """
mutation ($input: UpdateMessageTemplateInput!) {
  updateMessageTemplate(input: $input) {
    template { name text number versions(newest: 5) { number text writtenBy } }
    errors { code }
  }
}
"""
PREVIEW = """
query ($campaign: ID!, $creators: [ID!]!, $template: ID, $overrides: [InvitationOverride!]) {
  previewInvitations(campaignId: $campaign, creatorIds: $creators, templateId: $template, overrides: $overrides) {
    creatorId handle text length longest problems { code message }
  }
}
"""


async def create(gateway: Gateway, **wanted: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await gateway.data(CREATE, {"input": wanted}))["createMessageTemplate"]
    return answer


async def test_a_template_is_made_and_shown(gateway: Gateway) -> None:
    made = await create(gateway, name="Hello", text="Hi {display_name}, {brand}!", idempotencyKey="k")
    assert made["errors"] == []
    assert {name: value for name, value in made["template"].items() if name != "id"} == {
        "name": "Hello",
        "state": "ACTIVE",
        "text": "Hi {display_name}, {brand}!",
        "number": 1,
        "variables": ["DISPLAY_NAME", "BRAND"],
        "revisedBy": "owner-1",
        "versions": [{"number": 1}],
    }
    assert made == await create(gateway, name="Hello", text="Hi {display_name}, {brand}!", idempotencyKey="k")


async def test_an_unknown_variable_is_refused_with_its_place_and_nothing_is_kept(gateway: Gateway) -> None:
    made = await create(gateway, name="Hello", text="Hi {nickname}!")
    assert made["template"] is None
    (error,) = made["errors"]
    assert (error["code"], error["field"]) == ("UNKNOWN_VARIABLE", "text")
    assert error["message"].startswith("{nickname}, at character 4, is no variable. There are {display_name}, {handle}")
    assert stored(gateway, "message_template") == []


async def test_a_template_is_changed_in_versions_and_archived(gateway: Gateway) -> None:
    template = await Seeds(gateway).template()
    changed = await gateway.data(
        UPDATE, {"input": {"templateId": template, "basedOn": 1, "name": "Welcome", "text": "Dear {handle},"}}
    )
    assert changed["updateMessageTemplate"]["template"] == {
        "name": "Welcome",
        "text": "Dear {handle},",
        "number": 2,
        "versions": [
            {"number": 2, "text": "Dear {handle},", "writtenBy": "owner-1"},
            {"number": 1, "text": "Hi {display_name}!", "writtenBy": "manager-1"},
        ],
    }
    stale = await gateway.data(UPDATE, {"input": {"templateId": template, "basedOn": 1, "text": "x"}})
    assert [error["code"] for error in stale["updateMessageTemplate"]["errors"]] == ["CONCURRENT_CHANGE"]
    archive = "mutation ($id: ID!) { archiveMessageTemplate(input: {templateId: $id}) { template { state } } }"
    assert (await gateway.data(archive, {"id": template}))["archiveMessageTemplate"] == {
        "template": {"state": "ARCHIVED"}
    }
    assert (await gateway.data("{ messageTemplates { totalCount } }"))["messageTemplates"] == {"totalCount": 0}
    every = await gateway.data("{ messageTemplates(withArchived: true) { nodes { name } } }")
    assert every["messageTemplates"] == {"nodes": [{"name": "Welcome"}]}


async def test_versions_are_asked_for_within_bounds(gateway: Gateway) -> None:
    await Seeds(gateway).template()
    assert codes(await gateway.run("{ messageTemplates { nodes { versions(newest: 51) { number } } } }")) == [
        "INVALID_VALUE"
    ]


async def test_everybodys_message_is_shown_before_anything_is_sent(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, template = await seeds.campaign(), await seeds.template()
    ana, ben = await seeds.creator("ana"), await seeds.creator("ben")
    nobody = global_id("Creator", "nobody")
    before = dict(gateway.units.storage.records)
    shown = await gateway.data(
        PREVIEW,
        {
            "campaign": campaign,
            "creators": [ana, ben, nobody],
            "template": template,
            "overrides": [{"creatorId": ben, "message": "Join {join_link}"}],
        },
        by=Role.MANAGER,
    )
    assert shown["previewInvitations"] == [
        {"creatorId": ana, "handle": "ana", "text": "Hi Ana!", "length": 7, "longest": 2000, "problems": []},
        {
            "creatorId": ben,
            "handle": "ben",
            "text": "Join {join_link}",
            "length": 16,
            "longest": 2000,
            "problems": [
                {
                    "code": "VARIABLE_WITHOUT_VALUE",
                    "message": "For @ben there is no value for {join_link}.",
                }
            ],
        },
        {
            "creatorId": nobody,
            "handle": None,
            "text": None,
            "length": None,
            "longest": 2000,
            "problems": [{"code": "NOT_FOUND", "message": "There is no such creator in this workspace."}],
        },
    ]
    assert gateway.units.storage.records == before
