"""The adapters against TikTok's documented payloads."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from creatorport.adapters.oauth.marketplace_login import PortalMarketplaceLogin
from creatorport.adapters.oauth.tiktok_login import AuthlibTikTokLogin
from creatorport.adapters.tiktok.business.campaigns import HttpCampaigns
from creatorport.adapters.tiktok.business.category_labels import HttpCategoryLabels
from creatorport.adapters.tiktok.business.creator_pages import HttpCreatorPages
from creatorport.adapters.tiktok.business.creator_search import HttpCreatorSearch
from creatorport.adapters.tiktok.business.creator_status import HttpCreatorStatus
from creatorport.adapters.tiktok.business.personal_invitations import HttpPersonalInvitations
from creatorport.adapters.tiktok.business.reports import HttpReports
from creatorport.adapters.tiktok.business.webhook_subscriptions import HttpMarketplaceWebhooks
from creatorport.adapters.tiktok.open.profiles import DisplayProfiles
from creatorport.adapters.tiktok.open.videos import DisplayVideos
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.creator_pages import CreatorPage
from creatorport.application.ports.creator_status import Standing
from creatorport.application.ports.marketplace_login import TtoAccount
from creatorport.application.ports.tiktok_one import (
    Access,
    AnswerStatus,
    CampaignAtTikTok,
    CreatorOrder,
    CreatorQuery,
    FoundCreator,
    NewCampaign,
    NewPersonalInvitation,
    PersonalInvitation,
    ReportedVideo,
)
from creatorport.domain.account import Profile
from creatorport.domain.account_video import VideoFacts
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.counts import Counts
from creatorport.domain.creator import ExpiringUrl, Reach
from creatorport.domain.creator_profile import Label
from creatorport.domain.errors import TikTokError, TikTokRefused, TikTokThrottled, TikTokTokenRejected
from creatorport.domain.handle import Handle
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.money import Money
from creatorport.domain.secret import Secret
from tests.fakes.clock import MovableClock
from tests.integration.tiktok.conftest import make_transport
from tests.integration.tiktok.scrubbing import SCRUBBED

Cassette = Callable[[str], AbstractContextManager[Any]]

ACCESS = Access("7400000000000000001", Secret("a-token"))
ANA = Handle.of("glow.by.ana")
CAMPAIGN = AtTikTok("7500000000000000001", "https://www.tiktok.com/t/ZT8abc123/", ("US",))
LISTED = CampaignAtTikTok(
    "Lumen Serum - spring glow",
    CAMPAIGN,
    frozenset({ANA}),
    video_ids=("7493990579714164574",),
    created_at=datetime(2026, 11, 20, 18, 2, 11, tzinfo=UTC),
)
QUERY = CreatorQuery(
    ("US",),
    content_label_ids=("11002002",),
    min_followers=10_000,
    min_engagement_rate=0.03,
    order=CreatorOrder.ENGAGEMENT_RATE,
)
ALL_SCOPES = frozenset({"user.info.basic", "user.info.profile", "user.info.stats"})


@pytest.fixture
def login(transport: Transport, clock: MovableClock) -> AuthlibTikTokLogin:
    return AuthlibTikTokLogin(
        transport,
        www_origin="https://www.tiktok.com",
        client_key="aw9k2m7x4q1z8r5t",
        client_secret=Secret("a-secret"),
        redirect_uri="https://gw.example.org/auth/tiktok/callback",
        clock=clock,
    )


@pytest.fixture
def simulated(client: httpx.AsyncClient, clock: MovableClock) -> Transport:
    return make_transport(client, clock, business="https://simulator.test/business")


async def test_a_code_is_traded_for_tokens_with_the_lives_that_the_answer_names(
    login: AuthlibTikTokLogin, cassette: Cassette
) -> None:
    with cassette("login_exchange"):
        granted = await login.exchange(Secret("a*code!u1"), Secret("a-verifier"))
    assert granted.open_id == "-000uQ8fXk2ZbN5rT1vYcPmLsWdEaGhJkOi"
    assert granted.grant.access_token == Secret(SCRUBBED)
    assert granted.grant.issued_at == datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert granted.grant.access_expires_at == datetime(2026, 11, 20, 11, tzinfo=UTC)
    assert granted.grant.refresh_expires_at == datetime(2027, 5, 19, 9, tzinfo=UTC)
    assert granted.grant.scopes == {"user.info.basic", "user.info.profile", "user.info.stats", "video.list"}


async def test_a_refresh_gives_a_new_pair(login: AuthlibTikTokLogin, cassette: Cassette) -> None:
    with cassette("login_refresh"):
        grant = await login.refresh(Secret("rft"))
    assert grant.refresh_token == Secret(SCRUBBED)
    assert grant.access_expires_at == datetime(2026, 11, 20, 11, tzinfo=UTC)


async def test_a_dead_refresh_token_is_told_by_the_body_although_the_status_is_200(
    login: AuthlibTikTokLogin, cassette: Cassette
) -> None:
    with cassette("login_refresh_dead"), pytest.raises(TikTokTokenRejected) as rejected:
        await login.refresh(Secret("rft"))
    assert rejected.value.tiktok_code == "invalid_grant"
    assert rejected.value.log_id == "20261120174925A1B2C3D4E5F60718293A"


async def test_a_revoke_answers_with_nothing(login: AuthlibTikTokLogin, cassette: Cassette) -> None:
    with cassette("login_revoke") as played:
        await login.revoke(Secret("act"))
    assert played.play_count == 1


async def test_a_whole_profile_is_read(transport: Transport, cassette: Cassette) -> None:
    with cassette("user_info"):
        profile = await DisplayProfiles(transport).read(Secret("act"), ALL_SCOPES, on_behalf_of=WorkspaceId("lumen"))
    assert profile == Profile(
        open_id="-000uQ8fXk2ZbN5rT1vYcPmLsWdEaGhJkOi",
        union_id="5b0c8c52-6a52-5d27-9f0e-0b6f3a1c2d4e",
        display_name="Mara cooks 🍋",
        avatar=ExpiringUrl(
            "https://p16-common-sign.tiktokcdn.com/tos-alisg-avt-0068/7f0c2b~tplv-tiktokx-cropcenter:1080:1080.jpeg"
            "?x-expires=1795370400&x-signature=bH4%2BbGFyZ2U%3D",
            datetime(2026, 11, 22, 18, tzinfo=UTC),
        ),
        handle=Handle.of("mara.cooks"),
        bio="Five-minute dinners",
        is_verified=False,
        profile_url="https://vm.tiktok.com/ZMexample1/",
        reach=Reach(184_233, 212, 3_120_457, 391),
    )


@pytest.mark.parametrize(
    ("name", "error", "code"),
    [
        ("user_info_token_invalid", TikTokTokenRejected, "access_token_invalid"),
        ("user_info_scope_missing", TikTokRefused, "scope_not_authorized"),
        ("user_info_throttled", TikTokThrottled, "rate_limit_exceeded"),
    ],
)
async def test_a_refused_profile_is_told_by_its_code(
    transport: Transport, cassette: Cassette, name: str, error: type[TikTokError], code: str
) -> None:
    with cassette(name), pytest.raises(error) as raised:
        await DisplayProfiles(transport).read(Secret("act"), ALL_SCOPES, on_behalf_of=WorkspaceId("lumen"))
    assert type(raised.value) is error
    assert raised.value.tiktok_code == code


async def test_a_brand_connects_and_its_accounts_are_named(transport: Transport, cassette: Cassette) -> None:
    portal = PortalMarketplaceLogin(
        transport,
        portal_origin="https://business-api.tiktok.com",
        app_id="7519035078651936769",
        app_secret=Secret("a-secret"),
        redirect_uri="https://gw.example.org/auth/tiktok-one/callback",
    )
    with cassette("marketplace_login"):
        granted = await portal.exchange(Secret("an-auth-code"))
    assert granted.token == Secret(SCRUBBED)
    assert granted.accounts == (TtoAccount("7400000000000000001", "Lumen"),)


async def test_creators_are_found(transport: Transport, cassette: Cassette) -> None:
    with cassette("discover"):
        page = await HttpCreatorSearch(transport).discover(ACCESS, QUERY, page=1, size=24)
    avatar = ExpiringUrl(
        "https://cdn.example.com/ana.webp?x-expires=1789600000&x-signature=abc",
        datetime(2026, 9, 16, 23, 6, 40, tzinfo=UTC),
    )
    assert page.creators == (FoundCreator(ANA, "Ana Glow", avatar, Reach(482_113, 231, 15_311_966, 803)),)
    assert page.total == 1


@pytest.mark.parametrize(
    ("name", "error", "code"),
    [
        ("discover_token_revoked", TikTokTokenRejected, "40105"),
        ("discover_throttled", TikTokThrottled, "40100"),
        ("discover_invalid", TikTokRefused, "40002"),
        ("discover_no_permission", TikTokRefused, "40001"),
    ],
)
async def test_a_marketplace_error_is_told_by_its_code_under_http_200(
    transport: Transport, cassette: Cassette, name: str, error: type[TikTokError], code: str
) -> None:
    with cassette(name), pytest.raises(error) as raised:
        await HttpCreatorSearch(transport).discover(ACCESS, QUERY, page=1, size=24)
    assert type(raised.value) is error
    assert (raised.value.tiktok_code, raised.value.log_id) == (code, "R")


async def test_a_creators_page_is_read_whole(transport: Transport, cassette: Cassette) -> None:
    with cassette("creator_public"):
        page = await HttpCreatorPages(transport).read(ACCESS, ANA)
    assert page == CreatorPage(
        ANA,
        "Ana Glow",
        ExpiringUrl(
            "https://cdn.example.com/ana.webp?x-expires=1789600000", datetime(2026, 9, 16, 23, 6, 40, tzinfo=UTC)
        ),
        Reach(482_113, 231, 15_311_966, 803),
        "6900000000000000101",
        "skin first\nNYC",
        0.08472570776939392,
        42_614,
        Money.of(500, "USD"),
        (Label("11002002", "Beauty Tutorials & Tips"),),
        (Label("14000000000", "Beauty & Personal Care"),),
    )


async def test_labels_to_search_by_are_read(transport: Transport, cassette: Cassette) -> None:
    with cassette("category_labels"):
        content, industry = await HttpCategoryLabels(transport).read(ACCESS)
    assert content == (Label("11002002", "Beauty Tutorials & Tips"), Label("11015001", "Tech Products & Tests"))
    assert [label.name for label in industry] == ["Beauty & Personal Care", "Tech & Electronics"]


async def test_it_is_told_who_is_on_tiktok_one(transport: Transport, cassette: Cassette) -> None:
    handles = [ANA, Handle.of("techwithtom"), Handle.of("nosuchhandle")]
    with cassette("creator_status"):
        told = await HttpCreatorStatus(transport).of(ACCESS, handles)
    assert list(told.values()) == [Standing.IN, Standing.NOT_IN, Standing.INVALID]


async def test_a_campaign_is_created_with_the_handles_that_failed(transport: Transport, cassette: Cassette) -> None:
    new = NewCampaign(
        "Lumen Serum - spring glow",
        "Lumen",
        "Show your routine with the serum.",
        (ANA, Handle.of("nosuchhandle")),
        notify=True,
    )
    with cassette("campaign_create"):
        made = await HttpCampaigns(transport).create(ACCESS, new)
    assert made.at_tiktok == CAMPAIGN
    assert made.handles == {ANA}
    assert made.failed_handles == {Handle.of("nosuchhandle")}
    assert made.created_at == datetime(2026, 11, 20, 18, 2, 11, tzinfo=UTC)


async def test_a_campaign_is_found_by_its_name(transport: Transport, cassette: Cassette) -> None:
    with cassette("campaign_list"):
        assert await HttpCampaigns(transport).find_by_name(ACCESS, "Lumen Serum - spring glow") == LISTED


async def test_another_name_is_not_found(transport: Transport, cassette: Cassette) -> None:
    with cassette("campaign_list"):
        assert await HttpCampaigns(transport).find_by_name(ACCESS, "Lumen Serum - spring") is None


async def test_a_campaign_is_read(transport: Transport, cassette: Cassette) -> None:
    with cassette("campaign_read"):
        assert await HttpCampaigns(transport).read(ACCESS, "7500000000000000001") == LISTED


async def test_a_report_gives_the_counts_of_each_video(transport: Transport, cassette: Cassette) -> None:
    with cassette("report"):
        videos = await HttpReports(transport).read(ACCESS, CAMPAIGN)
    assert videos == [
        ReportedVideo(
            "7493990579714164574",
            ANA,
            "https://www.tiktok.com/player/v1/7493990579714164574",
            datetime(2026, 11, 20, 19, tzinfo=UTC),
            Counts(61_230, 3_120, 88, 41),
        )
    ]


ENDS = datetime(2026, 9, 21, 14, 13, 19, 500_000, tzinfo=UTC)
"""Half a second before 1790000000: TikTok takes whole seconds, and must not end it before we do."""


async def test_a_personal_invitation_is_sent(simulated: Transport, cassette: Cassette) -> None:
    new = NewPersonalInvitation("7500000000000000001", ANA, "Hi Ana, we loved your morning routine.", "inv-0001", ENDS)
    with cassette("invitation_send"):
        sent = await HttpPersonalInvitations(simulated).send(ACCESS, new)
    assert sent == PersonalInvitation("7700000000000000001", ANA, AnswerStatus.SENT, "SENT")


async def test_the_answer_to_an_invitation_is_read(simulated: Transport, cassette: Cassette) -> None:
    with cassette("invitation_list"):
        found = await HttpPersonalInvitations(simulated).of_campaign(ACCESS, "7500000000000000001")
    at = datetime(2026, 9, 10, 3, 26, 40, tzinfo=UTC)
    assert found == [PersonalInvitation("7700000000000000001", ANA, AnswerStatus.ACCEPTED, "ACCEPTED", "Happy to!", at)]


async def test_a_missing_subscription_is_made(transport: Transport, cassette: Cassette) -> None:
    webhooks = HttpMarketplaceWebhooks(transport, app_id="7519035078651936769", app_secret=Secret("a-secret"))
    with cassette("subscribe") as played:
        assert await webhooks.subscribe(ACCESS, "https://gw.example.com/hooks/tiktok") == 1
    assert played.play_count == 2


COVER = (
    "https://p16-common-sign.tiktokcdn.com/tos-alisg-p-0037/oQ4example~tplv-tiktokx-cropcenter-q:300:400:q70.webp"
    "?dr=8596&x-expires={}&x-signature={}&biz_tag=tt_video&s=TIKTOK_FOR_DEVELOPER&sc=cover"
)


async def test_a_page_of_videos_is_read_whole_and_sparse(transport: Transport, cassette: Cassette) -> None:
    with cassette("video_list"):
        page = await DisplayVideos(transport).page(Secret("act"), cursor=None, on_behalf_of=WorkspaceId("lumen"))
    whole, sparse = page.videos
    assert whole.video_id == "7709036802936477591"
    assert whole.counts == Counts(402_177, 12_840, 311, 902)
    assert whole.facts == VideoFacts(
        published_at=datetime(2026, 11, 17, 7, 20, tzinfo=UTC),
        title="lemon pasta in 5 minutes #pasta #quickmeals",
        description="lemon pasta in 5 minutes #pasta #quickmeals",
        duration=47,
        cover=ExpiringUrl(COVER.format(1795219200, "Qm9yZWFs%2Bc2t5%3D"), datetime(2026, 11, 21, tzinfo=UTC)),
        share_url="https://www.tiktok.com/@mara.cooks/video/7709036802936477591"
        "?utm_campaign=tt4d_open_api&utm_source=aw9k2m7x4q1z8r5t",
        embed_url="https://www.tiktok.com/player/v1/7709036802936477591"
        "?music_info=1&description=1&autoplay=1&loop=1&utm_campaign=tt4d_open_api&utm_source=aw9k2m7x4q1z8r5t",
    )
    assert sparse.counts == Counts(51_002, 2_204, 58, 41)
    assert (sparse.facts.title, sparse.facts.cover, sparse.facts.share_url) == ("market haul ", None, None)
    assert (page.cursor, page.has_more) == (1794800123000, True)


async def test_the_last_page_may_still_carry_a_cursor_and_videos_without_counters(
    transport: Transport, cassette: Cassette
) -> None:
    with cassette("video_list_last"):
        page = await DisplayVideos(transport).page(
            Secret("act"), cursor=1794800123000, on_behalf_of=WorkspaceId("lumen")
        )
    assert [(one.video_id, one.counts) for one in page.videos] == [("7653635111372970962", Counts())]
    assert (page.cursor, page.has_more) == (1782000789000, False)


async def test_a_query_leaves_out_the_video_that_is_gone(transport: Transport, cassette: Cassette) -> None:
    asked = ["7709036802936477591", "7687993419591762617"]
    with cassette("video_query"):
        (seen,) = await DisplayVideos(transport).query(Secret("act"), asked, on_behalf_of=WorkspaceId("lumen"))
    assert (seen.video_id, seen.counts) == (asked[0], Counts(views=409_915))
    cover = ExpiringUrl(COVER.format(1795240800, "bmV3%2Bc2ln%3D"), datetime(2026, 11, 21, 6, tzinfo=UTC))
    assert seen.facts == VideoFacts(cover=cover)
