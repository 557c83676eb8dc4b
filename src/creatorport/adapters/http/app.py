"""The gateway as one ASGI application."""

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from creatorport.adapters.http.access_log import AccessLog
from creatorport.adapters.http.callback import OAuthCallback
from creatorport.adapters.http.cors import Cors
from creatorport.adapters.http.graphql.request_ids import RequestIds
from creatorport.adapters.http.health import Readiness, healthz
from creatorport.adapters.http.invite_page import InvitePage
from creatorport.adapters.http.join_page import JoinPage
from creatorport.adapters.http.media_intake import MediaIntake
from creatorport.adapters.http.metrics_page import MetricsPage
from creatorport.adapters.http.verification import verification_route
from creatorport.adapters.http.webhooks import WebhookIntake


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the application is made of, ready to use."""

    graphql: Sequence[BaseRoute]
    callback: OAuthCallback
    invite_page: InvitePage
    join_page: JoinPage
    open_webhooks: WebhookIntake
    business_webhooks: WebhookIntake
    shop_webhooks: WebhookIntake | None
    media: MediaIntake
    verification_file: str | None
    readiness: Readiness
    metrics: MetricsPage
    allowed_origins: Sequence[str]


def web_app(parts: Parts) -> Starlette:
    """Assemble the routes. What must be plain HTTP is; everything else is the graph."""
    shop = parts.shop_webhooks
    return Starlette(
        routes=[
            Route("/", _home),
            *parts.graphql,
            Route("/oauth/tiktok/callback", parts.callback.answer, methods=["GET"]),
            # A creator's redirect at TikTok API for Business must end in a slash; Login Kit's is registered without.
            Route("/oauth/tiktok/callback/", parts.callback.answer, methods=["GET"]),
            Route("/connect/{token}", parts.invite_page.answer, methods=["GET", "POST"]),
            Route("/join/{token}", parts.join_page.answer, methods=["GET", "POST"]),
            Route("/media", parts.media.answer, methods=["PUT"]),
            *verification_route(parts.verification_file),
            Route("/webhooks/tiktok", parts.open_webhooks.answer, methods=["POST"]),
            Route("/webhooks/tiktok-business", parts.business_webhooks.answer, methods=["POST"]),
            *([] if shop is None else [Route("/webhooks/tiktok-shop", shop.answer, methods=["POST"])]),
            Route("/healthz", healthz),
            Route("/readyz", parts.readiness.answer),
            Route("/metrics", parts.metrics.answer),
        ],
        middleware=[Middleware(RequestIds), Middleware(AccessLog), Middleware(Cors, parts.allowed_origins)],
    )


async def _home(_: Request) -> Response:
    return RedirectResponse("/graphql")
