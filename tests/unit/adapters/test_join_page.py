"""The public page of an invitation: what it shows, to whom, and what it gives away."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from creatorport.adapters.http.addresses import Addresses
from creatorport.adapters.http.callback import OAuthCallback
from creatorport.adapters.http.join_page import JoinPage
from creatorport.adapters.http.visitors import Visitors
from creatorport.application.consent import BeginConsent
from creatorport.application.use_cases.accept_invitation import AcceptInvitation, AcceptInvitationCommand
from creatorport.application.use_cases.find_landing import FindLanding
from creatorport.application.use_cases.follow_join_link import FollowJoinLink
from creatorport.application.use_cases.hand_over_invitation import HandOverInvitation, HandOverInvitationCommand
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import MemberId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.money import Money
from creatorport.domain.terms import AskedDeliverable, DeliverableKind, Offer
from creatorport.domain.workspace import Member, Role
from tests.fakes.tiktok import Person
from tests.unit.application.stage import LUMEN, MANAGER, Stage
from tests.unit.application.test_connect import SCOPES, connect, finishing

TIKTOK = "https://tiktok.test"
PROXIES = ("10.0.0.0/8",)
MARA = Person("open-mara", handle="mara")
OFFER = Offer(
    Money(Decimal("450.00"), "EUR"),
    Decimal("0.15"),
    product_gift=True,
    deliverables=(
        AskedDeliverable(DeliverableKind.VIDEO, 2, date(2026, 12, 24)),
        AskedDeliverable(DeliverableKind.LIVE, 1, due_after_days=14),
    ),
    usage_rights_days=90,
    exclusivity_days=1,
    guidelines="Say <b>#ad</b>.",
)


@pytest.fixture
async def stage() -> Stage:
    stage = Stage()
    await stage.active_campaign("mara")
    async with stage.units() as uow:
        one = await uow.invitations.lock(LUMEN, stage.invitation("mara").id)
        terms = replace(one.terms[0], offer=OFFER)
        await uow.invitations.save(replace(one, terms=(terms,), message="Dear <i>Mara</i>,\nwould you?"))
        await uow.commit()
    return stage


@pytest.fixture
async def browser(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    begin = BeginConsent(stage.clock, stage.identities, stage.login, SCOPES)
    page = JoinPage(
        FollowJoinLink(stage.units, stage.clock, begin), Visitors(now=lambda: 0), Addresses(PROXIES), TIKTOK
    )
    callback = OAuthCallback(finishing(stage), FindLanding(stage.units), str)
    app = Starlette(
        routes=[
            Route("/oauth/tiktok/callback", callback.answer),
            Route("/join/{token}", page.answer, methods=["GET", "POST"]),
        ]
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://gateway.test") as client:
        yield client


async def link(stage: Stage) -> str:
    hand_over = HandOverInvitation(stage.units, stage.clock, stage.identities, "https://gateway.test")
    return (await hand_over(HandOverInvitationCommand(MANAGER, stage.invitation("mara").id))).url


async def changed(stage: Stage, seen: Invitation) -> None:
    async with stage.units() as uow:
        await uow.invitations.save(seen)
        await uow.commit()


async def test_the_page_shows_brand_campaign_terms_and_tiktoks_link(stage: Stage, browser: httpx.AsyncClient) -> None:
    page = await browser.get(await link(stage))
    assert page.status_code == 200
    for shown in (
        "<h1>Lumen invites @mara</h1>",
        "Dear &lt;i&gt;Mara&lt;/i&gt;,<br>would you?",
        "Show the lamp at dusk.",
        "<dt>Campaign fee</dt><dd>450.00 EUR</dd>",
        "<dt>Commission</dt><dd>15.00 % of sales</dd>",
        "<dt>You make</dt><dd>2 videos, by 24 December 2026</dd>",
        "<dt>You make</dt><dd>1 live session, within 14 days of accepting</dd>",
        "<dt>The brand may use it for</dt><dd>90 days</dd>",
        "<dt>You work for no competitor for</dt><dd>1 day</dd>",
        "<dt>To heed</dt><dd>Say &lt;b&gt;#ad&lt;/b&gt;.</dd>",
        "Connect your TikTok account to answer here",
    ):
        assert shown in page.text
    campaign = stage.campaign(stage.invitation("mara").campaign_id)
    assert campaign.at_tiktok is not None
    assert f'href="{campaign.at_tiktok.invite_link}"' in page.text


async def test_the_page_is_kept_by_nobody_and_runs_nothing(stage: Stage, browser: httpx.AsyncClient) -> None:
    page = await browser.get(await link(stage))
    assert "<script" not in page.text
    assert '<html lang="en">' in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert f"form-action 'self' {TIKTOK}" in policy
    assert page.headers["x-robots-tag"] == "noindex"
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["referrer-policy"] == "no-referrer"


async def test_nothing_of_the_workspace_is_given_away(stage: Stage, browser: httpx.AsyncClient) -> None:
    page = await browser.get(await link(stage))
    invitation = stage.invitation("mara")
    for secret in ("lumen", MANAGER.id, invitation.id, invitation.campaign_id, "budget"):
        assert secret not in page.text.partition("</style>")[2]


async def test_looking_changes_nothing(stage: Stage, browser: httpx.AsyncClient) -> None:
    url = await link(stage)
    before = dict(stage.storage.records)
    for _ in range(3):
        await browser.get(url)
    assert stage.storage.records == before


async def test_the_button_connects_the_account_that_was_invited_and_no_other(
    stage: Stage, browser: httpx.AsyncClient
) -> None:
    url = await link(stage)
    pressed = await browser.post(url)
    assert pressed.status_code == 303
    code, state = stage.login.consent(pressed.headers["location"], Person("open-ben", handle="ben.bikes"))
    refused = await browser.get("/oauth/tiktok/callback", params={"state": state, "code": code})
    assert "WRONG_ACCOUNT" in refused.text
    pressed = await browser.post(url)
    code, state = stage.login.consent(pressed.headers["location"], Person("open-mara", handle="mara"))
    await browser.get("/oauth/tiktok/callback", params={"state": state, "code": code})
    assert stage.account().owner == "joined:@mara"


async def test_a_handle_that_is_a_members_id_connects_nothing_for_that_member(
    stage: Stage, browser: httpx.AsyncClient
) -> None:
    namesake, holder = Member(MemberId("mara"), LUMEN, Role.CREATOR), Member(MemberId("m-1"), LUMEN, Role.CREATOR)
    accept = AcceptInvitation(stage.answering)
    pressed = await browser.post(await link(stage))
    code, state = stage.login.consent(pressed.headers["location"], MARA)
    await browser.get("/oauth/tiktok/callback", params={"state": state, "code": code})
    for stranger in (namesake, holder):
        with pytest.raises(NotFound):
            await accept(AcceptInvitationCommand(stranger, stage.invitation("mara").id, 1))
    await connect(stage, MARA, holder)
    assert stage.account().owner == "m-1"
    with pytest.raises(NotFound):
        await accept(AcceptInvitationCommand(namesake, stage.invitation("mara").id, 1))
    await accept(AcceptInvitationCommand(holder, stage.invitation("mara").id, 1))
    assert stage.invitation("mara").state is InvitationState.ACCEPTED


async def test_links_that_lead_nowhere_all_look_the_same(stage: Stage, browser: httpx.AsyncClient) -> None:
    replaced = await link(stage)
    current = await link(stage)
    pages = [await browser.get(one) for one in (replaced, "/join/made-up", f"/join/{'a' * 500}")]
    await changed(stage, stage.invitation("mara").withdraw(stage.clock.now()))
    pages += [await browser.get(current), await browser.post(current)]
    assert {(page.status_code, page.text) for page in pages} == {(404, pages[0].text)}
    assert "JOIN_LINK_UNKNOWN" in pages[0].text


async def test_after_its_end_it_says_so_and_nobody_is_led_anywhere(stage: Stage, browser: httpx.AsyncClient) -> None:
    url = await link(stage)
    stage.clock.advance(timedelta(days=14))
    page = await browser.get(url)
    assert (page.status_code, "not waiting for an answer any more" in page.text) == (200, True)
    assert "<form" not in page.text
    assert (await browser.post(url)).status_code == 404


async def test_who_hammers_has_to_wait(browser: httpx.AsyncClient) -> None:
    answers = [await browser.get("/join/made-up") for _ in range(61)]
    assert [one.status_code for one in answers] == [404] * 60 + [429]
    assert answers[-1].headers["retry-after"] == "2"


async def test_who_writes_other_addresses_into_a_header_has_to_wait_all_the_same(browser: httpx.AsyncClient) -> None:
    answers = [
        await browser.get("/join/made-up", headers={"X-Forwarded-For": f"198.51.100.{number}"}) for number in range(61)
    ]
    assert [one.status_code for one in answers] == [404] * 60 + [429]


def test_a_visitor_may_come_again_as_time_goes_by_and_others_are_not_held_up() -> None:
    now = [0.0]
    visitors = Visitors(per_minute=2, now=lambda: now[0])
    assert [visitors.wait("a"), visitors.wait("a")] == [0, 0]
    assert visitors.wait("a") == 30
    assert visitors.wait("b") == 0
    now[0] = 30
    assert [visitors.wait("a"), visitors.wait("a")] == [0, 30]
