from pathlib import Path

import platformdirs
from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from creatorport.adapters.hosts import host_of, is_this_machine, is_tiktok
from creatorport.adapters.settings.hooks import HookSettings
from creatorport.adapters.settings.kinds import (
    Groups,
    Hours,
    Limits,
    LogFormat,
    LogLevel,
    RateLevel,
    Seconds,
    Shares,
    Texts,
    TimeOfDay,
)


class Settings(HookSettings):
    """Every setting, its default and its meaning. The configuration page of the documentation is made from this."""

    model_config = SettingsConfigDict(
        env_prefix="CREATORPORT_",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
        populate_by_name=True,
    )

    database_url: SecretStr | None = Field(
        None,
        validation_alias="DATABASE_URL",
        description="PostgreSQL to use, as `postgresql://user:password@host:port/name`. "
        "Absent: the embedded server, in the data folder.",
    )

    data_dir: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("creatorport"),
        description="Folder of the embedded database and of the keys that are made when none are given.",
    )
    host: str = Field("127.0.0.1", description="Address that `serve` listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port that `serve` listens on.")
    public_url: str = Field(
        "http://localhost:8000", description="Where browsers and TikTok reach the gateway; without a final slash."
    )
    allowed_origins: Texts = Field(
        (), description="Origins of the pages that may call the graph from a browser, separated by commas."
    )
    trusted_proxies: Texts = Field(
        (), description="Networks of proxies, as `10.0.0.0/8, 2001:db8::5`, whose `X-Forwarded-For` is believed."
    )

    encryption_keys: SecretStr | None = Field(
        None,
        description="Keys for tokens at rest, as `id:base64` of 32 bytes, separated by commas; the first one seals. "
        "Needed with `DATABASE_URL`; with the embedded database they are made once and kept in the data folder.",
    )
    jwt_issuer: str = Field(
        "creatorport", description="Issuer that callers' tokens must name. The default is the local issuer's."
    )
    jwt_audience: str = Field("creatorport", description="Audience that callers' tokens must name.")
    jwks_url: str | None = Field(
        None,
        description="Where the issuer publishes its keys (JWKS). Absent: only tokens of the local issuer are accepted.",
    )

    tiktok_www_origin: str = Field("https://www.tiktok.com", description="Origin of TikTok's consent page.")
    tiktok_open_origin: str = Field(
        "https://open.tiktokapis.com", description="Origin of TikTok for Developers (login, profiles)."
    )
    tiktok_business_origin: str = Field(
        "https://business-api.tiktok.com", description="Origin of TikTok API for Business and TikTok One."
    )
    tiktok_timeout: Seconds = Field(15, description="Seconds that a call to TikTok may take.")
    tiktok_scopes: Texts = Field(
        ("user.info.basic", "user.info.profile", "user.info.stats", "video.list"),
        description="Scopes asked of creators, separated by commas. Each must be approved for the app.",
    )
    tiktok_creator_scopes: Texts = Field(
        (
            "user.info.basic",
            "user.info.username",
            "user.info.stats",
            "user.insights",
            "video.list",
            "video.insights",
            "biz.creator.info",
            "biz.creator.insights",
            "tcm.order.update",
        ),
        description="Scopes asked of creators for the app at TikTok API for Business, separated by commas.",
    )
    tiktok_rate_level: RateLevel = Field(
        RateLevel.BASIC, description="Rate level of the app at TikTok API for Business."
    )
    daily_app_quota: int | None = Field(
        None,
        ge=1,
        description="Calls a UTC day that the app may make to TikTok for Developers (profiles, videos), over all "
        "endpoints and workspaces together. Absent: no such quota; TikTok publishes limits per minute only.",
    )
    limits: Limits = Field(
        (),
        description="Limits that differ from TikTok's published ones, as `scope=calls/window`, separated by commas: "
        "`video.query=300/minute`. Scopes are `open`, `business` and the names of endpoints.",
    )
    workspace_shares: Shares = Field(
        (),
        description="How workspaces share the daily quota and the planner's calls, as `workspace=part`, separated by "
        "commas; a workspace that is not named has part 1.",
    )
    planner_calls_per_day: int = Field(
        20_000,
        ge=0,
        description="Calls a day that the planner may spend on refreshing what changed, within all other limits; "
        "0 turns it off.",
    )
    planner_every: Seconds = Field(60, description="Seconds between two rounds of the planner.")
    assumed_marketplace: bool = Field(
        False,
        description="Speak the assumed contract for personal invitations. "
        "Refused while any TikTok origin is TikTok's own.",
    )
    previous_tiktok_client_secret: SecretStr | None = Field(
        None, description="Client secret before a rotation; webhooks signed with it are still accepted."
    )
    previous_tiktok_app_secret: SecretStr | None = Field(
        None, description="App secret before a rotation; webhooks signed with it are still accepted."
    )
    previous_tiktok_shop_app_secret: SecretStr | None = Field(
        None, description="App secret at TikTok Shop before a rotation; webhooks signed with it are still accepted."
    )
    webhook_tolerance: Seconds = Field(300, description="Seconds that a signed webhook may be old or ahead.")

    capture_every: Seconds = Field(300, description="Seconds between two captures of a running campaign.")
    numbers_fresh_for: Seconds = Field(900, description="Seconds for which a captured number counts as fresh.")
    creators_fresh_for: Seconds = Field(
        86_400, description="Seconds for which the numbers of a found creator or an account's profile count as fresh."
    )
    pages_fresh_for: Seconds = Field(
        604_800,
        description="Seconds for which a creator's page on TikTok One (rate, price, categories) counts as fresh; "
        "then it is read again for those who are looked at. The default is 7 days.",
    )
    regions: Groups = Field(
        (), description="Groups of countries that TikTok One searches together, as `US CA, GB IE FR`; others go alone."
    )
    searches_fresh_for: Seconds = Field(
        900, description="Seconds for which the same search for creators is answered by what it found before."
    )
    searches_kept_for: Seconds = Field(
        86_400, description="Seconds for which the result of a search is kept, and its cursors hold."
    )
    enrichment_share: float = Field(
        0.25,
        gt=0,
        le=1,
        description="The part of the app's quota at TikTok API for Business that reading creators' pages may spend, of "
        "each minute and each day.",
    )
    insights_fresh_for: Seconds = Field(
        86_400, description="Seconds for which a creator's insights count as fresh, and are not read again."
    )
    keep_alive_before: Seconds = Field(
        3_888_000,
        description="Seconds before the end of a creator's grant at which it is renewed although nobody uses it; "
        "at most half of its life. The default is 45 days.",
    )
    keep_alive_every: Seconds = Field(
        3600, description="Seconds between two looks for grants that have to be kept alive or warned of."
    )
    sync_daily_at: TimeOfDay = Field(
        "03:30",
        description="Time of the day, by the clock on the wall in `CREATORPORT_SYNC_ZONE`, from which every connected "
        "account is synced.",
    )
    sync_zone: str = Field("UTC", description="IANA time zone of that time, such as `Europe/Berlin`.")
    sync_spread: float = Field(
        3600,
        ge=0,
        le=43_200,
        description="Seconds over which the daily syncs are spread; each account keeps its own moment.",
    )
    sync_by_hand_every: Seconds = Field(
        300, description="Seconds before an account may be synced by hand once more; until then, SYNC_TOO_SOON."
    )
    walk_every: Seconds = Field(
        604_800,
        description="Seconds after which a sync walks an account's complete list of videos, instead of reading the new "
        "ones and those that are known.",
    )
    personal_data_for: Seconds = Field(
        86_400,
        description="Seconds for which what TikTok told of a person (names, bio, links; texts and links of videos) is "
        "kept without being told again. Then it is read again, or dropped; numbers stay.",
    )
    invitation_life: Seconds = Field(1_209_600, description="Seconds to answer an invitation, unless it has its own.")
    invitation_reminders: Hours = Field(
        (), description="Hours before an invitation's end to remind at, such as `72,24`."
    )
    idempotency_keys_for: Seconds = Field(
        2_592_000, description="Seconds for which a used idempotency key is known. The default is 30 days."
    )
    webhooks_checked_every: Seconds = Field(
        3600, description="Seconds between two looks whether TikTok still sends its webhooks here."
    )
    webhooks_kept_for: Seconds = Field(
        2_592_000,
        description="Seconds for which a webhook that has its verdict is kept, for looking at it and replaying it. "
        "The default is 30 days.",
    )
    webhooks_late_after: Seconds = Field(
        600, description="Seconds that a webhook may wait to be processed before `/readyz` says so."
    )
    purge_every: Seconds = Field(600, description="Seconds between two looks for what outlived its time.")
    deliverable_reminders: Hours = Field(
        (-72, -24, 24),
        description="When creators are reminded of what is due, in hours from that moment, separated by commas: below "
        "zero before it. `none`: never.",
    )
    deliverable_grace: float = Field(
        259_200,
        ge=0,
        le=31_536_000,
        description="Seconds after its due moment at which a deliverable counts as missed.",
    )
    deliverables_every: Seconds = Field(60, description="Seconds between two looks for what is due.")
    settle_after: Seconds = Field(
        45,
        description="Seconds to wait after a lost answer before TikTok is asked what exists. Above the timeout "
        "by more than 15: for so long TikTok may go on with a call that we gave up.",
    )
    keep_events: int = Field(10_000, ge=10, description="Entries kept per live stream, for resuming subscriptions.")

    run_worker: bool = Field(True, description="Whether `serve` also works off jobs. Off where `worker` runs apart.")
    worker_concurrency: int = Field(8, ge=1, le=100, description="Jobs that one worker runs at a time.")
    rescue_after: Seconds = Field(
        30, description="Seconds without a sign of life after which a worker's jobs are rescued."
    )

    graphiql: bool = Field(True, description="Whether `GET /graphql` shows GraphiQL to browsers.")
    introspection: bool = Field(True, description="Whether the schema may be asked and downloaded.")
    max_body: int = Field(262_144, ge=1024, description="Bytes of a request's body or WebSocket message.")
    max_tokens: int = Field(4000, ge=50, description="Tokens of a GraphQL document.")
    max_depth: int = Field(14, ge=3, description="Depth of a GraphQL operation.")
    max_aliases: int = Field(30, ge=0, description="Aliases in a GraphQL operation.")
    max_cost: int = Field(20_000, ge=100, description="Cost of a GraphQL operation: fields, times the sizes of lists.")

    log_level: LogLevel = Field(LogLevel.INFO, description="Least severe line that is logged.")
    log_format: LogFormat = Field(LogFormat.JSON, description="`json` for machines, `console` for people.")
    clock_url: str | None = Field(
        None,
        description="A simulator's clock to live by (`…/_simulator/clock`). "
        "Refused while any TikTok origin is TikTok's own.",
    )

    @property
    def redirect_uri(self) -> str:
        return self.tiktok_redirect_uri or f"{self.public_url}/oauth/tiktok/callback"

    @property
    def creator_redirect_uri(self) -> str:
        return self.tiktok_creator_redirect_uri or f"{self.public_url}/oauth/tiktok/callback/"

    @property
    def is_real_tiktok(self) -> bool:
        """Whether any origin is TikTok's own."""
        origins = (self.tiktok_www_origin, self.tiktok_open_origin, self.tiktok_business_origin)
        return any(is_tiktok(host_of(origin)) for origin in origins)

    @property
    def is_public(self) -> bool:
        """Whether the public address can lead others than this machine here."""
        return not is_this_machine(host_of(self.public_url))
