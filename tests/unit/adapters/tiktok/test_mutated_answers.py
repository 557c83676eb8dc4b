"""Documented payloads, bent in every way: the adapters give a value or a typed error, never anything else."""

import contextlib
import copy
import json
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml  # type: ignore[import-untyped]  # vcrpy brings it, without types
from hypothesis import given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from creatorport.adapters.oauth.marketplace_login import PortalMarketplaceLogin
from creatorport.adapters.oauth.tiktok_login import AuthlibTikTokLogin
from creatorport.adapters.tiktok.business import marketplace
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
from creatorport.application.ports.tiktok_one import Access, CreatorQuery, NewCampaign, NewPersonalInvitation
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.errors import TikTokError
from creatorport.domain.handle import Handle
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret
from tests.unit.adapters.tiktok.stage import Stage

CASSETTES = Path(__file__).parents[3] / "integration" / "tiktok" / "cassettes"
ACCESS = Access("7400000000000000001", Secret("token"))
HOME = WorkspaceId("lumen")
SCOPES = {"user.info.basic", "user.info.profile", "user.info.stats"}
NEW = NewCampaign("name", "brand", "", (Handle.of("ana"),), notify=False)
INVITATION = NewPersonalInvitation("75", Handle.of("ana"), "Hi", "r-1")
AT = AtTikTok("7500000000000000001", "https://www.tiktok.com/t/x/", ("US",))


def _login(stage: Stage) -> AuthlibTikTokLogin:
    return AuthlibTikTokLogin(
        stage.transport(),
        www_origin="https://www.test",
        client_key="k",
        client_secret=Secret("s"),
        redirect_uri="https://gw.test/",
        clock=stage.clock,
    )


def _videos(stage: Stage) -> DisplayVideos:
    return DisplayVideos(stage.transport())


def _portal(stage: Stage) -> PortalMarketplaceLogin:
    return PortalMarketplaceLogin(
        stage.transport(), portal_origin="https://b.test", app_id="a", app_secret=Secret("s"), redirect_uri="https://g/"
    )


def _webhooks(stage: Stage) -> HttpMarketplaceWebhooks:
    return HttpMarketplaceWebhooks(stage.transport(), app_id="a", app_secret=Secret("s"))


CALLS: dict[str, tuple[str, Callable[[Stage], Awaitable[Any]]]] = {
    "exchange": ("login_exchange", lambda s: _login(s).exchange(Secret("c"), Secret("v"))),
    "refresh": ("login_refresh", lambda s: _login(s).refresh(Secret("r"))),
    "refresh refused": ("login_refresh_dead", lambda s: _login(s).refresh(Secret("r"))),
    "revoke": ("login_revoke", lambda s: _login(s).revoke(Secret("a"))),
    "profile": ("user_info", lambda s: DisplayProfiles(s.transport()).read(Secret("a"), SCOPES, on_behalf_of=HOME)),
    "profile refused": (
        "user_info_token_invalid",
        lambda s: DisplayProfiles(s.transport()).read(Secret("a"), SCOPES, on_behalf_of=HOME),
    ),
    "videos": ("video_list", lambda s: _videos(s).page(Secret("a"), cursor=None, on_behalf_of=HOME)),
    "last videos": ("video_list_last", lambda s: _videos(s).page(Secret("a"), cursor=1, on_behalf_of=HOME)),
    "some videos": ("video_query", lambda s: _videos(s).query(Secret("a"), ["7"], on_behalf_of=HOME)),
    "brand": ("marketplace_login", lambda s: _portal(s).exchange(Secret("c"))),
    "discover": (
        "discover",
        lambda s: HttpCreatorSearch(s.transport()).discover(ACCESS, CreatorQuery(("US",)), page=1, size=5),
    ),
    "labels": ("category_labels", lambda s: HttpCategoryLabels(s.transport()).read(ACCESS)),
    "page": ("creator_public", lambda s: HttpCreatorPages(s.transport()).read(ACCESS, Handle.of("glow.by.ana"))),
    "status": ("creator_status", lambda s: HttpCreatorStatus(s.transport()).of(ACCESS, [Handle.of("ana")])),
    "create": ("campaign_create", lambda s: HttpCampaigns(s.transport()).create(ACCESS, NEW)),
    "find": ("campaign_list", lambda s: HttpCampaigns(s.transport()).find_by_name(ACCESS, "name")),
    "read": ("campaign_read", lambda s: HttpCampaigns(s.transport()).read(ACCESS, "7500000000000000001")),
    "report": ("report", lambda s: HttpReports(s.transport()).read(ACCESS, AT)),
    "invite": ("invitation_send", lambda s: HttpPersonalInvitations(s.transport()).send(ACCESS, INVITATION)),
    "answers": ("invitation_list", lambda s: HttpPersonalInvitations(s.transport()).of_campaign(ACCESS, "75")),
    "subscribe": ("subscribe", lambda s: _webhooks(s).subscribe(ACCESS, "https://gw.test/hook")),
}


@cache
def _documented(name: str) -> tuple[bytes, ...]:
    recorded = yaml.safe_load((CASSETTES / f"{name}.yaml").read_text())
    return tuple(exchange["response"]["body"]["string"].encode() for exchange in recorded["interactions"])


ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(["", "0", "-1", "99999999999999999999", "\ud800", "\x00", "9999-99-99 00:00:00", "ok"]),
    st.lists(st.none() | st.integers() | st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, part in inner for place in _places(part, (*path, key)))]


@st.composite
def bent(draw: st.DrawFn, body: bytes) -> bytes:
    """Drop a key, put something odd somewhere, cut the text, or send something else."""
    kind = draw(st.sampled_from(["drop", "odd", "odd", "odd", "cut", "html", "any"]))
    if kind == "cut":
        return body[: draw(st.integers(0, len(body)))]
    if kind == "html":
        return b"<html><body>Service unavailable</body></html>"
    if kind == "any":
        return draw(st.binary(max_size=30))
    document = copy.deepcopy(json.loads(body))
    place = draw(st.sampled_from(_places(document)))
    if not place:
        return json.dumps(draw(ODD)).encode()
    holder = document
    for key in place[:-1]:
        holder = holder[key]
    if kind == "drop":
        del holder[place[-1]]
    else:
        holder[place[-1]] = draw(ODD)
    return json.dumps(document).encode()


@pytest.mark.parametrize("call", CALLS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
async def test_a_bent_answer_is_a_value_or_a_typed_error(call: str, data: st.DataObject) -> None:
    name, run = CALLS[call]
    status = data.draw(st.sampled_from([200, 200, 200, 200, 204, 400, 401, 404, 429, 500]))
    bodies = list(_documented(name))
    which = data.draw(st.integers(0, len(bodies) - 1))
    bodies[which] = data.draw(bent(bodies[which]))
    stage = Stage([httpx.Response(status, content=body) for body in bodies])
    with pytest.MonkeyPatch.context() as patched, capture_logs(), contextlib.suppress(TikTokError):
        patched.setattr(marketplace, "MOST_PAGES", 20)
        await run(stage)


@pytest.mark.parametrize("call", [call for call in CALLS if "refused" not in call])
async def test_the_documented_answer_itself_is_a_value(call: str) -> None:
    name, run = CALLS[call]
    await run(Stage([httpx.Response(200, content=body) for body in _documented(name)]))
