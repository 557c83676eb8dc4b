"""Somebody who works with the simulated TikTok API for Business over HTTP, while its time stands still."""

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx
import orjson

from tiktok_simulator.simulator import Simulator

V = "/business/open_api/v1.3"
CREATOR_REDIRECT = "https://gateway.example/auth/tiktok-creator/callback/"
BRAND_REDIRECT = "https://gateway.example/auth/tiktok-business/callback"
Json = dict[str, Any]


class Office:
    def __init__(self, simulator: Simulator, http: httpx.AsyncClient) -> None:
        self.simulator = simulator
        self.http = http
        self.token = ""
        self.app = simulator.apps.business[0]
        self.account = simulator.apps.tto_accounts[0].tto_tcm_account_id
        self.other_account = simulator.apps.tto_accounts[1].tto_tcm_account_id
        self.secrets: Json = {"app_id": self.app.app_id, "secret": self.app.secret}

    async def get(self, path: str, *, token: str | None = None, headers: Json | None = None, **given: Any) -> Json:
        """GET with lists and objects as JSON text; the whole envelope."""
        query = {
            name: value if isinstance(value, str) else orjson.dumps(value).decode() for name, value in given.items()
        }
        sent = {**self._auth(token), **(headers or {})}
        return self._envelope(await self.http.get(V + path, params=query, headers=sent))

    async def post(self, path: str, *, token: str | None = None, **body: Any) -> Json:
        return self._envelope(await self.http.post(V + path, json=body, headers=self._auth(token)))

    async def read(self, path: str, **given: Any) -> Json:
        """GET for the brand's account; the `data` of a success."""
        answer = await self.get(path, **{"tto_tcm_account_id": self.account, **given})
        assert answer["code"] == 0, answer
        data: Json = answer["data"]
        return data

    async def do(self, path: str, **body: Any) -> Json:
        """POST for the brand's account; the `data` of a success."""
        answer = await self.post(path, **{"tto_tcm_account_id": self.account, **body})
        assert answer["code"] == 0, answer
        data: Json = answer["data"]
        return data

    async def refused_read(self, path: str, **given: Any) -> int:
        return int((await self.get(path, **{"tto_tcm_account_id": self.account, **given}))["code"])

    async def refused(self, path: str, **body: Any) -> int:
        return int((await self.post(path, **{"tto_tcm_account_id": self.account, **body}))["code"])

    async def consent(self, **scripted: Any) -> Json:
        """Pass the portal's page by script; what came back to the redirect URI."""
        await self.http.post("/_simulator/consent", json={"action": "approve", "page": "portal", **scripted})
        query = {"app_id": self.app.app_id, "state": "s1", "redirect_uri": BRAND_REDIRECT}
        answer = await self.http.get("/business/portal/auth", params=query)
        assert answer.status_code == 302
        assert answer.headers["location"].startswith(BRAND_REDIRECT + "?")
        return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}

    async def log_in(self, **scripted: Any) -> str:
        """A brand's token, which the office uses from now on."""
        code = (await self.consent(**scripted))["auth_code"]
        answer = await self.post("/oauth2/access_token/", **self.secrets, auth_code=code)
        self.token = answer["data"]["access_token"]
        return self.token

    async def creator_code(self, handle: str, scopes: str | None = None) -> str:
        wanted = scopes or ",".join(self.app.creator_scopes)
        await self.http.post("/_simulator/consent", json={"action": "approve", "page": "login", "handle": handle})
        url = (
            f"/www/v2/auth/authorize/?client_key={self.app.app_id}&response_type=code&state=s2"
            f"&scope={quote(wanted)}&redirect_uri={quote(CREATOR_REDIRECT, safe='')}"
        )
        answer = await self.http.get(url)
        return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]

    async def exchange(self, code: str, **changed: Any) -> Json:
        body = {
            "client_id": self.app.app_id,
            "client_secret": self.app.secret,
            "grant_type": "authorization_code",
            "auth_code": code,
            "redirect_uri": CREATOR_REDIRECT,
        }
        return await self.post("/tt_user/oauth2/token/", **(body | changed))

    async def creator(self, handle: str, scopes: str | None = None) -> tuple[str, str]:
        """(token, open id) of a creator who has let the app in."""
        data = (await self.exchange(await self.creator_code(handle, scopes)))["data"]
        return data["access_token"], data["open_id"]

    async def campaign(self, *handles: str, notify: bool = False, **more: Any) -> Json:
        body = {"brand_name": "Lumen", "campaign_name": "Glow", "handle_names": list(handles)}
        return await self.do("/tto/tcm/campaign/create/", **body, send_notification=notify, **more)

    async def pass_time(self, seconds: float) -> None:
        await self.http.post("/_simulator/clock", json={"advance": seconds})

    def kinds(self, *wanted: str) -> list[str]:
        """The kinds of what has happened so far, in order; only the wanted ones, if any are named."""
        return [one["kind"] for one in self.simulator.ledger.entries() if not wanted or one["kind"] in wanted]

    def told(self) -> list[Json]:
        """Bodies of all deliveries to subscribers."""
        return [orjson.loads(one["body"]) for one in self.simulator.ledger.entries(kind="webhook_emitted")]

    def _auth(self, token: str | None) -> dict[str, str]:
        value = self.token if token is None else token
        return {"Access-Token": value} if value else {}

    def _envelope(self, answer: httpx.Response) -> Json:
        assert answer.status_code == 200, answer.text
        envelope: Json = answer.json()
        assert list(envelope) == ["code", "message", "request_id", "data"]
        return envelope
