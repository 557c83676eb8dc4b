import pytest

from tests.integration.simulator_market.office import Json, Office
from tiktok_simulator.business.form import form
from tiktok_simulator.business.moments import DAY, iso

PUBLIC = "/tto/tcm/creator/public/"
POSTS = "/tto/tcm/creator/public/video/list/"
RANK = "/tto/tcm/rank/"


async def test_a_public_profile_carries_rate_median_and_price(office: Office) -> None:
    ana, now = office.simulator.world.creator(0), office.simulator.clock.now()
    data = await office.read(PUBLIC, handle_name="glow.by.ana")
    assert set(data) == {
        "handle_name", "display_name", "profile_image", "bio", "followers_count", "following_count", "videos_count",
        "likes_count", "creator_id", "median_views", "engagement_rate", "creator_price", "currency",
        "industry_labels", "content_labels",
    }  # fmt: skip
    assert data["bio"] == "skin first\nNYC"
    assert (data["median_views"], data["engagement_rate"]) == form(ana, now)[::2]
    assert 0 < data["engagement_rate"] < 1
    assert (data["creator_price"], data["currency"]) == (500, "USD")
    assert data["creator_id"].isdecimal()
    assert len(data["creator_id"]) == 19
    assert data["content_labels"] == [{"label_id": "11002002", "label_name": "Beauty Tutorials & Tips"}]
    assert data["industry_labels"] == [{"label_id": "14000000000", "label_name": "Beauty & Personal Care"}]


async def test_a_price_that_is_not_published_is_null(office: Office) -> None:
    shy = next(one for one in office.simulator.world.creators if one.price is None and one.is_on_marketplace)
    assert (await office.read(PUBLIC, handle_name=shy.handle))["creator_price"] is None


async def test_handles_off_the_marketplace_are_refused(office: Office) -> None:
    outsider = next(one for one in office.simulator.world.creators if not one.is_on_marketplace)
    for path in (PUBLIC, POSTS):
        assert await office.refused_read(path, handle_name=outsider.handle) == 40002
        assert await office.refused_read(path, handle_name="nosuchhandle") == 40002
        assert await office.refused_read(path) == 40002
    assert await office.refused_read(PUBLIC, handle_name="Glow.By.Ana") == 40002


async def test_posts_come_newest_first_and_the_cursor_walks_through_all_of_them(office: Office) -> None:
    ana, now = office.simulator.world.creator(0), office.simulator.clock.now()
    seen: list[Json] = []
    cursor, more = 0, True
    while more:
        data = await office.read(POSTS, handle_name="glow.by.ana", cursor=cursor, limit=25)
        seen += data["posts"]
        cursor, more = data["page_info"]["cursor"], data["page_info"]["has_more"]
    assert [post["video_id"] for post in seen] == [video.id for video in ana.videos_at(now)]
    newest = ana.videos_at(now)[0]
    counts = newest.counts_at(now)
    post = seen[0]
    assert (post["video_views"], post["likes"], post["comments"], post["shares"], post["favorites"]) == counts
    assert post["create_time"] == str(newest.create_time * 1000)
    assert post["embed_url"] == f"https://www.tiktok.com/player/v1/{newest.id}"
    assert post["caption_hashtags"] == newest.hashtags
    assert {one["collaboration_status"] for one in seen} == {"PAID_PARTNERSHIP", "NONE"}


async def test_posts_have_bounds_and_can_be_asked_for_by_id(office: Office) -> None:
    ids = [video.id for video in office.simulator.world.creator(0).videos_at(office.simulator.clock.now())]
    default = await office.read(POSTS, handle_name="glow.by.ana")
    assert len(default["posts"]) == 10
    named = await office.read(POSTS, handle_name="glow.by.ana", video_ids=ids[40:43], limit=1, cursor=5)
    assert [post["video_id"] for post in named["posts"]] == ids[40:43]
    for bad in ({"limit": 26}, {"limit": 0}, {"cursor": -1}, {"video_ids": ids[:26]}):
        assert await office.refused_read(POSTS, handle_name="glow.by.ana", **bad) == 40002


async def test_an_own_profile_shows_only_the_fields_asked_for(office: Office) -> None:
    token, open_id = await office.creator("glow.by.ana")
    path = "/tto/creator/authorized/"
    plain = await office.get(path, token=token, creator_id=open_id)
    assert set(plain["data"]) == {"profile_image", "display_name"}
    fields = ["handle_name", "country_code", "creator_rate", "content_labels", "industry_labels", "audience_countries",
              "audience_genders", "audience_ages", "audience_devices", "audience_usages"]  # fmt: skip
    data = (await office.get(path, token=token, creator_id=open_id, fields=fields))["data"]
    assert set(data) == set(fields)
    assert data["creator_rate"] == {"rate": 500, "currency": "USD"}
    assert data["content_labels"] == [{"label_id": 11002002, "label_name": "Beauty Tutorials & Tips"}]
    assert data["industry_labels"] == [{"label_id": 14000000000, "label_name": "Beauty & Personal Care"}]
    assert len(data["audience_countries"]) == 3
    assert [one["gender"] for one in data["audience_genders"]] == ["Female", "Male"]
    assert [one["age"] for one in data["audience_ages"]] == ["25-34", "35-44", "55+", "Other"]
    assert {one["usage"] for one in data["audience_usages"]} == {"active", "inactive"}
    assert "Other" in {one["device"] for one in data["audience_devices"]}
    for split in ("audience_genders", "audience_ages", "audience_devices", "audience_usages"):
        assert sum(one["percentage"] for one in data[split]) == pytest.approx(1, abs=1e-9)
    assert (await office.get(path, token=token, creator_id=open_id, fields=["growth"]))["code"] == 40002
    assert (await office.get(path, token=token, creator_id="-000x"))["code"] == 40001
    assert (await office.get(path, token=token))["code"] == 40002


async def test_own_videos_have_their_paging_at_the_root(office: Office) -> None:
    token, open_id = await office.creator("techwithtom")
    path = "/tto/creator/authorized/video/list/"
    data = (await office.get(path, token=token, creator_id=open_id, limit=3))["data"]
    tom, now = office.simulator.world.creator(1), office.simulator.clock.now()
    assert [post["video_id"] for post in data["posts"]] == [video.id for video in tom.videos_at(now)[:3]]
    assert (data["has_more"], data["cursor"]) == (True, tom.videos_at(now)[2].create_time * 1000)
    assert (await office.get(path, token=token, creator_id=open_id, limit=11))["code"] == 40002
    ids = [video.id for video in tom.videos_at(now)[5:17]]
    named = await office.get(path, token=token, creator_id=open_id, video_ids=ids, limit=11, cursor=-1)
    assert [post["video_id"] for post in named["data"]["posts"]] == ids
    assert (named["data"]["has_more"], named["data"]["cursor"]) == (False, 0)


async def test_the_organic_ranking_is_in_percent_and_knows_growth(office: Office) -> None:
    given = {"ranking_type": "ORGANIC_CONTENT", "time_period": "MONTH", "time_period_lookback": "ONE"}
    data = await office.read(RANK, **given, label_id="11002002", country_code="US")
    assert data["last_updated_at"].endswith("T14:14:22Z")
    assert data["last_updated_at"] < iso(office.simulator.clock.now())
    rows = data["creators"]
    assert set(rows[0]) == {
        "ranking_change", "profile_image", "country", "handle", "display_name", "industry_labels", "content_labels",
        "score", "number_of_followers", "branded_content_video_views", "branded_content_engagement_rate",
        "total_video_views", "engagement_rate", "starting_price", "starting_price_currency", "follower_growth",
    }  # fmt: skip
    views = [row["total_video_views"] for row in rows]
    assert views == sorted(views, reverse=True)
    assert all(row["engagement_rate"] > 1 and row["country"] == "US" for row in rows)
    assert all(row["industry_labels"] is None and row["branded_content_video_views"] is None for row in rows)
    assert all(row["follower_growth"] >= 0 for row in rows)
    assert all((row["starting_price"] is None) == (row["starting_price_currency"] == "") for row in rows)
    assert any(row["ranking_change"][0] in "+-" for row in rows)
    earlier = await office.read(
        RANK, **{**given, "time_period_lookback": "TWO"}, label_id="11002002", country_code="US"
    )
    assert earlier["last_updated_at"] < data["last_updated_at"]


async def test_the_branded_ranking_counts_branded_videos_of_an_industry(office: Office) -> None:
    given = {"ranking_type": "BRANDED_CONTENT", "time_period": "MONTH", "time_period_lookback": "ONE"}
    data = await office.read(RANK, **given, label_id="14000000000", country_code="US")
    assert data["creators"]
    for row in data["creators"]:
        assert row["branded_content_video_views"] == row["total_video_views"] > 0
        assert row["follower_growth"] is None
        assert {label["label_id"] for label in row["industry_labels"]} & {"14000000000", "14100000000"}


async def test_a_ranking_is_of_a_top_level_label_and_holds_its_sub_labels(office: Office) -> None:
    given = {"ranking_type": "ORGANIC_CONTENT", "time_period": "MONTH", "time_period_lookback": "ONE",
             "country_code": "US", "page_size": 100}  # fmt: skip
    rows = (await office.read(RANK, **given, label_id="11005001"))["creators"]
    carried = [{label["label_id"] for label in row["content_labels"]} for row in rows]
    assert all(labels & {"11005001", "11005001007"} for labels in carried)
    assert any("11005001" not in labels for labels in carried)
    assert await office.refused_read(RANK, **given, label_id="11005001007") == 40002
    branded = {**given, "ranking_type": "BRANDED_CONTENT"}
    assert await office.refused_read(RANK, **branded, label_id="14100000000") == 40002
    labels = await office.read("/tto/tcm/category/label/", label_type="RANKING")
    shown = {one["label_id"] for kind in ("content_labels", "industry_labels") for one in labels[kind]}
    assert not {"11005001007", "14100000000"} & shown


@pytest.mark.parametrize(("period", "days"), [("WEEK", 7), ("MONTH", 30)])
async def test_no_ranking_is_of_a_period_whose_figures_are_not_ready(office: Office, period: str, days: int) -> None:
    given = {"ranking_type": "ORGANIC_CONTENT", "time_period": period, "time_period_lookback": "ONE",
             "label_id": "11002002", "country_code": "US"}  # fmt: skip
    now = office.simulator.clock.now()
    turn = (now // (days * DAY) + 1) * days * DAY
    ready = turn + 14 * 3600 + 14 * 60 + 22
    for moment, updated in ((turn + 1, ready - days * DAY), (ready - 1, ready - days * DAY), (ready, ready)):
        office.simulator.clock.advance(moment - office.simulator.clock.now())
        assert (await office.read(RANK, **given))["last_updated_at"] == iso(updated)


@pytest.mark.parametrize(
    "bad",
    [
        {"label_id": "14000000000"},
        {"label_id": None},
        {"country_code": "DE"},
        {"time_period": "DAY"},
        {"time_period_lookback": "FOUR"},
        {"ranking_type": "ALL"},
        {"page_size": 101},
    ],
)
async def test_a_ranking_refuses_what_it_does_not_know(office: Office, bad: Json) -> None:
    given = {"ranking_type": "ORGANIC_CONTENT", "time_period": "WEEK", "time_period_lookback": "ONE",
             "label_id": "11002002", "country_code": "US"}  # fmt: skip
    assert await office.refused_read(RANK, **{name: value for name, value in (given | bad).items() if value}) == 40002
