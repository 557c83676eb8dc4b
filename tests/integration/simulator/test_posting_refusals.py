from typing import Any

import pytest

from tests.integration.simulator.poster import PULLED, Poster, poster, pulled
from tests.integration.simulator.test_posting import PHOTOS
from tests.integration.simulator.visitor import HANDLE, Visitor, error_of
from tiktok_simulator.posting.paths import PHOTO_INIT

UNAUDITED = (403, "unaudited_client_can_only_post_to_private_accounts")


@pytest.fixture
async def ana(visitor: Visitor) -> Poster:
    return await poster(visitor)


async def test_a_privacy_level_must_be_chosen_from_the_creators_options(ana: Poster) -> None:
    mismatch = (403, "privacy_level_option_mismatch")
    assert error_of(await ana.init(privacy_level="FOLLOWER_OF_CREATOR")) == mismatch
    assert error_of(await ana.init(privacy_level="EVERYBODY")) == mismatch
    assert error_of(await ana.init(privacy_level="")) == mismatch
    await ana.set(private=True)
    assert error_of(await ana.init(privacy_level="PUBLIC_TO_EVERYONE")) == mismatch
    assert error_of(await ana.init(privacy_level="FOLLOWER_OF_CREATOR")) == (200, "ok")


async def test_an_unaudited_app_posts_to_private_accounts_and_for_their_owners_alone(ana: Poster) -> None:
    await ana.visitor.switch(audited="no")
    assert error_of(await ana.init(privacy_level="SELF_ONLY")) == UNAUDITED
    await ana.set(private=True)
    assert error_of(await ana.init(privacy_level="FOLLOWER_OF_CREATOR")) == UNAUDITED
    assert error_of(await ana.init(privacy_level="SELF_ONLY")) == (200, "ok")
    await ana.set(private=False)
    assert error_of(await ana.draft()) == (200, "ok")


async def test_an_unaudited_app_may_be_shown_the_owners_option_alone(ana: Poster) -> None:
    await ana.visitor.switch(audited="no", unaudited_privacy_options="self-only")
    assert (await ana.info()).json()["data"]["privacy_level_options"] == ["SELF_ONLY"]
    await ana.set(private=True)
    refused = await ana.init(privacy_level="MUTUAL_FOLLOW_FRIENDS")
    assert error_of(refused) == (403, "privacy_level_option_mismatch")


async def test_an_unaudited_app_has_five_creators_in_a_day(visitor: Visitor) -> None:
    await visitor.switch(audited="no")
    listed = await visitor.control("GET", "world/creators?limit=6")
    posters = [await poster(visitor, creator["handle"]) for creator in listed["creators"]]
    answers = []
    for one in posters:
        await one.set(private=True)
        answers.append(error_of(await one.init(privacy_level="SELF_ONLY")))
    assert answers == [(200, "ok")] * 5 + [(403, "reached_active_user_cap")]
    assert error_of(await posters[5].info()) == (200, "reached_active_user_cap")
    assert error_of(await posters[0].info()) == (200, "ok")
    assert error_of(await posters[5].draft()) == (200, "ok")
    await visitor.advance(86_400)
    again = await poster(visitor, posters[5].handle)
    assert error_of(await again.init(privacy_level="SELF_ONLY")) == (200, "ok")


async def test_an_audited_app_has_the_cap_of_its_audit(visitor: Visitor) -> None:
    await visitor.control("POST", f"apps/{visitor.app['client_key']}", {"creator_cap": 1})
    ana, tom = await poster(visitor), await poster(visitor, "techwithtom")
    assert error_of(await ana.init()) == (200, "ok")
    assert error_of(await tom.init()) == (403, "reached_active_user_cap")
    assert error_of(await ana.init()) == (200, "ok")


async def test_a_creators_posts_of_a_day_are_counted_over_all_apps(visitor: Visitor) -> None:
    ana = await poster(visitor)
    await ana.set(posts_per_day=2)
    await ana.init()
    await visitor.choose_app("web")
    await visitor.control(
        "POST", f"apps/{visitor.app['client_key']}", {"redirect_uris": ["https://gateway.example/cb"]}
    )
    web = await poster_of_web(visitor)
    assert error_of(await web.init()) == (200, "ok")
    for one in (ana, web):
        assert error_of(await one.init()) == (403, "spam_risk_too_many_posts")
        assert error_of(await one.info()) == (200, "spam_risk_too_many_posts")
        assert error_of(await one.draft()) == (200, "ok")


async def poster_of_web(visitor: Visitor) -> Poster:
    uri, scope = "https://gateway.example/cb", "video.upload,video.publish"
    code = await visitor.code(HANDLE, ("video.upload", "video.publish"), redirect_uri=uri, scope=scope)
    pair = (await visitor.exchange(code, redirect_uri=uri)).json()
    return Poster(visitor, pair["access_token"])


async def test_what_failed_is_no_post_of_the_day(ana: Poster) -> None:
    await ana.set(posts_per_day=1)
    await ana.visitor.arm("publish_fails", count=1)
    await ana.send(await ana.init())
    await ana.visitor.advance(10)
    assert error_of(await ana.init()) == (200, "ok")


async def test_five_drafts_may_wait_for_a_day(ana: Poster) -> None:
    drafts = [(await ana.draft()) for _ in range(5)]
    refused = await ana.draft()
    assert error_of(refused) == (403, "spam_risk_too_many_pending_share")
    assert refused.json()["error"]["message"] == "spam_risk_too_many_pending_share"
    publish_id = await ana.send(drafts[0])
    await ana.visitor.advance(60)
    assert error_of(await ana.draft()) == (403, "spam_risk_too_many_pending_share")
    await ana.visitor.control("POST", f"accounts/{HANDLE}/drafts/{publish_id}", {})
    assert error_of(await ana.draft()) == (200, "ok")


async def test_a_banned_creator_posts_nothing(ana: Poster) -> None:
    sent = await ana.init()
    await ana.set(banned=True)
    code = "spam_risk_user_banned_from_posting"
    assert error_of(await ana.init()) == (403, code)
    assert error_of(await ana.draft()) == (403, code)
    assert error_of(await ana.info()) == (200, code)
    publish_id = await ana.send(sent)
    await ana.visitor.advance(10)
    assert (await ana.status(publish_id))["fail_reason"] == code


@pytest.mark.parametrize(
    ("url", "verified", "owned"),
    [
        (PULLED, ["gateway.example"], True),
        (PULLED, ["example"], True),
        (PULLED, ["way.example"], False),
        (PULLED, [], False),
        (PULLED, ["https://media.gateway.example/tt/"], True),
        (PULLED, ["https://media.gateway.example/other/"], False),
        (PULLED, ["https://gateway.example/tt/"], False),
    ],
)
async def test_a_url_is_pulled_from_what_the_developer_has_proved_to_own(
    ana: Poster, url: str, verified: list[str], owned: bool
) -> None:
    await ana.visitor.control("POST", f"apps/{ana.visitor.app['client_key']}", {"verified_urls": verified})
    expected = (200, "ok") if owned else (403, "url_ownership_unverified")
    assert error_of(await ana.init(pulled(url))) == expected
    assert error_of(await ana.draft(pulled(url))) == expected


async def test_one_foreign_photo_spoils_the_post(ana: Poster) -> None:
    images = ["https://gateway.example/1.jpg", "https://foreign.example/2.jpg"]
    source: dict[str, Any] = {"source": "PULL_FROM_URL", "photo_cover_index": 0, "photo_images": images}
    refused = await ana.call(PHOTO_INIT, {**PHOTOS, "source_info": source})
    assert error_of(refused) == (403, "url_ownership_unverified")


async def test_parameters_are_judged_before_the_creator(ana: Poster) -> None:
    await ana.set(banned=True)
    assert error_of(await ana.init({"source": "EMAIL"})) == (400, "invalid_params")
