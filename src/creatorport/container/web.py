"""What the outside sees."""

from datetime import timedelta

import httpx
from dependency_injector import containers, providers

from creatorport.adapters.http.addresses import Addresses
from creatorport.adapters.http.app import Parts, web_app
from creatorport.adapters.http.callback import OAuthCallback
from creatorport.adapters.http.graphql.limits import Limits
from creatorport.adapters.http.graphql.routes import graphql_transports
from creatorport.adapters.http.graphql.settings import TransportSettings
from creatorport.adapters.http.graphql.strawberry_engine import StrawberryEngine
from creatorport.adapters.http.health import Check, Readiness
from creatorport.adapters.http.invite_page import InvitePage
from creatorport.adapters.http.join_page import JoinPage
from creatorport.adapters.http.media_intake import MediaIntake
from creatorport.adapters.http.metrics_page import MetricsPage
from creatorport.adapters.http.visitors import Visitors
from creatorport.adapters.http.webhooks import WebhookIntake
from creatorport.adapters.identity.bearer import BearerTokens
from creatorport.adapters.identity.local_issuer import LocalKeys
from creatorport.adapters.observability.traces import traced
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.vault import KeySource
from creatorport.adapters.webhooks.signatures import WebhookSignatures
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.inbox import Channel
from creatorport.application.use_cases.receive_webhook import ReceiveWebhook
from creatorport.container.authentication import Authentication, issuer_of
from creatorport.domain.secret import Secret
from creatorport.graphql.context import Application
from creatorport.graphql.global_ids import global_id


def _engine() -> StrawberryEngine:
    from creatorport.graphql.schema import schema  # noqa: PLC0415  assembling it is for those who serve it

    return StrawberryEngine(schema)


def _account_id(local: str) -> str:
    return global_id("TikTokAccount", local)


def _media_id(local: str) -> str:
    return global_id("Media", local)


def _limits(settings: Settings) -> Limits:
    return Limits(
        body_bytes=settings.max_body,
        tokens=settings.max_tokens,
        depth=settings.max_depth,
        aliases=max(1, settings.max_aliases),
        cost=settings.max_cost,
    )


def _transport_settings(settings: Settings) -> TransportSettings:
    return TransportSettings(
        limits=_limits(settings),
        introspection=settings.introspection,
        graphiql=settings.graphiql,
        allowed_origins=frozenset(settings.allowed_origins),
    )


def _signatures(channel: Channel, settings: Settings, clock: Clock) -> WebhookSignatures:
    pairs = {
        Channel.OPEN: (settings.tiktok_client_secret, settings.previous_tiktok_client_secret),
        Channel.BUSINESS: (settings.tiktok_app_secret, settings.previous_tiktok_app_secret),
        Channel.SHOP: (settings.tiktok_shop_app_secret, settings.previous_tiktok_shop_app_secret),
    }
    secrets = [Secret(secret.get_secret_value()) for secret in pairs[channel] if secret is not None]
    tolerance = timedelta(seconds=settings.webhook_tolerance)
    app_key = settings.tiktok_shop_app_key or ""
    return WebhookSignatures(channel, secrets, clock, tolerance=tolerance, app_key=app_key)


def _intake(channel: Channel, settings: Settings, clock: Clock, receive: ReceiveWebhook) -> WebhookIntake:
    return WebhookIntake(channel, _signatures(channel, settings, clock), receive)


def _shop_intake(settings: Settings, clock: Clock, receive: ReceiveWebhook) -> WebhookIntake | None:
    if settings.tiktok_shop_app_secret is None:
        return None
    return _intake(Channel.SHOP, settings, clock, receive)


class Web(containers.DeclarativeContainer):
    """Identity, the graph's transports, and the web application."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    keys: providers.Dependency[KeySource] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    http: providers.Dependency[httpx.AsyncClient] = providers.Dependency()
    checks: providers.Dependency[dict[str, Check]] = providers.Dependency()
    storage = providers.DependenciesContainer()
    members = providers.DependenciesContainer()
    publishing = providers.DependenciesContainer()

    issuer = providers.Singleton(issuer_of, settings, http)
    bearers = providers.Singleton(
        BearerTokens,
        providers.Singleton(LocalKeys, keys),
        issuer,
        settings.provided.jwt_issuer,
        settings.provided.jwt_audience,
    )
    application = providers.Singleton(Application, storage.reads, providers.Singleton(traced, members.use_cases), clock)
    transports = providers.Singleton(
        graphql_transports,
        providers.Singleton(_engine),
        providers.Singleton(Authentication, bearers, application),
        providers.Callable(_transport_settings, settings),
    )
    receive_webhook = providers.Singleton(ReceiveWebhook, storage.units, clock, storage.identities)
    app = providers.Singleton(
        web_app,
        providers.Singleton(
            Parts,
            graphql=transports.provided.routes,
            callback=providers.Singleton(
                OAuthCallback, members.finish_connect, members.find_landing, providers.Object(_account_id)
            ),
            invite_page=providers.Singleton(InvitePage, members.follow_invite, settings.provided.tiktok_www_origin),
            join_page=providers.Singleton(
                JoinPage,
                members.follow_join_link,
                providers.Singleton(Visitors),
                providers.Singleton(Addresses, settings.provided.trusted_proxies),
                settings.provided.tiktok_www_origin,
            ),
            open_webhooks=providers.Singleton(_intake, Channel.OPEN, settings, clock, receive_webhook),
            business_webhooks=providers.Singleton(_intake, Channel.BUSINESS, settings, clock, receive_webhook),
            shop_webhooks=providers.Singleton(_shop_intake, settings, clock, receive_webhook),
            media=providers.Singleton(
                MediaIntake, bearers.provided.identify, publishing.keep_media, providers.Object(_media_id)
            ),
            verification_file=settings.provided.tiktok_verification_file,
            readiness=providers.Singleton(Readiness, checks),
            metrics=providers.Singleton(MetricsPage, providers.List(storage.webhook_lag.provided.measure)),
            allowed_origins=settings.provided.allowed_origins,
        ),
    )
