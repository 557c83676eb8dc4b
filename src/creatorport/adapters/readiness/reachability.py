"""Who can reach whom: TikTok's origins from here, our public address from anywhere; and whether the clocks agree."""

import asyncio
import time
from collections.abc import Sequence
from email.utils import parsedate_to_datetime

import httpx

from creatorport.adapters.settings.settings import Settings
from creatorport.domain.readiness import Finding, Standing

_SECONDS = 5
_SKEW_NOTED, _SKEW_TOO_MUCH = 5, 60


class Reachability:
    """A probe of the network, with short patience."""

    def __init__(self, settings: Settings, http: httpx.AsyncClient) -> None:
        self._settings = settings
        self._http = http

    async def __call__(self) -> Sequence[Finding]:
        settings = self._settings
        found = await asyncio.gather(
            self._origin("consent page", settings.tiktok_www_origin),
            self._origin("TikTok for Developers", settings.tiktok_open_origin),
            self._origin("TikTok API for Business", settings.tiktok_business_origin),
            self._webhooks(),
            self._clocks(),
        )
        return list(found)

    async def _origin(self, name: str, url: str) -> Finding:
        answer = await self._get(url)
        if answer is None:
            remedy = "Check network, proxy and firewall, and the configured origin."
            return Finding("network", name, Standing.MISSING, f"{url} cannot be reached", remedy)
        return Finding("network", name, Standing.OK, f"{url} answers")

    async def _webhooks(self) -> Finding:
        public = self._settings.public_url
        places = f"{public}/webhooks/tiktok and {public}/webhooks/tiktok-business"
        if not self._settings.is_public:
            remedy = "Set CREATORPORT_PUBLIC_URL to the https address that your proxy serves."
            detail = f"{public} can be reached from this machine alone, so TikTok's webhooks cannot arrive"
            return Finding("webhooks", places, Standing.WARNING, detail, remedy)
        answer = await self._get(f"{public}/healthz")
        if answer is None or answer.text.strip() != "ok":
            what = "does not answer" if answer is None else f"answers {answer.status_code}, and not as this gateway"
            remedy = "Check DNS and the proxy in front, and that `creatorport serve` runs."
            return Finding("webhooks", places, Standing.MISSING, f"{public}/healthz {what}", remedy)
        remedy = "Register them at TikTok; what TikTok itself can reach shows only when something arrives."
        return Finding("webhooks", places, Standing.OK, "the public address leads to this gateway", remedy)

    async def _clocks(self) -> Finding:
        if self._settings.clock_url is not None:
            return Finding("clock", "skew", Standing.OK, "time is the simulator's")
        answer = await self._get(self._settings.tiktok_open_origin)
        date = None if answer is None else answer.headers.get("date")
        try:
            theirs = None if date is None else parsedate_to_datetime(date).timestamp()
        except ValueError:
            theirs = None
        if theirs is None:
            return Finding("clock", "skew", Standing.UNKNOWN, "TikTok's answer tells no time")
        skew = abs(time.time() - theirs)
        if skew <= _SKEW_NOTED:
            return Finding("clock", "skew", Standing.OK, f"within {_SKEW_NOTED} seconds of TikTok's")
        standing = Standing.WARNING if skew <= _SKEW_TOO_MUCH else Standing.MISSING
        detail = f"this machine is {skew:.0f} seconds off TikTok's; webhooks and tokens are judged by time"
        return Finding("clock", "skew", standing, detail, "Let NTP set this machine's clock.")

    async def _get(self, url: str) -> httpx.Response | None:
        try:
            return await self._http.get(url, timeout=_SECONDS)
        except (httpx.HTTPError, httpx.InvalidURL):
            return None
