"""Somebody who uses a simulated TikTok over HTTP: the developer, the creator and the test at its controls."""

import hashlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CALLBACK = "http://localhost:8000/auth/tiktok/callback"
SCOPES = ("user.info.basic", "user.info.profile", "user.info.stats", "video.list")
AUTHORIZE = "/www/v2/auth/authorize/"
TOKEN = "/open/v2/oauth/token/"
REVOKE = "/open/v2/oauth/revoke/"
USER_INFO = "/open/v2/user/info/"
VIDEO_LIST = "/open/v2/video/list/"
VIDEO_QUERY = "/open/v2/video/query/"
HANDLE = "glow.by.ana"


@dataclass
class Visitor:
    http: httpx.AsyncClient
    app: dict[str, Any] = field(default_factory=dict)

    async def control(self, method: str, path: str, body: Any = None) -> Any:
        answer = await self.http.request(method, f"/_simulator/{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def choose_app(self, name: str) -> None:
        """The registered app whose name ends like this: desktop, web, sandbox."""
        world = await self.control("GET", "world")
        [self.app] = [app for app in world["apps"]["open"] if f"({name})" in app["name"]]

    async def switch(self, **switches: str) -> None:
        await self.control("POST", f"apps/{self.app['client_key']}", {"switches": switches})

    async def advance(self, seconds: float, *, settle: bool = False) -> None:
        await self.control("POST", "clock", {"advance": seconds, "settle": settle})

    async def arm(self, name: str, **fault: Any) -> None:
        await self.control("POST", "faults", {"name": name, **fault})

    async def ledger(self, kind: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = (await self.control("GET", f"ledger?kind={kind}"))["entries"]
        return entries

    def asking(self, **changes: str | None) -> dict[str, str]:
        """The query of a correct authorize URL, with changes; None leaves a parameter out."""
        query: dict[str, str | None] = {
            "client_key": self.app["client_key"],
            "response_type": "code",
            "scope": ",".join(SCOPES),
            "redirect_uri": CALLBACK,
            "state": "7d1f0c2a",
            "code_challenge": hashlib.sha256(VERIFIER.encode()).hexdigest(),
            "code_challenge_method": "S256",
            **changes,
        }
        return {name: value for name, value in query.items() if value is not None}

    async def consent(
        self, handle: str = HANDLE, scopes: tuple[str, ...] = SCOPES, **changes: str | None
    ) -> httpx.Response:
        """Fill in the page's form as a plain HTTP client and send it."""
        form = {"decision": "authorize", "handle": handle, "scopes": list(scopes)}
        return await self.http.post(AUTHORIZE, params=self.asking(**changes), data=form)

    async def code(self, handle: str = HANDLE, scopes: tuple[str, ...] = SCOPES, **changes: str | None) -> str:
        return callback(await self.consent(handle, scopes, **changes))["code"]

    async def token(self, **form: str | None) -> httpx.Response:
        """POST the token form with the app's key and secret, unless `form` says otherwise."""
        keys = {name: self.app[name] for name in ("client_key", "client_secret")}
        sent = {name: value for name, value in {**keys, **form}.items() if value is not None}
        return await self.http.post(TOKEN, data=sent)

    async def exchange(self, code: str, **form: str | None) -> httpx.Response:
        usual = {"code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
        return await self.token(grant_type="authorization_code", **{**usual, **form})

    async def refresh(self, refresh_token: str) -> httpx.Response:
        return await self.token(grant_type="refresh_token", refresh_token=refresh_token)

    async def connect(self, handle: str = HANDLE, scopes: tuple[str, ...] = SCOPES) -> dict[str, Any]:
        answer: dict[str, Any] = (await self.exchange(await self.code(handle, scopes))).json()
        assert answer["access_token"].startswith("act.")
        return answer

    async def user_info(self, access_token: str, fields: str = "open_id") -> httpx.Response:
        return await self.http.get(USER_INFO, params={"fields": fields}, headers=bearer(access_token))

    async def videos(
        self, access_token: str, body: Any = None, *, fields: str = "id,create_time", path: str = VIDEO_LIST
    ) -> httpx.Response:
        headers = bearer(access_token)
        return await self.http.post(path, params={"fields": fields}, headers=headers, json=body or {})


def bearer(access_token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {access_token}"}


def callback(answer: httpx.Response) -> dict[str, str]:
    """The query that came back on the redirect, decoded once."""
    assert answer.status_code == 303, answer.text
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def error_of(answer: httpx.Response) -> tuple[int, str]:
    """HTTP status and code of a data endpoint's answer."""
    code: str = answer.json()["error"]["code"]
    return answer.status_code, code


def oauth_error_of(answer: httpx.Response) -> tuple[int, str, str]:
    """HTTP status, error and description of a flat OAuth refusal."""
    content = answer.json()
    assert set(content) == {"error", "error_description", "log_id"}
    return answer.status_code, content["error"], content["error_description"]


async def truth(visitor: Visitor, handle: str = HANDLE) -> dict[str, Any]:
    """What the simulated world itself holds about a creator now."""
    facts: dict[str, Any] = await visitor.control("GET", f"world/creators/{handle}")
    return facts


async def walk(visitor: Visitor, access_token: str, size: int) -> list[dict[str, Any]]:
    """All videos, page by page of this size."""
    videos: list[dict[str, Any]] = []
    body: dict[str, int] = {"max_count": size}
    while True:
        page = (await visitor.videos(access_token, body)).json()["data"]
        videos += page["videos"]
        if not page["has_more"]:
            return videos
        body["cursor"] = page["cursor"]
