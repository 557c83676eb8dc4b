"""Texts that neither PostgreSQL nor a log line can hold: refused with the field, wherever they come in."""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type

from creatorport.domain.publishing.composer import Disclosure
from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.schema import schema
from tests.graphql import hook_walk, list_walk
from tests.graphql.connecting import connect, started
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import Seeds, stored

BAD = "a\0b"
BAD_ID = global_id("Campaign", BAD)
HIDDEN_ID = BAD_ID[:4] + "\0"
POST = global_id("Post", "p")
DELIVERABLE = global_id("Deliverable", "glow-ana.1")
CAMPAIGN, CREATOR = global_id("Campaign", "glow"), global_id("Creator", "ana")
ACCOUNT = global_id("TikTokAccount", "id-000001")
TEMPLATE, BATCH = global_id("MessageTemplate", "hello"), global_id("InvitationBatch", "wave")

READS = {
    "Query.node.id": ("query ($v: ID!) { node(id: $v) { id } }", "id"),
    "Query.nodes.ids": ("query ($v: ID!) { nodes(ids: [$v]) { id } }", "ids.0"),
    "Query.campaigns.after": ("query ($v: String) { campaigns(after: $v) { totalCount } }", "after"),
    "Query.campaigns.nameContains": (
        "query ($v: String) { campaigns(nameContains: $v) { totalCount } }",
        "nameContains",
    ),
    "Query.campaign.id": ("query ($v: ID!) { campaign(id: $v) { id } }", "id"),
    "Query.myInvitations.after": ("query ($v: String) { myInvitations(after: $v) { totalCount } }", "after"),
    "Query.creators.after": ("query ($v: String) { creators(after: $v) { totalCount } }", "after"),
    "Query.creators.text": ("query ($v: String) { creators(text: $v) { totalCount } }", "text"),
    "Query.discoverCreators.after": (
        'query ($v: String) { discoverCreators(filter: {countries: ["US"]}, after: $v) { totalCount } }',
        "after",
    ),
    "Creator.insights.timeZone": (
        "query ($v: String!) { creators(first: 1) { nodes { insights(timeZone: $v) { failures { code } } } } }",
        "timeZone",
    ),
    "Query.creatorInsights.creatorId": (
        "query ($v: ID!) { creatorInsights(creatorId: $v) { failures { code } } }",
        "creatorId",
    ),
    "Query.creatorInsights.timeZone": (
        'query ($v: String!) { creatorInsights(creatorId: "Q3JlYXRvcjphbmE", timeZone: $v) { failures { code } } }',
        "timeZone",
    ),
    "Query.connectInvites.after": ("query ($v: String) { connectInvites(after: $v) { totalCount } }", "after"),
    "Query.syncPlan.stale": ("query ($v: ID!) { syncPlan(stale: [$v]) { outlook { things } } }", "stale.0"),
    "Query.messageTemplates.after": ("query ($v: String) { messageTemplates(after: $v) { totalCount } }", "after"),
    **{
        f"Query.previewInvitations.{name}": (
            f"query ($v: {kind}) {{ previewInvitations({given}) {{ text }} }}",
            field,
        )
        for name, kind, given, field in (
            ("campaignId", "ID!", f'campaignId: $v, creatorIds: ["{CREATOR}"], message: "?"', "campaignId"),
            ("creatorIds", "ID!", f'campaignId: "{CAMPAIGN}", creatorIds: [$v], message: "?"', "creatorIds.0"),
            ("templateId", "ID", f'campaignId: "{CAMPAIGN}", creatorIds: ["{CREATOR}"], templateId: $v', "templateId"),
            ("message", "String", f'campaignId: "{CAMPAIGN}", creatorIds: ["{CREATOR}"], message: $v', "message"),
        )
    },
    "Query.invitationBatch.id": ("query ($v: ID!) { invitationBatch(id: $v) { id } }", "id"),
    "Campaign.invitationBatches.after": (
        "query ($v: String) { campaigns { nodes { invitationBatches(after: $v) { totalCount } } } }",
        "after",
    ),
    "InvitationBatch.items.after": (
        f'query ($v: String) {{ invitationBatch(id: "{BATCH}") {{ items(after: $v) {{ totalCount }} }} }}',
        "after",
    ),
    "Query.checkEligibility.campaignId": (
        f'query ($v: ID!) {{ checkEligibility(campaignId: $v, creatorIds: ["{CREATOR}"]) {{ answer }} }}',
        "campaignId",
    ),
    "Query.checkEligibility.creatorIds": (
        f'query ($v: ID!) {{ checkEligibility(campaignId: "{CAMPAIGN}", creatorIds: [$v]) {{ answer }} }}',
        "creatorIds.0",
    ),
    "InvitationOverride.creatorId": (
        (
            f'query ($v: ID!) {{ previewInvitations(campaignId: "{CAMPAIGN}", creatorIds: ["{CREATOR}"], message: "?", '
            'overrides: [{creatorId: $v, message: "?"}]) { text } }'
        ),
        "overrides.0.creatorId",
    ),
    "InvitationOverride.message": (
        (
            f'query ($v: String!) {{ previewInvitations(campaignId: "{CAMPAIGN}", creatorIds: ["{CREATOR}"], '
            f'message: "?", overrides: [{{creatorId: "{CREATOR}", message: $v}}]) {{ text }} }}'
        ),
        "overrides.0.message",
    ),
    **list_walk.READS,
    **hook_walk.READS,
    "Query.purges.after": ("query ($v: String) { purges(after: $v) { totalCount } }", "after"),
    "Query.webhookDeliveries.after": ("query ($v: String) { webhookDeliveries(after: $v) { totalCount } }", "after"),
    "Campaign.activity.after": (
        "query ($v: String) { campaigns { nodes { activity(after: $v) { totalCount } } } }",
        "after",
    ),
    "TikTokAccount.insights.timeZone": (
        "query ($v: String!) { tiktokAccounts { nodes { insights(timeZone: $v) { failures { code } } } } }",
        "timeZone",
    ),
    "TikTokAccount.activity.after": (
        "query ($v: String) { tiktokAccounts { nodes { activity(after: $v) { totalCount } } } }",
        "after",
    ),
    "TikTokAccount.syncRuns.after": (
        "query ($v: String) { tiktokAccounts { nodes { syncRuns(after: $v) { totalCount } } } }",
        "after",
    ),
    "TikTokAccount.videoList.after": (
        "query ($v: String) { tiktokAccounts { nodes { videoList(after: $v) { totalCount } } } }",
        "after",
    ),
    "Query.tiktokAccounts.after": ("query ($v: String) { tiktokAccounts(after: $v) { totalCount } }", "after"),
    "Query.publications.after": ("query ($v: String) { publications(after: $v) { totalCount } }", "after"),
    "Query.publications.accountId": ("query ($v: ID) { publications(accountId: $v) { totalCount } }", "accountId"),
    "Query.publication.id": ("query ($v: ID!) { publication(id: $v) { id } }", "id"),
    "Query.publishingOptions.accountId": (
        "query ($v: ID!) { publishingOptions(accountId: $v) { mayPost } }",
        "accountId",
    ),
    "Query.tiktokAccount.id": ("query ($v: ID!) { tiktokAccount(id: $v) { id } }", "id"),
    "Campaign.invitations.after": (
        "query ($v: String) { campaigns { nodes { invitations(after: $v) { totalCount } } } }",
        "after",
    ),
    "Query.deliverables.after": ("query ($v: String) { deliverables(after: $v) { totalCount } }", "after"),
    "Query.deliverable.id": ("query ($v: ID!) { deliverable(id: $v) { id } }", "id"),
    "Campaign.deliverables.after": (
        "query ($v: String) { campaigns { nodes { deliverables(after: $v) { totalCount } } } }",
        "after",
    ),
    "Deliverable.comments.after": (
        "query ($v: String) { deliverables { nodes { comments(after: $v) { totalCount } } } }",
        "after",
    ),
    "Campaign.posts.after": (
        "query ($v: String) { campaigns { nodes { posts(after: $v) { totalCount } } } }",
        "after",
    ),
    **{
        f"CreatorFilter.{name}": (
            f"query ($v: String!) {{ discoverCreators(filter: {{{given}}}) {{ totalCount }} }}",
            field,
        )
        for name, given, field in (
            ("countries", 'countries: ["US", $v]', "countries.1"),
            ("keyword", 'countries: ["US"], keyword: $v', "keyword"),
            ("languages", 'countries: ["US"], languages: [$v]', "languages.0"),
            ("states", 'countries: ["US"], states: [$v]', "states.0"),
            ("contentCategories", 'countries: ["US"], contentCategories: [$v]', "contentCategories.0"),
            ("industryCategories", 'countries: ["US"], industryCategories: [$v]', "industryCategories.0"),
            ("followerCountry", 'countries: ["US"], followerCountry: $v', "followerCountry"),
        )
    },
}
READS |= {
    f"StoredCreatorFilter.{name}": (
        f"query ($v: String!) {{ creators(filter: {{{name}: [$v]}}) {{ totalCount }} }}",
        f"{name}.0",
    )
    for name in ("countries", "contentCategories", "industryCategories", "tags")
}
FOLLOWED = {
    f"Subscription.{name}.{field}": (name, of, field)
    for name, of in (
        ("invitationBatchProgress", "batchId"),
        ("campaignPerformance", "campaignId"),
        ("syncProgress", "accountId"),
    )
    for field in (of, "after")
}
# A good input of each mutation that takes texts; each of its texts in turn is spoilt.
RECEIVED = global_id("ReceivedInvitation", "later-mara.cooks")
INVITATION = global_id("Invitation", "later-mara.cooks")
INPUTS: dict[str, dict[str, Any]] = {
    "createCampaign": {"name": "Glow", "brandName": "Lumen", "brief": "Show it.", "idempotencyKey": "k-1"},
    "updateCampaign": {"campaignId": CAMPAIGN, "expectedVersion": 0},
    "duplicateCampaign": {"campaignId": CAMPAIGN},
    "pauseCampaign": {"campaignId": CAMPAIGN},
    "resumeCampaign": {"campaignId": CAMPAIGN},
    "completeCampaign": {"campaignId": CAMPAIGN},
    "cancelCampaign": {"campaignId": CAMPAIGN},
    "archiveCampaign": {"campaignId": CAMPAIGN},
    "unarchiveCampaign": {"campaignId": CAMPAIGN},
    "setWorkspaceCurrency": {},
    "inviteCreators": {"campaignId": CAMPAIGN, "creatorIds": [CREATOR], "message": "Dear", "idempotencyKey": "k-2"},
    "launchCampaign": {"campaignId": CAMPAIGN, "idempotencyKey": "k-3"},
    "acceptInvitation": {"invitationId": RECEIVED, "termsNumber": 1, "message": "Yes", "idempotencyKey": "k-11"},
    "declineInvitation": {"invitationId": RECEIVED, "message": "No", "idempotencyKey": "k-12"},
    "counterInvitation": {
        "invitationId": RECEIVED,
        "termsNumber": 1,
        "terms": {"productGift": True},
        "remark": "Please",
        "idempotencyKey": "k-13",
    },
    "answerCounterOffer": {
        "invitationId": INVITATION,
        "termsNumber": 1,
        "terms": {"productGift": True},
        "remark": "Well",
        "idempotencyKey": "k-14",
    },
    "acceptCounterOffer": {"invitationId": INVITATION, "termsNumber": 1, "idempotencyKey": "k-15"},
    "refuseCounterOffer": {"invitationId": INVITATION, "termsNumber": 1, "idempotencyKey": "k-16"},
    "withdrawInvitation": {"invitationId": INVITATION, "idempotencyKey": "k-17"},
    "remindInvitation": {"invitationId": INVITATION, "idempotencyKey": "k-18"},
    "extendInvitation": {"invitationId": INVITATION, "until": "2026-12-24T00:00:00Z", "idempotencyKey": "k-19"},
    "createJoinLink": {"invitationId": INVITATION},
    "createMessageTemplate": {"name": "Hello", "text": "Hi!", "idempotencyKey": "k-4"},
    "inviteInBatch": {
        "campaignId": CAMPAIGN,
        "creatorIds": [CREATOR],
        "message": "Dear",
        "idempotencyKey": "k-5",
    },
    "cancelInvitationBatch": {},
    "updateMessageTemplate": {"templateId": TEMPLATE, "basedOn": 1, "name": "Hello", "text": "Hi!"},
    "archiveMessageTemplate": {},
    **list_walk.INPUTS,
    **hook_walk.INPUTS,
    "refreshCreators": {"creatorIds": [CREATOR]},
    "startTiktokConnect": {},
    "startMarketplaceConnect": {},
    "finishTiktokConnect": {"state": "s", "code": "c", "error": None},
    "refreshTiktokAccount": {"accountId": ACCOUNT},
    "syncTiktokAccount": {"accountId": ACCOUNT},
    "disconnectTiktokAccount": {},
    "publishVideo": {
        "accountId": ACCOUNT,
        "optionsId": global_id("PublishingOptions", "o"),
        "privacy": "SELF_ONLY",
        "consentText": Disclosure().consent_text,
        "mediaId": global_id("Media", "m"),
        "title": "lemon pasta",
        "idempotencyKey": "k-20",
    },
    "cancelPublication": {},
    "resolvePublication": {"publicationId": global_id("Publication", "p"), "posted": True},
    "refreshTiktokInsights": {},
    "refreshCreatorInsights": {},
    "startTiktokBusinessConnect": {"accountId": ACCOUNT},
    "disconnectTiktokBusiness": {},
    "createConnectInvite": {"name": "Mara"},
    "revokeConnectInvite": {},
    "promiseFreshness": {"boundSeconds": 86_400},
    "withdrawFreshnessPromise": {},
    "replayWebhook": {},
    "submitDeliverable": {
        "deliverableId": DELIVERABLE,
        "video": "7",
        "draftUrl": "https://d.example/1",
        "note": "Here.",
        "idempotencyKey": "k-4",
    },
    "approveDeliverable": {"deliverableId": DELIVERABLE, "comment": "Fine.", "idempotencyKey": "k-5"},
    "requestChanges": {"deliverableId": DELIVERABLE, "comment": "Brighter.", "idempotencyKey": "k-6"},
    "waiveDeliverable": {"deliverableId": DELIVERABLE, "comment": "Never mind.", "idempotencyKey": "k-7"},
    "commentOnDeliverable": {"deliverableId": DELIVERABLE, "comment": "Hm.", "idempotencyKey": "k-8"},
    "requestSparkAuthorization": {"postId": POST, "idempotencyKey": "k-11"},
    "redeemSparkCode": {"postId": POST, "idempotencyKey": "k-12"},
    "remindLinkRequest": {"deliverableId": DELIVERABLE, "idempotencyKey": "k-9"},
    "revokeLinkRequest": {"deliverableId": DELIVERABLE, "idempotencyKey": "k-10"},
}
# What a text is looked at beside only.
BESIDE = {"promiseFreshness.idempotencyKey": {"accountId": ACCOUNT}}
# What only creators do.
CREATORS = {"submitDeliverable", "acceptInvitation", "declineInvitation", "counterInvitation"}
# Texts of inputs within inputs: the mutation, its whole input, and the field that the refusal is to name.
NESTED: dict[str, tuple[str, dict[str, Any], str]] = {
    "MoneyInput.currency": (
        "createCampaign",
        {"name": "Glow", "brandName": "Lumen", "budget": {"amount": "1", "currency": BAD}},
        "budget.currency",
    ),
    **{
        f"{of}.{name}": ("createCampaign", {"name": "Glow", "brandName": "Lumen", **plan}, field)
        for of, name, plan, field in (
            (
                "TimelineInput",
                "timeZone",
                {"timeline": {"startsOn": "2026-12-01", "endsOn": "2026-12-24", "timeZone": BAD}},
                "timeline.timeZone",
            ),
            ("ProductInput", "name", {"products": [{"name": "Lamp"}, {"name": BAD}]}, "products.1.name"),
            ("ProductInput", "url", {"products": [{"name": "Lamp", "url": "https://a.example/\0"}]}, "products.0.url"),
            ("TeamMemberInput", "memberId", {"team": [{"memberId": BAD, "part": "Lead"}]}, "team.0.memberId"),
            ("TeamMemberInput", "part", {"team": [{"memberId": "ida", "part": BAD}]}, "team.0.part"),
        )
    },
    **{
        f"LinkPlacementInput.{name}": (
            "createCampaign",
            {
                "name": "Glow",
                "brandName": "Lumen",
                "products": [{"name": "Lamp", "url": "https://lumen.example/lamp"}],
                "placement": {
                    "categoryLabelId": "14",
                    "countryCode": "DE",
                    "pictureUrl": "https://a.example/1",
                    name: BAD,
                },
            },
            f"placement.{name}",
        )
        for name in ("categoryLabelId", "countryCode", "pictureUrl")
    },
    "TermsInput.guidelines": (
        "inviteCreators",
        {**INPUTS["inviteCreators"], "terms": {"guidelines": BAD}},
        "terms.guidelines",
    ),
    "CreatorTermsInput.creatorId": (
        "inviteCreators",
        {**INPUTS["inviteCreators"], "termsOf": [{"creatorId": BAD_ID, "terms": {}}]},
        "termsOf.0.creatorId",
    ),
}
# A state is looked up by its hash, so that any other text is simply one that was not handed out.
BY_HASH = {"finishTiktokConnect.state"}


def written() -> Iterator[tuple[str, str]]:
    """Every text of every mutation's input: the mutation, and the field."""
    mutations = schema.core.mutation_type
    assert mutations is not None
    for mutation, field in mutations.fields.items():
        taken = get_named_type(field.args["input"].type)
        assert isinstance(taken, GraphQLInputObjectType)
        for name, given in taken.fields.items():
            if get_named_type(given.type).name in {"String", "ID"}:
                yield mutation, name


WRITES = {f"{one[0]}.{one[1]}": one for one in written() if f"{one[0]}.{one[1]}" not in BY_HASH}


def texts_taken() -> Iterator[str]:
    """Every argument that takes a text, and every field of an input that is not a mutation's own."""
    inputs = {f"{name[0].upper()}{name[1:]}Input" for name, _ in written()}
    for kind in schema.core.type_map.values():
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            for name, field in kind.fields.items():
                for argument, taken in field.args.items():
                    if get_named_type(taken.type).name in {"String", "ID"}:
                        yield f"{kind.name}.{name}.{argument}"
        elif isinstance(kind, GraphQLInputObjectType) and kind.name not in inputs:
            for name, given in kind.fields.items():
                if get_named_type(given.type).name in {"String", "ID"}:
                    yield f"{kind.name}.{name}"


def test_every_text_that_the_graph_takes_is_tried_here() -> None:
    assert set(texts_taken()) == {*READS, *FOLLOWED, *NESTED}
    assert {mutation for mutation, _ in written()} == set(INPUTS)


@pytest.mark.parametrize("place", READS)
async def test_a_text_with_nul_is_refused_by_every_query(gateway: Gateway, place: str) -> None:
    await Seeds(gateway).campaign()
    await Seeds(gateway).deliverable()
    await list_walk.furnish(Seeds(gateway))
    await hook_walk.furnish(Seeds(gateway))
    await Seeds(gateway).batch()
    await gateway.connect_marketplace()
    await connect(gateway)
    document, field = READS[place]
    for value in (BAD, BAD_ID, HIDDEN_ID) if field.startswith("id") else (BAD,):
        result = await gateway.run(document, {"v": value})
        facts = [(error.extensions or {}) for error in result.errors or ()]
        assert [(fact["code"], fact["field"], fact["fixableBy"]) for fact in facts] == [
            ("INVALID_VALUE", field, "CALLER")
        ]
    assert gateway.one.troubles.calls == {}


@pytest.mark.parametrize("place", WRITES)
async def test_a_text_with_nul_is_refused_by_every_mutation_without_effect(gateway: Gateway, place: str) -> None:
    seeds = Seeds(gateway)
    await seeds.campaign()
    await seeds.creator()
    await list_walk.furnish(seeds)
    await hook_walk.furnish(seeds)
    await seeds.template()
    await seeds.deliverable()
    await seeds.campaign("later")
    await seeds.received()
    await connect(gateway, Role.CREATOR)
    await gateway.connect_marketplace()
    before, jobs = dict(gateway.units.storage.records), list(gateway.units.storage.jobs)
    mutation, name = WRITES[place]
    given, field = spoilt(mutation, name)
    input_type = f"{mutation[0].upper()}{mutation[1:]}Input"
    document = f"mutation ($input: {input_type}!) {{ {mutation}(input: $input) {{ errors {{ code field }} }} }}"
    by = Role.CREATOR if mutation in CREATORS else Role.OWNER
    answer = await gateway.data(document, {"input": given}, by=by)
    assert answer[mutation]["errors"] == [{"code": "INVALID_VALUE", "field": field}]
    assert gateway.units.storage.records == before
    assert gateway.units.storage.jobs == jobs


@pytest.mark.parametrize("place", NESTED)
async def test_a_text_with_nul_deep_in_an_input_is_refused_without_effect(gateway: Gateway, place: str) -> None:
    await Seeds(gateway).campaign()
    before = dict(gateway.units.storage.records)
    mutation, given, field = NESTED[place]
    input_type = f"{mutation[0].upper()}{mutation[1:]}Input"
    document = f"mutation ($input: {input_type}!) {{ {mutation}(input: $input) {{ errors {{ code field }} }} }}"
    answer = await gateway.data(document, {"input": given})
    assert answer[mutation]["errors"] == [{"code": "INVALID_VALUE", "field": field}]
    assert gateway.units.storage.records == before


def spoilt(mutation: str, name: str) -> tuple[dict[str, Any], str]:
    """The mutation's input with a bad text in that field, and the field that the refusal is to name."""
    given = {**INPUTS[mutation], **BESIDE.get(f"{mutation}.{name}", {})}
    if isinstance(given.get(name), list):
        return {**given, name: [*given[name], BAD_ID if name.endswith("Ids") else BAD]}, f"{name}.{len(given[name])}"
    return {**given, name: BAD_ID if name.endswith("Id") and name != "expectedTtoAccountId" else BAD}, name


@pytest.mark.parametrize("place", FOLLOWED)
async def test_a_text_with_nul_is_refused_by_a_subscription(gateway: Gateway, place: str) -> None:
    ids = {
        "campaignId": await Seeds(gateway).campaign(),
        "batchId": await Seeds(gateway).batch(),
        "accountId": await connect(gateway),
    }
    name, of, field = FOLLOWED[place]
    following = await schema.subscribe(
        f"subscription ($id: ID!, $after: String) {{ {name}({of}: $id, after: $after) {{ __typename }} }}",
        variable_values={"id": BAD, "after": None} if field == of else {"id": ids[of], "after": BAD},
        context_value=gateway.context(gateway.member()),
    )
    answer = await anext(following)
    assert [(error.extensions or {})["field"] for error in answer.errors or ()] == [field]


async def test_a_state_with_nul_was_not_handed_out_and_spends_none(gateway: Gateway) -> None:
    await started(gateway)
    (attempt,) = stored(gateway, "attempt")
    document = """mutation ($input: FinishTiktokConnectInput!) {
      finishTiktokConnect(input: $input) { errors { code field } }
    }"""
    answer = await gateway.data(document, {"input": {"state": BAD, "code": "c"}})
    assert answer["finishTiktokConnect"]["errors"] == [{"code": "STATE_UNKNOWN", "field": "state"}]
    assert stored(gateway, "attempt") == [attempt]


async def test_space_around_a_name_is_taken_off(gateway: Gateway) -> None:
    document = """mutation ($input: CreateCampaignInput!) {
      createCampaign(input: $input) { campaign { name brandName brief } errors { code } }
    }"""
    given = {"name": " Autumn glow\n", "brandName": "\tLumen ", "brief": " One.\n\nTwo. "}
    assert (await gateway.data(document, {"input": given}))["createCampaign"] == {
        "campaign": {"name": "Autumn glow", "brandName": "Lumen", "brief": "One.\n\nTwo."},
        "errors": [],
    }
