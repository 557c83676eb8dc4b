"""The developer apps registered with the simulated TikTok, and the brand accounts behind them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from tiktok_simulator.identifiers import Identifiers, readable
from tiktok_simulator.redirects import check_registration
from tiktok_simulator.switches import Switches

LOGIN_SCOPES = ("user.info.basic", "user.info.profile", "user.info.stats", "video.list")
POSTING_SCOPES = ("video.upload", "video.publish")
_FIRST = "first"
CREATOR_SCOPES = (
    "user.info.basic",
    "user.info.username",
    "user.info.profile",
    "user.info.stats",
    "user.account.type",
    "user.insights",
    "video.list",
    "video.insights",
    "comment.list",
    "comment.list.manage",
    "biz.spark.auth",
    "biz.creator.info",
    "biz.creator.insights",
    "tcm.order.update",
)


@dataclass(frozen=True, slots=True)
class OpenApp:
    """An app of TikTok for Developers. `developer` is shared by apps whose users have one union id.

    `verified_urls` are the domains (with all below them) and URL prefixes that the developer has proved to own;
    `creator_cap` is how many creators may post through the app in 24 hours, as set at its audit.
    """

    client_key: str
    client_secret: str
    name: str
    platform: str
    developer: str
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]
    switches: Switches = field(default_factory=Switches)
    webhook_url: str | None = None
    target_users: tuple[str, ...] = ()
    verified_urls: tuple[str, ...] = ()
    creator_cap: int = 1000

    def __post_init__(self) -> None:
        check_registration(self.platform, self.redirect_uris)

    @property
    def key(self) -> str:
        return self.client_key

    @property
    def pkce(self) -> str:
        """Off the web, TikTok documents PKCE as required; no switch makes it optional there."""
        return self.switches.pkce if self.platform == "web" else "required-hex"


@dataclass(frozen=True, slots=True)
class BusinessApp:
    """An app of TikTok API for Business: `app_id` is also its client key towards account holders."""

    app_id: str
    secret: str
    name: str
    level: str
    advertiser_redirect_uris: tuple[str, ...]
    creator_redirect_uris: tuple[str, ...]
    creator_scopes: tuple[str, ...] = CREATOR_SCOPES

    def __post_init__(self) -> None:
        check_registration("advertiser", self.advertiser_redirect_uris)
        check_registration("creator", self.creator_redirect_uris)

    @property
    def key(self) -> str:
        return self.app_id


@dataclass(frozen=True, slots=True)
class Advertiser:
    advertiser_id: str
    name: str


@dataclass(frozen=True, slots=True)
class TtoAccount:
    """A TikTok One account of a brand."""

    tto_tcm_account_id: str
    name: str
    country: str
    timezone: str


class Apps:
    """All registered apps, found by client key or app id, and the brand behind them."""

    def __init__(self, identifiers: Identifiers, *, webhook_url: str | None = None) -> None:
        self._open = {app.key: app for app in _open_apps(identifiers)}
        self._business = {app.key: app for app in _business_apps(identifiers)}
        self.advertisers: Sequence[Advertiser] = (
            Advertiser(_fixed_id(identifiers, "advertiser", 1), "Lumen Skincare"),
            Advertiser(_fixed_id(identifiers, "advertiser", 2), "Lumen Skincare EU"),
        )
        self.tto_accounts: Sequence[TtoAccount] = (
            TtoAccount(_fixed_id(identifiers, "tto", 1), "Lumen Skincare", "US", "America/New_York"),
            TtoAccount(_fixed_id(identifiers, "tto", 2), "Lumen Skincare EU", "DE", "Europe/Berlin"),
        )
        self.send_webhooks_to(webhook_url)

    @property
    def open(self) -> Sequence[OpenApp]:
        return tuple(self._open.values())

    @property
    def business(self) -> Sequence[BusinessApp]:
        return tuple(self._business.values())

    def open_app(self, client_key: str) -> OpenApp | None:
        return self._open.get(client_key)

    def business_app(self, app_id: str) -> BusinessApp | None:
        return self._business.get(app_id)

    def change(self, app: OpenApp | BusinessApp) -> None:
        """Put a changed app in the place of the one with the same key."""
        if isinstance(app, OpenApp):
            self._open[app.key] = app
        else:
            self._business[app.key] = app

    def send_webhooks_to(self, url: str | None) -> None:
        """The first developer's apps tell this URL from now on."""
        for app in self.open:
            if app.developer == _FIRST:
                self.change(replace(app, webhook_url=url))

    def snapshot(self) -> dict[str, list[dict[str, Any]]]:
        return {
            "open": [asdict(app) for app in self._open.values()],
            "business": [asdict(app) for app in self._business.values()],
        }

    def restore(self, saved: dict[str, list[dict[str, Any]]]) -> None:
        for facts in saved["open"]:
            listed = ("redirect_uris", "scopes", "target_users", "verified_urls")
            lists = {name: tuple(facts.get(name, ())) for name in listed}
            self.change(OpenApp(**{**facts, **lists, "switches": Switches(**facts["switches"])}))
        for facts in saved["business"]:
            names = ("advertiser_redirect_uris", "creator_redirect_uris", "creator_scopes")
            self.change(BusinessApp(**{**facts, **{name: tuple(facts[name]) for name in names}}))


def _open_apps(identifiers: Identifiers) -> list[OpenApp]:
    local = ("http://localhost:*/auth/tiktok/callback", "http://127.0.0.1:*/auth/tiktok/callback")
    every_scope = LOGIN_SCOPES + POSTING_SCOPES
    desktop = OpenApp(
        client_key=_key(identifiers, "aw", "desktop"),
        client_secret=_secret(identifiers, "desktop"),
        name="Creator Port (desktop)",
        platform="desktop",
        developer=_FIRST,
        redirect_uris=local,
        scopes=every_scope,
        verified_urls=("gateway.example",),
    )
    web = replace(
        desktop,
        client_key=_key(identifiers, "aw", "web"),
        client_secret=_secret(identifiers, "web"),
        name="Creator Port (web)",
        platform="web",
        redirect_uris=("https://gateway.example/auth/tiktok/callback",),
    )
    sandbox = replace(
        desktop,
        client_key=_key(identifiers, "sb", "sandbox"),
        client_secret=_secret(identifiers, "sandbox"),
        name="Creator Port (sandbox)",
        switches=Switches(sandbox="on", audited="no"),
        verified_urls=(),
    )
    stranger = replace(
        web,
        client_key=_key(identifiers, "aw", "stranger"),
        client_secret=_secret(identifiers, "stranger"),
        name="Another developer",
        developer="second",
        scopes=LOGIN_SCOPES,
        verified_urls=(),
        redirect_uris=("https://another.example/callback",),
    )
    return [desktop, web, sandbox, stranger]


def _business_apps(identifiers: Identifiers) -> list[BusinessApp]:
    return [
        BusinessApp(
            app_id=_fixed_id(identifiers, "business app", 1),
            secret=_secret(identifiers, "business") + _secret(identifiers, "business 2")[:8],
            name="Creator Port for Business",
            level="basic",
            advertiser_redirect_uris=(
                "https://gateway.example/auth/tiktok-business/callback",
                "http://localhost:*/auth/tiktok-business/callback",
                "http://127.0.0.1:*/auth/tiktok-business/callback",
            ),
            creator_redirect_uris=("https://gateway.example/auth/tiktok-creator/callback/",),
        )
    ]


def _key(identifiers: Identifiers, prefix: str, name: str) -> str:
    return prefix + readable(identifiers.digest("client key", name), 14).lower()


def _secret(identifiers: Identifiers, name: str) -> str:
    return identifiers.digest("client secret", name).hex()[:32]


def _fixed_id(identifiers: Identifiers, name: str, number: int) -> str:
    drawn = int.from_bytes(identifiers.digest("fixed id", name, number)[:8], "big")
    return str(7_400_000_000_000_000_000 + drawn % 119_000_000_000_000_000)
