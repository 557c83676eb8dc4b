"""What the settings say about the app at TikTok: the redirect URI, the scopes, the products, the rate level."""

from collections.abc import Iterator, Sequence
from urllib.parse import SplitResult, urlsplit

from creatorport.adapters.settings.settings import Settings
from creatorport.domain.readiness import Finding, Standing
from creatorport.domain.scopes import BASIC, NEEDS, Feature, missing

CALLBACK = "/oauth/tiktok/callback"
_DESKTOP = frozenset({"localhost", "127.0.0.1"})
"""All the hosts that TikTok takes besides those of the web, and only for apps with the desktop platform."""

_USED: dict[Feature, str] = {
    Feature.IDENTITY: "connecting accounts",
    Feature.PROFILE: "handle, bio and link of an account",
    Feature.STATISTICS: "followers, likes and counts of an account",
    Feature.VIDEOS: "videos and their numbers",
    Feature.DRAFTS: "sending drafts",
    Feature.PUBLISHING: "publishing",
}


class Registration:
    """A probe of the settings alone: it calls nobody."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    async def __call__(self) -> Sequence[Finding]:
        return self.findings()

    def findings(self) -> Sequence[Finding]:
        return [*self._redirect(), *self._creator_redirect(), *self._scopes(), *self._app()]

    def _redirect(self) -> Iterator[Finding]:
        uri = self._settings.redirect_uri
        troubles = list(_redirect_troubles(urlsplit(uri), uri, self._settings.public_url))
        for standing, detail, remedy in troubles:
            yield Finding("redirect", uri, standing, detail, remedy)
        if not troubles:
            yield Finding(
                "redirect", uri, Standing.OK, "can be registered as it is, byte for byte, under Login Kit at TikTok"
            )

    def _creator_redirect(self) -> Iterator[Finding]:
        """TikTok is stricter about the redirect of creators who consent to the app at API for Business."""
        uri = self._settings.creator_redirect_uri
        parts = urlsplit(uri)
        good = parts.scheme == "https" and parts.netloc and ":" not in parts.netloc and uri.endswith("/")
        if good and 10 <= len(uri) <= 512 and not parts.query and not parts.fragment:
            detail = "can be registered as it is, byte for byte, for TikTok account holders at API for Business"
            yield Finding("creator redirect", uri, Standing.OK, detail)
            return
        yield Finding(
            "creator redirect",
            uri,
            Standing.WARNING,
            "TikTok takes https without a port and query, ending in a slash: creators cannot consent to insights",
            "Use https without a port in CREATORPORT_PUBLIC_URL, or a page of yours as TIKTOK_CREATOR_REDIRECT_URI.",
        )

    def _scopes(self) -> Iterator[Finding]:
        asked = frozenset(self._settings.tiktok_scopes)
        for feature in Feature:
            lacking = missing(feature, asked)
            if not lacking:
                detail = f"{_USED[feature]}, with {', '.join(sorted(NEEDS[feature]))}"
                yield Finding("scopes", feature.value, Standing.OK, detail)
                continue
            names = ", ".join(sorted(lacking))
            yield Finding(
                "scopes",
                feature.value,
                Standing.MISSING if BASIC in lacking else Standing.WARNING,
                f"{_USED[feature]}: {names} not asked for",
                f"Have {names} approved for the app at TikTok for Developers, then add to CREATORPORT_TIKTOK_SCOPES.",
            )

    def _app(self) -> Iterator[Finding]:
        settings = self._settings
        if (settings.tiktok_client_key or "").startswith("sb"):
            yield Finding(
                "app",
                "sandbox",
                Standing.WARNING,
                "the client key is a sandbox's: only its target users can connect, and nothing is published publicly",
                "Use the client key of the production app once TikTok has approved it.",
            )
        yield Finding(
            "app",
            "audit",
            Standing.OK if settings.tiktok_app_audited else Standing.UNKNOWN,
            "TikTok has audited the app for publishing, as it is configured"
            if settings.tiktok_app_audited
            else "TikTok does not tell whether it has audited the app for publishing; until then only private posts of "
            "private accounts are possible, of about five accounts a day",
            "Look at the app's status at TikTok for Developers; if it is audited, set CREATORPORT_TIKTOK_APP_AUDITED.",
        )
        level = settings.tiktok_rate_level.value
        yield Finding(
            "app",
            "rate level",
            Standing.OK,
            f"calls to TikTok API for Business are counted against the level {level.upper()}, as it is configured",
            "If TikTok gave the app another level, set CREATORPORT_TIKTOK_RATE_LEVEL.",
        )
        assumed = settings.assumed_marketplace
        yield Finding(
            "app",
            "personal invitations",
            Standing.OK if assumed else Standing.WARNING,
            "the assumed contract is spoken, with a simulator" if assumed else "TikTok has no documented call for them",
            None if assumed else "Creators are invited by the campaign's link.",
        )


def _redirect_troubles(parts: SplitResult, uri: str, public_url: str) -> Iterator[tuple[Standing, str, str]]:
    local = parts.hostname in _DESKTOP
    if parts.query or parts.fragment:
        yield Standing.MISSING, "TikTok takes no query and no fragment", "Take them out of TIKTOK_REDIRECT_URI."
    if len(uri) >= 512:
        yield Standing.MISSING, "TikTok takes fewer than 512 characters", "Shorten TIKTOK_REDIRECT_URI."
    if parts.scheme != "https" and not local:
        yield Standing.MISSING, "TikTok takes http for localhost only", "Use https in CREATORPORT_PUBLIC_URL."
    elif local:
        remedy = "Fine for trying out. In production, set CREATORPORT_PUBLIC_URL to an https address."
        yield Standing.WARNING, "localhost works only for apps with the desktop platform", remedy
    if local and parts.port is None:
        yield Standing.MISSING, "TikTok wants a port with localhost", "Add the port to CREATORPORT_PUBLIC_URL."
    if not local and parts.port is not None:
        remedy = "Register it with the port, exactly so; or let a proxy serve the default port."
        yield Standing.WARNING, f"the port {parts.port} is part of the string", remedy
    ours = urlsplit(public_url)
    if parts.path.rstrip("/") != CALLBACK or (parts.scheme, parts.netloc) != (ours.scheme, ours.netloc):
        remedy = f"If this is a page of yours, let it call finishTiktokConnect; else use {public_url}{CALLBACK}."
        yield Standing.WARNING, "this is not where the gateway listens", remedy
    elif parts.path.endswith("/"):
        yield Standing.MISSING, "the gateway listens without the final slash", "Take the slash off."
