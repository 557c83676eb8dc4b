"""Publishing through the graph: from the composer's question to the post, with every fact on the way."""

from dataclasses import replace
from typing import Any

from creatorport.application.ports.jobs import DrivePublication
from creatorport.domain.ids import AccountId, MediaId, MemberId, PublicationId, WorkspaceId
from creatorport.domain.publishing.caps import Cap
from creatorport.domain.publishing.composer import Disclosure, Privacy
from creatorport.domain.publishing.media import Media, MediaKind
from creatorport.domain.publishing.publication import Publication
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id, split
from tests.fakes.tiktok_accounts import Person
from tests.graphql.connecting import connect
from tests.graphql.gateway import HOME, Gateway, codes
from tests.graphql.seeds import Seeds
from tests.unit.domain.publishing.specimens import publication

MARA = Person("open-mara")
OPTIONS = """
query ($account: ID!) {
  publishingOptions(accountId: $account) {
    optionsId askedAt validUntil mayPost handle nickname avatarUrl privacyLevels
    commentDisabled duetDisabled stitchDisabled maxDurationSeconds
    consentTexts { ordinary brandedContent }
    caps { cap limit used left freesAt }
    findings { code fixableBy holds }
    trouble { code message fixableBy tiktokReason }
  }
}
"""
PUBLISH = """
mutation ($input: PublishVideoInput!) {
  publishVideo(input: $input) {
    publication {
      id state title privacy allowComment allowDuet allowStitch label isAiGenerated coverMs consentText consentedBy
      consentedAt contentType totalBytes sentBytes videoUrl createdAt nextAt cap publishId postIds
      account { handle } trouble { code }
    }
    errors { code message field fixableBy }
  }
}
"""
SHOW = """
query ($id: ID!) {
  publication(id: $id) { state publishId postIds sentBytes settledAt trouble { code message fixableBy tiktokReason } }
}
"""


async def handed_in(gateway: Gateway, owner: str = "creator-1") -> str:
    media = Media(MediaId("m-1"), WorkspaceId(HOME), MemberId(owner), MediaKind.MP4, 2**32, gateway.clock.now())
    async with gateway.units() as uow:
        await uow.media.add(media)
        await uow.commit()
    return global_id("Media", "m-1")


async def asked(gateway: Gateway, account: str, by: Role = Role.CREATOR) -> dict[str, Any]:
    shown: dict[str, Any] = (await gateway.data(OPTIONS, {"account": account}, by=by))["publishingOptions"]
    return shown


async def published(gateway: Gateway, by: Role = Role.CREATOR, **given: Any) -> dict[str, Any]:
    payload: dict[str, Any] = (await gateway.data(PUBLISH, {"input": given}, by=by))["publishVideo"]
    return payload


async def change(gateway: Gateway, after: Publication) -> None:
    async with gateway.units() as uow:
        before = await uow.publications.lock(after.workspace_id, after.id)
        await uow.publications.save(replace(after, version=before.version, events=()))
        await uow.commit()


async def test_a_composer_learns_what_may_be_chosen_and_what_is_left(gateway: Gateway) -> None:
    account = await connect(gateway, Role.CREATOR)
    shown = await asked(gateway, account)
    assert split(shown.pop("optionsId"))[0] == "PublishingOptions"
    assert shown == {
        "askedAt": "2026-11-20T09:00:00Z",
        "validUntil": "2026-11-20T10:00:00Z",
        "mayPost": True,
        "handle": "mara.cooks",
        "nickname": "Mara cooks",
        "avatarUrl": "https://cdn.test/open-mara.jpeg",
        "privacyLevels": ["PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY"],
        "commentDisabled": False,
        "duetDisabled": False,
        "stitchDisabled": False,
        "maxDurationSeconds": 600,
        "consentTexts": {
            "ordinary": "By posting, you agree to TikTok's Music Usage Confirmation.",
            "brandedContent": "By posting, you agree to TikTok's Branded Content Policy and Music Usage Confirmation.",
        },
        "caps": [{"cap": "POSTS_PER_CREATOR", "limit": 15, "used": 0, "left": 15, "freesAt": None}],
        "findings": [],
        "trouble": None,
    }


async def test_that_tiktok_takes_no_post_now_is_an_answer(gateway: Gateway) -> None:
    account = await connect(gateway, Role.CREATOR)
    gateway.posting.refusal = "spam_risk_too_many_posts"
    shown = await asked(gateway, account)
    facts = {name: shown[name] for name in ("optionsId", "mayPost", "privacyLevels", "handle", "commentDisabled")}
    assert facts == {
        "optionsId": None,
        "mayPost": False,
        "privacyLevels": [],
        "handle": None,
        "commentDisabled": True,
    }
    assert (shown["trouble"]["code"], shown["trouble"]["tiktokReason"]) == ("CAP_REACHED", "spam_risk_too_many_posts")
    gateway.posting.refusal = "spam_risk_user_banned_from_posting"
    assert codes(await gateway.run(OPTIONS, {"account": account}, by=Role.CREATOR)) == ["POSTING_BANNED"]


async def test_a_video_is_queued_with_everything_that_was_chosen_and_agreed_to(gateway: Gateway) -> None:
    account = await connect(gateway, Role.CREATOR)
    words = Disclosure(branded_content=True).consent_text
    payload = await published(
        gateway,
        accountId=account,
        optionsId=(await asked(gateway, account))["optionsId"],
        mediaId=await handed_in(gateway),
        privacy="PUBLIC_TO_EVERYONE",
        title="lemon pasta #pasta",
        allowComment=True,
        disclosure={"brandedContent": True},
        coverMs=1500,
        consentText=words,
    )
    assert payload["errors"] == []
    publication_id = payload["publication"].pop("id")
    assert payload["publication"] == {
        "state": "QUEUED",
        "title": "lemon pasta #pasta",
        "privacy": "PUBLIC_TO_EVERYONE",
        "allowComment": True,
        "allowDuet": False,
        "allowStitch": False,
        "label": "PAID_PARTNERSHIP",
        "isAiGenerated": False,
        "coverMs": 1500,
        "consentText": words,
        "consentedBy": "creator-1",
        "consentedAt": "2026-11-20T09:00:00Z",
        "contentType": "video/mp4",
        "totalBytes": "4294967296",
        "sentBytes": None,
        "videoUrl": None,
        "createdAt": "2026-11-20T09:00:00Z",
        "nextAt": "2026-11-20T09:00:00Z",
        "cap": None,
        "publishId": None,
        "postIds": [],
        "account": {"handle": "mara.cooks"},
        "trouble": None,
    }
    local = PublicationId(split(publication_id)[1])
    assert DrivePublication(WorkspaceId(HOME), local) in [one.job for one in gateway.units.storage.jobs]
    assert gateway.posting.posts == []


async def test_refusals_name_the_field_and_who_can_mend_it(gateway: Gateway) -> None:
    account = await connect(gateway, Role.CREATOR)
    gateway.posting.offer(MARA, Privacy.SELF, stitch_disabled=True)
    given = {
        "accountId": account,
        "optionsId": (await asked(gateway, account))["optionsId"],
        "mediaId": await handed_in(gateway),
        "privacy": "SELF_ONLY",
        "consentText": Disclosure().consent_text,
    }
    for wrong, refusal in (
        ({"privacy": "PUBLIC_TO_EVERYONE"}, ("PRIVACY_NOT_OFFERED", "privacy", "CALLER")),
        ({"allowStitch": True}, ("INTERACTION_DISABLED", "allowStitch", "CREATOR")),
        ({"disclosure": {"brandedContent": True}}, ("BRANDED_CONTENT_PRIVATE", "privacy", "CALLER")),
        ({"disclosure": {}}, ("INVALID_VALUE", "disclosure", "CALLER")),
        ({"consentText": "Yes"}, ("CONSENT_TEXT_DIFFERS", "consentText", "CALLER")),
        ({"videoUrl": "https://elsewhere.example/a"}, ("HOST_NOT_VERIFIED", "videoUrl", "OPERATOR")),
    ):
        (error,) = (await published(gateway, **{**given, **wrong}))["errors"]
        assert (error["code"], error["field"], error["fixableBy"]) == refusal
    assert (await published(gateway, **given))["errors"] == []
    (error,) = (await published(gateway, **given))["errors"]
    assert (error["code"], error["field"]) == ("PUBLISHING_OPTIONS_EXPIRED", "optionsId")


async def test_a_publication_is_shown_at_each_step_and_its_address_never(gateway: Gateway) -> None:
    account = split(await connect(gateway, Role.CREATOR))[1]
    made = publication("p-1", account=account, size=70_000_000)
    name = await Seeds(gateway).publication("p-1", account)
    now = gateway.clock.now()
    uploading = made.start(now).take("v_pub_file~v2-1.1", Secret("https://up.tiktokapis.com/secret"), now)
    await change(gateway, uploading.have_sent(10_000_000, now))
    shown = await gateway.run(SHOW, {"id": name}, by=Role.CREATOR)
    assert shown.data is not None
    assert shown.data["publication"] == {
        "state": "UPLOADING",
        "publishId": "v_pub_file~v2-1.1",
        "postIds": [],
        "sentBytes": "10000000",
        "settledAt": None,
        "trouble": None,
    }
    assert "secret" not in repr(shown)
    await change(gateway, uploading.have_sent(70_000_000, now).publish(("7678907398077074696",), now))
    shown = await gateway.run(SHOW, {"id": name}, by=Role.CREATOR)
    assert shown.data is not None
    assert shown.data["publication"]["postIds"] == ["7678907398077074696"]


async def test_what_holds_a_post_back_is_shown_with_its_time(gateway: Gateway) -> None:
    account = split(await connect(gateway, Role.CREATOR))[1]
    name = await Seeds(gateway).publication("p-1", account)
    now = gateway.clock.now()
    made = publication("p-1", account=account)
    await change(gateway, made.defer(Cap.POSTS_PER_CREATOR, now, now, reason="spam_risk_too_many_posts"))
    document = "query ($id: ID!) { publication(id: $id) { state cap nextAt trouble { code tiktokReason } } }"
    assert (await gateway.data(document, {"id": name}))["publication"] == {
        "state": "DEFERRED",
        "cap": "POSTS_PER_CREATOR",
        "nextAt": "2026-11-20T09:00:00Z",
        "trouble": {"code": "CAP_REACHED", "tiktokReason": "spam_risk_too_many_posts"},
    }


async def test_publications_are_listed_by_account_and_state_and_for_creators_their_own(gateway: Gateway) -> None:
    mine = await connect(gateway, Role.CREATOR)
    other = await connect(gateway, Role.OWNER, Person("open-ben", "ben.bikes", "Ben"))
    seeds = Seeds(gateway)
    for number in range(3):
        await seeds.publication(f"m-{number}", split(mine)[1], minutes=number)
    await seeds.publication("o-1", split(other)[1], minutes=9)
    await change(gateway, publication("m-0", account=AccountId(split(mine)[1])).cancel(gateway.clock.now()))
    document = """query ($account: ID, $states: [PublicationState!], $after: String) {
      publications(first: 2, accountId: $account, states: $states, after: $after) {
        totalCount nodes { id account { handle } } pageInfo { endCursor hasNextPage }
      }
    }"""
    gateway.calls.clear()
    everything = (await gateway.data(document))["publications"]
    assert gateway.calls == ["publications.page", "accounts.by_ids"]
    assert (everything["totalCount"], [split(one["id"])[1] for one in everything["nodes"]]) == (4, ["o-1", "m-2"])
    rest = await gateway.data(document, {"after": everything["pageInfo"]["endCursor"]})
    assert [split(one["id"])[1] for one in rest["publications"]["nodes"]] == ["m-1", "m-0"]
    own = (await gateway.data(document, by=Role.CREATOR))["publications"]
    assert own["totalCount"] == 3
    queued = await gateway.data(document, {"account": mine, "states": ["QUEUED"]})
    assert queued["publications"]["totalCount"] == 2
    assert (await gateway.data(document, {"account": other}, by=Role.CREATOR))["publications"]["totalCount"] == 0


async def test_a_publication_is_cancelled_before_it_begins_and_resolved_where_nobody_knows(gateway: Gateway) -> None:
    account = split(await connect(gateway, Role.CREATOR))[1]
    name = await Seeds(gateway).publication("p-1", account)
    cancel = (
        "mutation ($id: ID!) { cancelPublication(input: {publicationId: $id}) "
        "{ publication { state } errors { code } } }"
    )
    resolve = (
        'mutation ($id: ID!) { resolvePublication(input: {publicationId: $id, posted: true, postId: "7"}) '
        "{ publication { state postIds } errors { code } } }"
    )
    refused = (await gateway.data(resolve, {"id": name}))["resolvePublication"]
    assert refused == {"publication": None, "errors": [{"code": "WRONG_STATE"}]}
    done = (await gateway.data(cancel, {"id": name}, by=Role.CREATOR))["cancelPublication"]
    assert done == {"publication": {"state": "CANCELLED"}, "errors": []}
    other = await Seeds(gateway).publication("p-2", account)
    now = gateway.clock.now()
    begun = publication("p-2", account=account, url="https://media.lumen.example/a.mp4").start(now)
    trouble = publication("p-2").defer(Cap.POSTS_PER_CREATOR, now, now).trouble
    assert trouble is not None
    await change(gateway, begun.lose(trouble, now))
    done = (await gateway.data(resolve, {"id": other}, by=Role.CREATOR))["resolvePublication"]
    assert done == {"publication": {"state": "PUBLISHED", "postIds": ["7"]}, "errors": []}
