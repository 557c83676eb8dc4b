from typing import Any

import pytest

from creatorport.adapters.tiktok.open.profiles import DisplayProfiles
from creatorport.adapters.tiktok.times import signed_link
from creatorport.domain.creator import ExpiringUrl
from creatorport.domain.errors import TikTokAnswerLost
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret
from tests.unit.adapters.tiktok.stage import Stage, display

HOME = WorkspaceId("lumen")


async def test_only_fields_that_the_scopes_cover_are_asked_for() -> None:
    stage = Stage([display(data={"user": {"open_id": "o-1", "display_name": "Mara"}})])
    profile = await DisplayProfiles(stage.transport()).read(
        Secret("act.1"), {"user.info.basic", "video.list"}, on_behalf_of=HOME
    )
    [request] = stage.asked
    assert request.method == "GET"
    assert request.content == b""
    assert request.headers["authorization"] == "Bearer act.1"
    assert dict(request.url.params) == {"fields": "open_id,union_id,avatar_large_url,display_name"}
    assert (profile.open_id, profile.display_name) == ("o-1", "Mara")
    absent = (profile.union_id, profile.avatar, profile.handle, profile.bio, profile.is_verified, profile.profile_url)
    assert absent == (None,) * 6
    assert profile.reach is None


async def test_more_scopes_ask_for_more_fields() -> None:
    stage = Stage([display(data={"user": {"open_id": "o-1", "follower_count": 2**53 + 1, "bio_description": ""}})])
    profile = await DisplayProfiles(stage.transport()).read(
        Secret("act.1"), {"user.info.profile", "user.info.stats"}, on_behalf_of=HOME
    )
    assert set(dict(stage.asked[0].url.params)["fields"].split(",")) == {
        *("open_id", "union_id", "avatar_large_url", "display_name"),
        *("bio_description", "profile_deep_link", "is_verified", "username"),
        *("follower_count", "following_count", "likes_count", "video_count"),
    }
    assert profile.bio == ""
    assert profile.reach is not None
    assert (profile.reach.followers, profile.reach.likes) == (9_007_199_254_740_993, None)


@pytest.mark.parametrize("user", [{}, {"open_id": ""}, {"open_id": "o", "follower_count": -1}, {"open_id": ["o"]}])
async def test_a_profile_that_makes_no_sense_is_a_lost_answer(user: dict[str, Any]) -> None:
    with pytest.raises(TikTokAnswerLost):
        await DisplayProfiles(Stage([display(data={"user": user})]).transport()).read(
            Secret("act"), set(), on_behalf_of=HOME
        )


@pytest.mark.parametrize(
    "url",
    [
        "https://cdn.test/a.jpeg",
        "https://cdn.test/a.jpeg?x-expires=soon",
        "https://cdn.test/a.jpeg?x-expires=99999999999999999999",
        "https://cdn.test/a.jpeg?x-expires=999999999999999",
        "https://[cdn.test/a.jpeg?x-expires=1",
    ],
)
def test_a_link_that_names_no_end_is_kept_without_one(url: str) -> None:
    assert signed_link(url) == ExpiringUrl(url, None)
