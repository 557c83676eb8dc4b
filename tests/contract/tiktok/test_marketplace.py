"""The contracts of MarketplaceLogin, CreatorSearch and CampaignsAtTikTok."""

import pytest

from creatorport.application.ports.tiktok_one import Access, CreatorOrder, CreatorQuery, NewCampaign
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused, TikTokTokenRejected
from creatorport.domain.handle import Handle
from creatorport.domain.secret import Secret
from tests.contract.tiktok.stages import TikTokStage


def new(tiktok: TikTokStage, name: str = "Glow", *handles: str) -> NewCampaign:
    wanted = handles or (tiktok.handles[0],)
    return NewCampaign(
        name and f"{name} {tiktok.mark}",
        "Lumen",
        "Show it.",
        tuple(Handle.of(handle) for handle in wanted),
        notify=True,
    )


async def test_a_brand_connects_its_account(tiktok: TikTokStage) -> None:
    code, state = await tiktok.brand_consent(tiktok.brand_login.authorize_url(state=Secret("st&te")))
    granted = await tiktok.brand_login.exchange(Secret(code))
    assert state == "st&te"
    [account] = granted.accounts
    assert account.id.isdigit()
    assert account.name
    with pytest.raises(TikTokRefused):
        await tiktok.brand_login.exchange(Secret(code))


async def test_a_revoked_brand_token_is_rejected_and_a_second_revoke_is_done(
    tiktok: TikTokStage, access: Access
) -> None:
    await tiktok.brand_login.revoke(access.token)
    with pytest.raises(TikTokTokenRejected):
        await tiktok.search.discover(access, CreatorQuery(("US",)), page=1, size=1)
    await tiktok.brand_login.revoke(access.token)


async def test_another_account_is_refused(tiktok: TikTokStage, access: Access) -> None:
    foreign = Access("7400000000000009999", access.token)
    with pytest.raises(TikTokRefused):
        await tiktok.campaigns.create(foreign, new(tiktok))


async def test_creators_are_found_page_by_page_in_order(tiktok: TikTokStage, access: Access) -> None:
    query = CreatorQuery(("US",), order=CreatorOrder.FOLLOWERS)
    first = await tiktok.search.discover(access, query, page=1, size=2)
    second = await tiktok.search.discover(access, query, page=2, size=2)
    assert len(first.creators) == 2
    assert first.total == second.total >= 3
    followers = [one.reach.followers or 0 for one in (*first.creators, *second.creators)]
    assert followers == sorted(followers, reverse=True)
    assert not {one.handle for one in first.creators} & {one.handle for one in second.creators}


async def test_a_creator_is_found_by_their_handle(tiktok: TikTokStage, access: Access) -> None:
    page = await tiktok.search.discover(access, CreatorQuery(("US",), keyword=tiktok.handles[1]), page=1, size=50)
    assert Handle.of(tiktok.handles[1]) in {one.handle for one in page.creators}


async def test_what_nobody_has_is_found_nowhere(tiktok: TikTokStage, access: Access) -> None:
    page = await tiktok.search.discover(access, CreatorQuery(("US",), min_followers=10**12), page=1, size=5)
    assert (page.creators, page.total) == ((), 0)


async def test_a_wrong_page_size_is_refused(tiktok: TikTokStage, access: Access) -> None:
    with pytest.raises(TikTokRefused):
        await tiktok.search.discover(access, CreatorQuery(("US",)), page=1, size=201)


async def test_a_campaign_is_made_with_the_handles_that_could_not_be_invited(
    tiktok: TikTokStage, access: Access
) -> None:
    made = await tiktok.campaigns.create(access, new(tiktok, "Glow", tiktok.handles[0].upper(), tiktok.stranger))
    assert made.name == f"Glow {tiktok.mark}"
    assert made.handles == {Handle.of(tiktok.handles[0])}
    assert made.failed_handles == {Handle.of(tiktok.stranger)}
    assert made.at_tiktok.campaign_id.isdigit()
    assert made.at_tiktok.invite_link.startswith("https://")
    assert made.at_tiktok.country_codes == ("US",)
    assert made.created_at == tiktok.clock.now().replace(microsecond=0)


async def test_a_campaign_is_read_again_as_it_was_made(tiktok: TikTokStage, access: Access) -> None:
    made = await tiktok.campaigns.create(access, new(tiktok))
    read = await tiktok.campaigns.read(access, made.at_tiktok.campaign_id)
    assert read == made


async def test_an_unknown_campaign_is_refused(tiktok: TikTokStage, access: Access) -> None:
    with pytest.raises(TikTokRefused):
        await tiktok.campaigns.read(access, "7500000000000099999")
    with pytest.raises(TikTokRefused):
        await tiktok.campaigns.add_creators(access, "7500000000000099999", [Handle.of(tiktok.handles[0])], notify=False)


async def test_creators_are_added(tiktok: TikTokStage, access: Access) -> None:
    made = await tiktok.campaigns.create(access, new(tiktok))
    added = [Handle.of(tiktok.handles[1]), Handle.of(tiktok.stranger)]
    changed = await tiktok.campaigns.add_creators(access, made.at_tiktok.campaign_id, added, notify=False)
    assert changed.at_tiktok.campaign_id == made.at_tiktok.campaign_id
    assert changed.handles == {Handle.of(handle) for handle in tiktok.handles[:2]}
    assert changed.failed_handles == {Handle.of(tiktok.stranger)}


async def test_a_campaign_is_found_by_exactly_its_name_beyond_the_first_page(
    tiktok: TikTokStage, access: Access
) -> None:
    made = [await tiktok.campaigns.create(access, new(tiktok, f"Glow {number}")) for number in range(7)]
    for wanted in (made[0], made[6]):
        assert await tiktok.campaigns.find_by_name(access, wanted.name) == wanted
    assert await tiktok.campaigns.find_by_name(access, f"Glow 1 {tiktok.mark[:-1]}") is None
    assert await tiktok.campaigns.find_by_name(access, f"glow 1 {tiktok.mark}") is None


async def test_a_campaign_whose_answer_was_lost_is_there_and_found_by_its_name(
    tiktok: TikTokStage, access: Access
) -> None:
    await tiktok.lose_answer("campaigns.create")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.campaigns.create(access, new(tiktok, "Lost"))
    found = await tiktok.campaigns.find_by_name(access, f"Lost {tiktok.mark}")
    assert found is not None
    assert found.handles == {Handle.of(tiktok.handles[0])}


async def test_a_campaign_that_was_lost_on_its_way_is_not_there(tiktok: TikTokStage, access: Access) -> None:
    await tiktok.lose_request("campaigns.create")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.campaigns.create(access, new(tiktok, "Never"))
    assert await tiktok.campaigns.find_by_name(access, f"Never {tiktok.mark}") is None


async def test_adding_whose_answer_was_lost_shows_in_the_campaign(tiktok: TikTokStage, access: Access) -> None:
    made = await tiktok.campaigns.create(access, new(tiktok))
    await tiktok.lose_answer("campaigns.add_creators")
    with pytest.raises(TikTokAnswerLost):
        await tiktok.campaigns.add_creators(
            access, made.at_tiktok.campaign_id, [Handle.of(tiktok.handles[2])], notify=True
        )
    read = await tiktok.campaigns.read(access, made.at_tiktok.campaign_id)
    assert Handle.of(tiktok.handles[2]) in read.handles


async def test_two_campaigns_of_one_name_are_two(tiktok: TikTokStage, access: Access) -> None:
    one = await tiktok.campaigns.create(access, new(tiktok))
    two = await tiktok.campaigns.create(access, new(tiktok))
    assert one.at_tiktok.campaign_id != two.at_tiktok.campaign_id


@pytest.mark.parametrize("name", ["", "x" * 121])
async def test_a_name_that_tiktok_does_not_take_is_refused(tiktok: TikTokStage, access: Access, name: str) -> None:
    with pytest.raises(TikTokRefused):
        await tiktok.campaigns.create(access, new(tiktok, name))


async def test_countries_of_two_regions_are_refused_in_one_call(tiktok: TikTokStage, access: Access) -> None:
    assert (await tiktok.search.discover(access, CreatorQuery(("US", "CA")), page=1, size=1)).total >= 1
    with pytest.raises(TikTokRefused):
        await tiktok.search.discover(access, CreatorQuery(("US", "DE")), page=1, size=1)


async def test_labels_to_search_by_have_ids_and_names(tiktok: TikTokStage, access: Access) -> None:
    content, industry = await tiktok.labels.read(access)
    assert {"Dance", "Shooting Games"} <= {label.name for label in content}
    assert "Beauty & Personal Care" in {label.name for label in industry}
    assert all(label.id.isdigit() for label in (*content, *industry))
    found = await tiktok.search.discover(
        access, CreatorQuery(("US",), content_label_ids=(content[0].id,)), page=1, size=1
    )
    assert found.total >= 0
