"""Who is let in: what the transports ask, and what those who check tokens answer."""

import httpx
from starlette.requests import HTTPConnection

from creatorport.adapters.http.graphql.engine import AuthenticationFailed, IssuerAway
from creatorport.adapters.identity.bearer import (
    BearerTokens,
    IssuerUnreachable,
    NoBearerToken,
    NotAuthenticated,
    challenge,
)
from creatorport.adapters.identity.jwks import RETRY_AFTER, JwksUrl
from creatorport.adapters.settings.settings import Settings
from creatorport.graphql.context import Application, GraphCaller

_HTTP_NEEDS = "No bearer token was found. Send the header Authorization: Bearer <token>."
_INIT_NEEDS = 'connection_init needs the payload {"Authorization": "Bearer <token>"}'


def issuer_of(settings: Settings, http: httpx.AsyncClient) -> JwksUrl | None:
    """Return where the issuer publishes its keys, if one is configured."""
    return None if settings.jwks_url is None else JwksUrl(settings.jwks_url, http)


class Authentication:
    """From a connection's credentials to the caller that the graph knows."""

    def __init__(self, bearers: BearerTokens, application: Application) -> None:
        self._bearers = bearers
        self._application = application

    async def __call__(self, connection: HTTPConnection, authorization: str | None) -> GraphCaller:
        """Without credentials, a caller over HTTP is a stranger, who can read the schema and nothing else.

        Raises AuthenticationFailed, IssuerAway.
        """
        if authorization is None and connection.scope["type"] == "http":
            return GraphCaller(self._application, None)
        try:
            identity = await self._bearers.identify(authorization)
        except NoBearerToken as error:
            over_http = connection.scope["type"] == "http"
            raise AuthenticationFailed(_HTTP_NEEDS if over_http else _INIT_NEEDS) from error
        except NotAuthenticated as error:
            raise AuthenticationFailed(challenge=challenge(given=True)) from error
        except IssuerUnreachable as error:
            raise IssuerAway(RETRY_AFTER) from error
        return GraphCaller(self._application, identity.member, identity.expires_at)
