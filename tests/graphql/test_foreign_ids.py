"""Ids of another workspace: whatever takes one answers as if there were nothing, tells nothing, and does nothing.

Every place that takes an id is tried here, with what the fakes keep; that the real storage keeps workspaces apart in
the same way is what the contract suites are for.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, get_named_type

from creatorport.domain.ids import AccountId, MediaId, OptionsId, WorkspaceId
from creatorport.domain.publishing.answer import OptionsAnswer
from creatorport.domain.publishing.media import Media, MediaKind
from creatorport.domain.workspace import Member, Role
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.schema import schema
from tests.fakes.connected import SCOPES, connected_account
from tests.fakes.tiktok_accounts import Person
from tests.graphql import hook_walk, list_walk, test_texts
from tests.graphql.gateway import Gateway
from tests.graphql.list_seeds import ListSeeds
from tests.graphql.moulds import Mould
from tests.graphql.seeds import Seeds
from tests.graphql.test_texts import CREATORS, INPUTS
from tests.unit.domain.publishing.specimens import offered

# What an id is of, by the name of the field that takes it.
KINDS = {
    "accountId": "TikTokAccount",
    "after": "Creator",
    "batchId": "InvitationBatch",
    "campaignId": "Campaign",
    "creatorId": "Creator",
    "creatorIds": "Creator",
    "deliverableId": "Deliverable",
    "deliveryId": "WebhookDelivery",
    "invitationId": "Invitation",
    "inviteId": "ConnectInvite",
    "mediaId": "Media",
    "noteId": "Note",
    "optionsId": "PublishingOptions",
    "postId": "Post",
    "promiseId": "FreshnessPromise",
    "publicationId": "Publication",
    "savedSearchId": "SavedSearch",
    "shortlistId": "Shortlist",
    "templateId": "MessageTemplate",
    "webhookId": "OutgoingWebhook",
}
# Creators know their invitations by ids of another kind.
KINDS |= {
    f"{mutation}.invitationId": "ReceivedInvitation"
    for mutation in ("acceptInvitation", "declineInvitation", "counterInvitation")
}
# So are deliveries: the ones that came, and those that are told.
KINDS["replayOutgoingWebhookDelivery.deliveryId"] = "OutgoingWebhookDelivery"
# What is named after what it belongs to.
THEIRS = {
    "Invitation": "theirs-theirs",
    "ReceivedInvitation": "theirs-theirs",
    "Post": "theirs-theirs-7493990579714164574",
}
# Where the refusal is about what the id should be part of.
OTHERWISE = {
    "reorderShortlist.creatorIds": "INVALID_VALUE",
    "reorderShortlist.after": "INVALID_VALUE",
    "publishVideo.optionsId": "PUBLISHING_OPTIONS_EXPIRED",
}
# Where it is no error of the mutation, but the result of one among many.
TOLD_AS_A_RESULT = {"inviteInBatch.creatorIds"}
# What a mutation needs besides its texts, before it looks for anything; or before it looks for what is tried.
_OURS = {"campaignId": global_id("Campaign", "ours"), "idempotencyKey": None}
PUBLISHABLE = {
    "accountId": global_id("TikTokAccount", "ours"),
    "optionsId": global_id("PublishingOptions", "ours"),
    "mediaId": global_id("Media", "ours"),
    "idempotencyKey": None,
}
MORE: dict[str, dict[str, Any]] = {
    "reorderShortlist": {"creatorIds": [global_id("Creator", "ben")]},
    "inviteCreators.creatorIds": _OURS,
    "inviteCreators.templateId": {**_OURS, "message": None},
    "inviteInBatch.templateId": {**_OURS, "message": None},
    "publishVideo.optionsId": PUBLISHABLE,
    "publishVideo.mediaId": PUBLISHABLE,
}


def places() -> Iterator[tuple[str, str]]:
    """Every mutation and each field of its input that takes ids."""
    mutations = schema.core.mutation_type
    assert mutations is not None
    for mutation, field in mutations.fields.items():
        taken = get_named_type(field.args["input"].type)
        assert isinstance(taken, GraphQLInputObjectType)
        for name, given in taken.fields.items():
            if get_named_type(given.type).name == "ID":
                yield mutation, name


PLACES = {f"{mutation}.{name}": (mutation, name) for mutation, name in places()}
QUERIES = [place for place in test_texts.READS if place.rpartition(".")[2] in {"id", "ids", *KINDS}]


async def two_workspaces() -> Gateway:
    """Two workspaces: ours, and one that has one thing of each kind, named `theirs`."""
    gateway = Gateway()
    for seeds, name in ((Seeds(gateway), "ours"), (Seeds(gateway, "rival"), "theirs")):
        await seeds.campaign(name)
        await seeds.creator(name)
        await seeds.invitation(name, name)
        await seeds.template(name)
        await seeds.batch(name, name, name)
        await seeds.post(name, name)
        lists = ListSeeds(gateway, seeds.workspace)
        await lists.shortlist(name, name)
        await lists.note(name, name)
        await lists.saved_search(name)
        await hook_walk.furnish(seeds, name)
        await publishable(gateway, seeds, name)
    await list_walk.furnish(Seeds(gateway))
    await Seeds(gateway).creator("ana")
    await gateway.connect_marketplace()
    return gateway


async def publishable(gateway: Gateway, seeds: Seeds, name: str) -> None:
    """Put an account, a file and TikTok's offer into a workspace: all that a post needs, and a post."""
    workspace, now = WorkspaceId(seeds.workspace), gateway.clock.now()
    owner = Member(gateway.member().id, workspace, Role.OWNER)
    person, scopes = Person(f"open-{name}"), SCOPES | {"video.publish"}
    await connected_account(gateway.units, gateway.clock, gateway.profiles, person, owner, name=name, scopes=scopes)
    async with gateway.units() as uow:
        await uow.media.add(Media(MediaId(name), workspace, owner.id, MediaKind.MP4, 2**20, now))
        await uow.options.add(OptionsAnswer(OptionsId(name), workspace, AccountId(name), offered(), now))
        await uow.commit()
    await seeds.publication(name, name)


MOULD = Mould(two_workspaces)


@pytest.fixture
async def gateway() -> Gateway:
    return await MOULD.cast()


@pytest.mark.parametrize("place", sorted(PLACES.keys() - TOLD_AS_A_RESULT))
async def test_a_mutation_finds_nothing_of_another_workspace_and_changes_nothing(gateway: Gateway, place: str) -> None:
    mutation, name = PLACES[place]
    before = dict(gateway.units.storage.records)
    kind = KINDS.get(place) or KINDS[name]
    ids = [global_id(kind, local) for local in (THEIRS.get(kind, "theirs"), "nowhere")]
    told = [await refused(gateway, mutation, name, id_) for id_ in ids]
    assert told[0] == told[1]
    [(code, field)] = told[0]
    assert code == OTHERWISE.get(place, "NOT_FOUND"), place
    assert field.removesuffix(".0") == name, place
    assert gateway.units.storage.records == before
    assert gateway.units.storage.jobs == []


async def test_a_batch_tells_a_creator_of_another_workspace_as_one_whom_nobody_knows(gateway: Gateway) -> None:
    document = """
    mutation ($input: InviteInBatchInput!) {
      inviteInBatch(input: $input) {
        batch { state items { nodes { position handle message result code reason } } } errors { code }
      }
    }
    """
    before = dict(gateway.units.storage.records)
    told = []
    for local in ("theirs", "nowhere"):
        given = {**INPUTS["inviteInBatch"], **_OURS, "creatorIds": [global_id("Creator", local)]}
        told.append((await gateway.data(document, {"input": given}))["inviteInBatch"])
    (node,) = told[0]["batch"]["items"]["nodes"]
    assert (node["handle"], node["message"], node["result"], node["code"]) == (None, None, "REFUSED", "NOT_FOUND")
    assert repr(told[0]).replace("theirs", "nowhere") == repr(told[1])
    changed = {key[0] for key, record in gateway.units.storage.records.items() if before.get(key) != record}
    assert changed & {"creator", "invitation", "effect"} == set()
    assert gateway.units.storage.jobs == []


async def test_what_is_ours_is_published_so_that_the_other_id_alone_was_refused(gateway: Gateway) -> None:
    mutation = "mutation ($input: PublishVideoInput!) { publishVideo(input: $input) { errors { code } } }"
    given = {**INPUTS["publishVideo"], **PUBLISHABLE}
    assert (await gateway.data(mutation, {"input": given}))["publishVideo"] == {"errors": []}


async def refused(gateway: Gateway, mutation: str, name: str, id_: str) -> list[tuple[str, str]]:
    given = {**INPUTS[mutation], **MORE.get(mutation, {}), **MORE.get(f"{mutation}.{name}", {})}
    given[name] = [id_] if isinstance(given.get(name), list) or name.endswith("Ids") else id_
    input_type = f"{mutation[0].upper()}{mutation[1:]}Input"
    document = f"mutation ($input: {input_type}!) {{ {mutation}(input: $input) {{ errors {{ code field message }} }} }}"
    by = Role.CREATOR if mutation in CREATORS else Role.OWNER
    answer = await gateway.data(document, {"input": given}, by=by)
    return [(error["code"], error["field"] or "") for error in answer[mutation]["errors"]]


@pytest.mark.parametrize("place", QUERIES)
async def test_a_query_finds_nothing_of_another_workspace(gateway: Gateway, place: str) -> None:
    document, _ = test_texts.READS[place]
    answers = []
    for local in ("theirs", "nowhere"):
        for kind in sorted(set(KINDS.values())):
            id_ = global_id(kind, THEIRS.get(kind, local) if local == "theirs" else local)
            answer = await gateway.run(document, {"v": id_})
            answers.append((local, kind, answer.data, [(e.extensions or {}).get("code") for e in answer.errors or ()]))
    half = len(answers) // 2
    assert [one[1:] for one in answers[:half]] == [one[1:] for one in answers[half:]], place
    assert "theirs" not in repr([one[2] for one in answers])
