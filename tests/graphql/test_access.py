"""The access table, walked: every root field, every edge and every node type, as every role and as a stranger."""

from dataclasses import dataclass
from typing import Any

import pytest
import strawberry
from graphql import build_schema
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from creatorport.application.policy import POLICY
from creatorport.application.ports.deliverable_reads import DeliverableFilter
from creatorport.application.views import Slice
from creatorport.domain.campaign_plan import Targets
from creatorport.domain.errors import NotAllowed
from creatorport.domain.publishing.composer import Disclosure
from creatorport.domain.workspace import Role
from creatorport.graphql.access import ACCESS, check, guarded_fields
from creatorport.graphql.account.activity import AccountActivityAsked
from creatorport.graphql.activity.loaders import ActivityAsked
from creatorport.graphql.batch.loaders import ItemsAsked
from creatorport.graphql.campaign.loaders import CampaignByIdLoader
from creatorport.graphql.context import GraphCaller
from creatorport.graphql.deliverable.loaders import DeliverablesAsked
from creatorport.graphql.fields import EDGE, KIND, edge
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.insights.asked import insights_asked
from creatorport.graphql.invitation.loaders import InvitationsAsked
from creatorport.graphql.node.queries import NODES
from creatorport.graphql.schema import schema
from creatorport.graphql.sync.loaders import VideosAsked
from tests.graphql import hook_walk, list_walk
from tests.graphql.connecting import connect, connect_business
from tests.graphql.gateway import Gateway, codes
from tests.graphql.moulds import Mould
from tests.graphql.seeds import Seeds

ROOTS = {
    "Query.viewer": "{ viewer { memberId } }",
    "Query.node": "{ node(id: $creator) { id } }",
    "Query.nodes": "{ nodes(ids: [$creator]) { id } }",
    "Query.campaign": "{ campaign(id: $campaign) { id } }",
    "Query.campaigns": "{ campaigns { totalCount } }",
    "Query.creators": "{ creators { totalCount } }",
    "Query.deliverable": "{ deliverable(id: $deliverable) { id } }",
    "Query.deliverables": "{ deliverables { totalCount } }",
    "Query.creatorCategories": "{ creatorCategories { readAt } }",
    "Query.discoverCreators": '{ discoverCreators(filter: {countries: ["US"]}) { totalCount } }',
    **list_walk.ROOTS,
    **hook_walk.ROOTS,
    "Query.tiktokAccount": "{ tiktokAccount(id: $account) { id } }",
    "Query.tiktokAccounts": "{ tiktokAccounts { totalCount } }",
    "Query.publishingOptions": "{ publishingOptions(accountId: $account) { mayPost } }",
    "Query.publications": "{ publications { totalCount } }",
    "Query.publication": "{ publication(id: $publication) { id } }",
    "Mutation.publishVideo": (
        "mutation { publishVideo(input: {accountId: $account, optionsId: $options, privacy: SELF_ONLY, "
        f'consentText: "{Disclosure().consent_text}", videoUrl: "https://media.lumen.example/a.mp4"}})'
        " { errors { code } } }"
    ),
    "Mutation.cancelPublication": (
        "mutation { cancelPublication(input: {publicationId: $publication}) { errors { code } } }"
    ),
    "Mutation.resolvePublication": (
        "mutation { resolvePublication(input: {publicationId: $publication, posted: true}) { errors { code } } }"
    ),
    "Query.marketplace": "{ marketplace { name } }",
    "Query.appReadiness": "{ appReadiness { isReady } }",
    "Query.syncPlan": "{ syncPlan(stale: [$account], moreAccounts: 3) { plannedAt } }",
    "Query.quotas": "{ quotas { scope } }",
    "Query.freshnessPromises": "{ freshnessPromises { promiseId } }",
    "Query.connectInvites": "{ connectInvites { totalCount } }",
    "Query.purges": "{ purges { totalCount } }",
    "Query.webhookDeliveries": "{ webhookDeliveries { totalCount } }",
    "Query.messageTemplates": "{ messageTemplates { totalCount } }",
    "Query.previewInvitations": (
        "{ previewInvitations(campaignId: $campaign, creatorIds: [$creator], templateId: $template) { text } }"
    ),
    "Query.checkEligibility": "{ checkEligibility(campaignId: $campaign, creatorIds: [$creator]) { answer } }",
    "Query.invitationBatch": "{ invitationBatch(id: $batch) { state } }",
    "Mutation.inviteInBatch": (
        'mutation { inviteInBatch(input: {campaignId: $campaign, creatorIds: [$creator], message: "?"}) '
        "{ errors { code } } }"
    ),
    "Mutation.cancelInvitationBatch": (
        "mutation { cancelInvitationBatch(input: {batchId: $batch}) { errors { code } } }"
    ),
    "Mutation.createMessageTemplate": (
        'mutation { createMessageTemplate(input: {name: "x", text: "y"}) { errors { code } } }'
    ),
    "Mutation.updateMessageTemplate": (
        'mutation { updateMessageTemplate(input: {templateId: $template, basedOn: 1, name: "y"}) { errors { code } } }'
    ),
    "Mutation.archiveMessageTemplate": (
        "mutation { archiveMessageTemplate(input: {templateId: $template}) { errors { code } } }"
    ),
    "Mutation.createConnectInvite": (
        'mutation { createConnectInvite(input: {name: "Mara Lind"}) { errors { code } } }'
    ),
    "Mutation.revokeConnectInvite": (
        f'mutation {{ revokeConnectInvite(input: {{inviteId: "{global_id("ConnectInvite", "none")}"}})'
        " { errors { code } } }"
    ),
    "Mutation.createCampaign": 'mutation { createCampaign(input: {name: "x", brandName: "y"}) { errors { code } } }',
    "Mutation.updateCampaign": (
        'mutation { updateCampaign(input: {campaignId: $campaign, expectedVersion: 0, name: "z"}) { errors { code } } }'
    ),
    "Mutation.duplicateCampaign": "mutation { duplicateCampaign(input: {campaignId: $campaign}) { errors { code } } }",
    "Mutation.pauseCampaign": "mutation { pauseCampaign(input: {campaignId: $campaign}) { errors { code } } }",
    "Mutation.resumeCampaign": "mutation { resumeCampaign(input: {campaignId: $campaign}) { errors { code } } }",
    "Mutation.completeCampaign": "mutation { completeCampaign(input: {campaignId: $campaign}) { errors { code } } }",
    "Mutation.cancelCampaign": "mutation { cancelCampaign(input: {campaignId: $campaign}) { errors { code } } }",
    "Mutation.archiveCampaign": "mutation { archiveCampaign(input: {campaignId: $campaign}) { errors { code } } }",
    "Mutation.unarchiveCampaign": "mutation { unarchiveCampaign(input: {campaignId: $campaign}) { errors { code } } }",
    "Mutation.setWorkspaceCurrency": (
        'mutation { setWorkspaceCurrency(input: {currency: "EUR"}) { errors { code } } }'
    ),
    "Mutation.launchCampaign": "mutation { launchCampaign(input: {campaignId: $campaign}) { errors { code } } }",
    "Mutation.inviteCreators": (
        'mutation { inviteCreators(input: {campaignId: $campaign, creatorIds: [$creator], message: "?"}) '
        "{ errors { code } } }"
    ),
    "Mutation.excludeCreators": (
        'mutation { excludeCreators(input: {creatorIds: [$creator], reason: "Rude"}) { errors { code } } }'
    ),
    "Mutation.readmitCreators": "mutation { readmitCreators(input: {creatorIds: [$listed]}) { errors { code } } }",
    "Mutation.refreshCreators": "mutation { refreshCreators(input: {creatorIds: [$creator]}) { errors { code } } }",
    "Mutation.submitDeliverable": (
        'mutation { submitDeliverable(input: {deliverableId: $deliverable, draftUrl: "https://d.example/1"}) '
        "{ errors { code } } }"
    ),
    "Mutation.approveDeliverable": (
        "mutation { approveDeliverable(input: {deliverableId: $submitted}) { errors { code } } }"
    ),
    "Mutation.requestChanges": (
        'mutation { requestChanges(input: {deliverableId: $submitted, comment: "Brighter."}) { errors { code } } }'
    ),
    "Mutation.waiveDeliverable": (
        "mutation { waiveDeliverable(input: {deliverableId: $deliverable}) { errors { code } } }"
    ),
    "Mutation.commentOnDeliverable": (
        'mutation { commentOnDeliverable(input: {deliverableId: $deliverable, comment: "Hi"}) { errors { code } } }'
    ),
    "Mutation.requestSparkAuthorization": (
        "mutation { requestSparkAuthorization(input: {postId: $post}) { errors { code } } }"
    ),
    "Mutation.redeemSparkCode": "mutation { redeemSparkCode(input: {postId: $post}) { errors { code } } }",
    "Mutation.remindLinkRequest": (
        "mutation { remindLinkRequest(input: {deliverableId: $deliverable}) { errors { code } } }"
    ),
    "Mutation.revokeLinkRequest": (
        "mutation { revokeLinkRequest(input: {deliverableId: $deliverable}) { errors { code } } }"
    ),
    "Query.myInvitations": "{ myInvitations { totalCount } }",
    "Mutation.acceptInvitation": (
        "mutation { acceptInvitation(input: {invitationId: $received, termsNumber: 1}) { errors { code } } }"
    ),
    "Mutation.declineInvitation": (
        "mutation { declineInvitation(input: {invitationId: $received}) { errors { code } } }"
    ),
    "Mutation.counterInvitation": (
        "mutation { counterInvitation(input: {invitationId: $received, termsNumber: 1, terms: {productGift: true}}) "
        "{ errors { code } } }"
    ),
    "Mutation.answerCounterOffer": (
        "mutation { answerCounterOffer(input: {invitationId: $invitation, termsNumber: 1, terms: {productGift: true}})"
        " { errors { code } } }"
    ),
    "Mutation.acceptCounterOffer": (
        "mutation { acceptCounterOffer(input: {invitationId: $invitation, termsNumber: 1}) { errors { code } } }"
    ),
    "Mutation.refuseCounterOffer": (
        "mutation { refuseCounterOffer(input: {invitationId: $invitation, termsNumber: 1}) { errors { code } } }"
    ),
    "Mutation.withdrawInvitation": (
        "mutation { withdrawInvitation(input: {invitationId: $invitation}) { errors { code } } }"
    ),
    "Mutation.remindInvitation": (
        "mutation { remindInvitation(input: {invitationId: $invitation}) { errors { code } } }"
    ),
    "Mutation.extendInvitation": (
        'mutation { extendInvitation(input: {invitationId: $invitation, until: "2026-12-30T00:00:00Z"}) '
        "{ errors { code } } }"
    ),
    "Mutation.createJoinLink": "mutation { createJoinLink(input: {invitationId: $invitation}) { errors { code } } }",
    "Mutation.startTiktokConnect": "mutation { startTiktokConnect(input: {}) { errors { code } } }",
    "Mutation.finishTiktokConnect": (
        'mutation { finishTiktokConnect(input: {state: "unknown", code: "c"}) { errors { code } } }'
    ),
    "Mutation.startMarketplaceConnect": "mutation { startMarketplaceConnect(input: {}) { errors { code } } }",
    "Mutation.refreshTiktokAccount": (
        "mutation { refreshTiktokAccount(input: {accountId: $account}) { errors { code } } }"
    ),
    "Mutation.disconnectTiktokAccount": (
        "mutation { disconnectTiktokAccount(input: {accountId: $account}) { errors { code } } }"
    ),
    "Query.creatorInsights": "{ creatorInsights(creatorId: $creator) { failures { code } } }",
    "Mutation.refreshTiktokInsights": (
        "mutation { refreshTiktokInsights(input: {accountId: $account}) { errors { code } } }"
    ),
    "Mutation.refreshCreatorInsights": (
        "mutation { refreshCreatorInsights(input: {creatorId: $creator}) { errors { code } } }"
    ),
    "Mutation.startTiktokBusinessConnect": (
        "mutation { startTiktokBusinessConnect(input: {accountId: $account}) { errors { code } } }"
    ),
    "Mutation.disconnectTiktokBusiness": (
        "mutation { disconnectTiktokBusiness(input: {accountId: $account}) { errors { code } } }"
    ),
    "Mutation.promiseFreshness": (
        "mutation { promiseFreshness(input: {accountId: $account, boundSeconds: 86400}) { errors { code } } }"
    ),
    "Mutation.withdrawFreshnessPromise": (
        f'mutation {{ withdrawFreshnessPromise(input: {{promiseId: "{global_id("FreshnessPromise", "none")}"}})'
        " { errors { code } } }"
    ),
    "Mutation.syncTiktokAccount": "mutation { syncTiktokAccount(input: {accountId: $account}) { errors { code } } }",
    "Mutation.repairWebhooks": "mutation { repairWebhooks(input: {onlyLook: true}) { errors { code } } }",
    "Mutation.replayWebhook": (
        f'mutation {{ replayWebhook(input: {{deliveryId: "{global_id("WebhookDelivery", "none")}"}})'
        " { errors { code } } }"
    ),
    "Subscription.invitationBatchProgress": (
        "subscription { invitationBatchProgress(batchId: $batch) { __typename } }"
    ),
    "Subscription.syncProgress": "subscription { syncProgress(accountId: $account) { __typename } }",
    "Subscription.campaignPerformance": ("subscription { campaignPerformance(campaignId: $campaign) { __typename } }"),
}
# What an allowed caller is told for other reasons than their role.
EXPECTED_ANYWAY = {
    "Mutation.publishVideo": "PUBLISHING_OPTIONS_EXPIRED",
    "Mutation.resolvePublication": "WRONG_STATE",
    "Mutation.answerCounterOffer": "WRONG_STATE",
    "Mutation.acceptCounterOffer": "WRONG_STATE",
    "Mutation.refuseCounterOffer": "WRONG_STATE",
    "Mutation.remindInvitation": "REMINDER_TOO_SOON",
    "Mutation.launchCampaign": "NO_CREATORS_TO_LAUNCH",
    # A draft has nothing to pause or to complete.
    "Mutation.pauseCampaign": "WRONG_STATE",
    "Mutation.resumeCampaign": "WRONG_STATE",
    "Mutation.completeCampaign": "WRONG_STATE",
    "Mutation.finishTiktokConnect": "STATE_UNKNOWN",
    "Mutation.revokeConnectInvite": "NOT_FOUND",
    "Mutation.replayWebhook": "NOT_FOUND",
    "Mutation.withdrawFreshnessPromise": "NOT_FOUND",
    "Mutation.remindLinkRequest": "NOT_FOUND",
    "Mutation.requestSparkAuthorization": "WRONG_STATE",
    "Mutation.revokeLinkRequest": "NOT_FOUND",
}
EDGES = {
    name: field.metadata[EDGE] for name, field in guarded_fields(schema.core).items() if field.metadata[KIND] == EDGE
}
ACCOUNT = "id-000001"
"""The id within its type that the furnished account gets."""

RECEIVED = "later-mara.cooks"
"""The id of the invitation that went out to that account."""

KEYS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "Campaign.invitations": ("glow", (InvitationsAsked(Slice(5), frozenset()),)),
    "Campaign.invitationCounts": ("glow", ()),
    "Campaign.targets": (("glow", Targets(views=5)), ()),
    "Campaign.milestones": (("glow", ()), ()),
    "CampaignEditConflict.campaign": ("glow", ()),
    "Campaign.activity": ("glow", (ActivityAsked(Slice(5), frozenset()),)),
    "Campaign.deliverables": ("glow", (DeliverablesAsked(Slice(5), DeliverableFilter()),)),
    "Campaign.deliverableCounts": ("glow", ()),
    "Campaign.performance": ("glow", ()),
    "Campaign.captureFailure": ("glow", ()),
    "Campaign.undecided": ("glow", ()),
    "Invitation.undecided": ("glow-ana", ()),
    "Campaign.posts": ("glow", (Slice(5),)),
    "Invitation.campaign": ("glow", ()),
    "Invitation.creator": ("ana", ()),
    "Campaign.committed": ("later", ()),
    "Workspace.currency": ("lumen", ()),
    "Campaign.remaining": ("later", ()),
    "Invitation.terms": (RECEIVED, ()),
    "Invitation.currentTerms": (RECEIVED, ()),
    "ReceivedInvitation.terms": (RECEIVED, ()),
    "ReceivedInvitation.currentTerms": (RECEIVED, ()),
    "Invitation.performance": (("glow", "ana"), ()),
    "Campaign.invitationBatches": ("glow", (Slice(5),)),
    "InvitationBatch.campaign": ("glow", ()),
    "InvitationBatch.items": ("wave", (ItemsAsked(Slice(5), frozenset()),)),
    "InvitationBatchItem.invitation": ("later-ana", ()),
    "MessageTemplate.versions": ("hello", (5,)),
    "Creator.excluded": ("ben", ()),
    "Exclusion.creator": ("ben", ()),
    "Invitation.deliverables": ("glow-ana", ()),
    "Deliverable.campaign": ("glow", ()),
    "Deliverable.invitation": ("later-ana", ()),
    "Deliverable.creator": ("ana", ()),
    "Deliverable.post": ("glow-ana-7", ()),
    "Deliverable.comments": ("glow-ana.1", (Slice(5),)),
    **list_walk.KEYS,
    **hook_walk.KEYS,
    "Post.creator": ("ana", ()),
    "Post.campaign": ("glow", ()),
    "Post.sparkAuthorization": ("glow-ana-7", ()),
    "SparkAuthorization.code": ("glow-ana-7", ()),
    "Post.history": ("glow-ana-7", (5,)),
    "Publication.account": (ACCOUNT, ()),
    "TikTokAccount.videoList": ((ACCOUNT, True), (VideosAsked(Slice(5), "newest"),)),
    "TikTokAccount.history": (ACCOUNT, (5,)),
    "TikTokAccount.activity": (ACCOUNT, (AccountActivityAsked(Slice(5), frozenset({"AccountMoved"})),)),
    "TikTokAccount.syncRuns": (ACCOUNT, (Slice(5),)),
    "TikTokAccount.lastSync": (ACCOUNT, ()),
    "TikTokAccount.nextSync": (ACCOUNT, ()),
    "TikTokAccount.businessConnection": (ACCOUNT, ()),
    "TikTokAccount.insights": (ACCOUNT, (insights_asked(),)),
    "Creator.insights": ("ana", (insights_asked(),)),
    "Video.history": (f"{ACCOUNT}.7", (5,)),
    "Video.commentNews": (f"{ACCOUNT}.7", ()),
}


@dataclass(frozen=True)
class Furnished:
    """A gateway with one of each in its workspace, and their ids by what documents call them."""

    gateway: Gateway
    ids: dict[str, str]


async def furnish() -> Furnished:
    gateway = Gateway()
    return Furnished(gateway, await put_one_of_each(gateway))


MOULD = Mould(furnish)


@pytest.fixture
async def furnished() -> Furnished:
    return await MOULD.cast()


async def put_one_of_each(gateway: Gateway) -> dict[str, str]:
    """Return the ids. The account belongs to the member who walks as a creator."""
    seeds = Seeds(gateway)
    await gateway.connect_marketplace()
    gateway.one.onboard("ana")
    async with gateway.units() as uow:
        await uow.workspaces.settle_currency(gateway.member().workspace_id, "EUR")
        await uow.commit()
    listed = await list_walk.furnish(seeds)
    await hook_walk.furnish(seeds)
    campaign, creator = await seeds.campaign(), await seeds.creator()
    await seeds.campaign("later")
    await seeds.failed_capture()
    account_id = await connect(gateway, Role.CREATOR)
    assert (await connect_business(gateway, account_id, Role.CREATOR))["errors"] == []
    return {
        "$listed": listed,
        "$template": await seeds.template(),
        "$campaign": campaign,
        "$creator": creator,
        "$draft": await seeds.invitation("later"),
        "$invitation": await seeds.received(),
        "$received": global_id("ReceivedInvitation", RECEIVED),
        "$batch": await seeds.batch(),
        "$post": await seeds.post(video_id="7"),
        "$account": account_id,
        "$options": global_id("PublishingOptions", "of another post"),
        "$publication": await seeds.publication(account=ACCOUNT),
        "$spark": await seeds.spark("glow-ana-7"),
        "$submitted": await seeds.deliverable(count=2, submitted="7"),
        "$deliverable": global_id("Deliverable", "glow-ana.1"),
    }


def filled(document: str, ids: dict[str, str]) -> str:
    for name, value in ids.items():
        document = document.replace(name, f'"{value}"')
    return document


async def told(gateway: Gateway, name: str, document: str, by: Role | None) -> list[str | None]:
    """Execute, and return every code that came back: of the payload, or of the top."""
    if not name.startswith("Subscription"):
        result = await gateway.run(document, by=by)
        payload = (result.data or {}).get(name.partition(".")[2])
        inside = [error["code"] for error in payload.get("errors", ())] if isinstance(payload, dict) else []
        return [*codes(result), *inside]
    member = None if by is None else gateway.member(by)
    results: Any = await schema.subscribe(document, context_value=gateway.context(member))
    first = await anext(results)
    await results.aclose()
    assert isinstance(first, PreExecutionError | ExecutionResult)
    return [(error.extensions or {}).get("code") for error in first.errors or ()]


def test_the_walk_covers_every_root_field_and_every_edge() -> None:
    assert ROOTS.keys() | EDGES.keys() == ACCESS.keys()
    assert KEYS.keys() == EDGES.keys()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", list(ROOTS))
async def test_a_root_field_answers_those_whom_the_policy_names(furnished: Furnished, name: str, role: Role) -> None:
    gateway, document = furnished.gateway, filled(ROOTS[name], furnished.ids)
    before = dict(gateway.units.storage.records)
    jobs, calls = len(gateway.units.storage.jobs), dict(gateway.one.troubles.calls)
    answer = await told(gateway, name, document, role)
    allowed = role in POLICY[ACCESS[name]]
    if allowed and name in {"Query.node", "Query.nodes"}:
        allowed = role in POLICY[NODES["Creator"].action]
    if allowed:
        assert answer == ([EXPECTED_ANYWAY[name]] if name in EXPECTED_ANYWAY else [])
        return
    assert answer == ["NOT_ALLOWED"]
    assert gateway.units.storage.records == before
    assert len(gateway.units.storage.jobs) == jobs
    assert dict(gateway.one.troubles.calls) == calls


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", list(EDGES))
async def test_an_edge_loads_for_those_whom_the_policy_names(furnished: Furnished, name: str, role: Role) -> None:
    gateway = furnished.gateway
    key, arguments = KEYS[name]
    loader = gateway.context(gateway.member(role)).loaders.get(EDGES[name].loader, *arguments)
    gateway.calls.clear()
    if role in POLICY[ACCESS[name]]:
        assert await loader.load(key) is not None
        assert len(gateway.calls) == 1
    else:
        with pytest.raises(NotAllowed):
            await loader.load(key)
        assert gateway.calls == []


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("kind", list(NODES))
async def test_a_node_is_given_to_those_whom_the_policy_names(gateway: Gateway, kind: str, role: Role) -> None:
    result = await gateway.run("query ($id: ID!) { node(id: $id) { id } }", {"id": global_id(kind, "x")}, by=role)
    assert codes(result) == ([] if role in POLICY[NODES[kind].action] else ["NOT_ALLOWED"])


@pytest.mark.parametrize("name", list(ROOTS))
async def test_a_stranger_gets_nothing_and_changes_nothing(furnished: Furnished, name: str) -> None:
    gateway, document = furnished.gateway, filled(ROOTS[name], furnished.ids)
    before, jobs = dict(gateway.units.storage.records), len(gateway.units.storage.jobs)
    gateway.calls.clear()
    assert await told(gateway, name, document, None) == ["UNAUTHENTICATED"]
    assert gateway.calls == []
    assert gateway.units.storage.records == before
    assert len(gateway.units.storage.jobs) == jobs


async def test_the_viewer_is_told_who_they_are(gateway: Gateway) -> None:
    for role in Role:
        shown = await gateway.data("{ viewer { memberId role workspace { id } } }", by=role)
        assert shown["viewer"] == {
            "memberId": f"{role.value}-1",
            "role": role.name,
            "workspace": {"id": "lumen"},
        }


def test_a_schema_that_lacks_a_field_of_the_table_is_refused() -> None:
    with pytest.raises(TypeError, match=r"stale \['Campaign.activity'"):
        check(build_schema("type Query"))


def test_members_share_what_they_may_all_see_and_creators_share_nothing(gateway: Gateway) -> None:
    def key(role: Role, workspace: str = "lumen", name: str | None = None) -> str | None:
        return GraphCaller(gateway.application, gateway.member(role, workspace, name)).sharing_key

    assert key(Role.VIEWER, name="a") == key(Role.VIEWER, name="b")
    assert len({key(role) for role in Role}) == 4
    assert key(Role.VIEWER) != key(Role.VIEWER, "rival")
    assert key(Role.CREATOR, name="a") != key(Role.CREATOR, name="b")
    assert GraphCaller(gateway.application, None).sharing_key is None


def test_a_schema_with_a_resolver_of_its_own_kind_is_refused() -> None:
    @strawberry.type
    class Query:
        @strawberry.field
        def loose(self) -> str:
            return "anything"

    with pytest.raises(TypeError, match=r"fields of no known kind: \['Query.loose'\]"):
        check(strawberry.Schema(Query)._schema)


def test_a_schema_with_an_edge_that_the_table_does_not_name_is_refused() -> None:
    @strawberry.type
    class Query:
        another: int | None = edge(CampaignByIdLoader, "Not in the table.", key=lambda _: "glow")

    with pytest.raises(TypeError, match=r"missing \['Query.another'\]"):
        check(strawberry.Schema(Query)._schema)
