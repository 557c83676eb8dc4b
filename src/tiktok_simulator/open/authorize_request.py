"""What an app asks of a person on the authorize page, and whether TikTok lets it ask."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tiktok_simulator.apps import BusinessApp, OpenApp
from tiktok_simulator.redirects import is_registered

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

_HEX_SHA256 = re.compile(r"[0-9a-f]{64}")


class AuthorizeRefusal(Exception):
    """The person sees an error page: `error_type` and, where known, TikTok's `errCode`."""

    def __init__(self, error_type: str, code: int | None = None, *, error: str = "param_error") -> None:
        super().__init__(error_type)
        self.error_type = error_type
        self.code = code
        self.error = error


@dataclass(frozen=True, slots=True)
class AuthorizeRequest:
    """A request that may be put to a person."""

    app: OpenApp | BusinessApp
    scopes: tuple[str, ...]
    redirect_uri: str
    state: str
    challenge: str | None
    always_ask: bool


def authorize_request(simulator: "Simulator", query: dict[str, str]) -> AuthorizeRequest:
    """Check in the order client key, redirect, response type, scope, state, PKCE; raises `AuthorizeRefusal`."""
    client_key = query.get("client_key", "")
    app = simulator.apps.open_app(client_key) or simulator.apps.business_app(client_key)
    if app is None:
        raise AuthorizeRefusal("client_key")
    registered = app.redirect_uris if isinstance(app, OpenApp) else app.creator_redirect_uris
    redirect_uri = query.get("redirect_uri", "")
    if not is_registered(registered, redirect_uri):
        raise AuthorizeRefusal("redirect_uri")
    if query.get("response_type") != "code":
        raise AuthorizeRefusal("response_type")
    approved = app.scopes if isinstance(app, OpenApp) else app.creator_scopes
    scopes = tuple(dict.fromkeys(scope.strip() for scope in query.get("scope", "").split(",")))
    if not all(scope in approved for scope in scopes):
        raise AuthorizeRefusal("scope")
    if not query.get("state"):
        raise AuthorizeRefusal("state")
    challenge = _challenge(app, query) if isinstance(app, OpenApp) else None
    always_ask = query.get("disable_auto_auth") == "1"
    return AuthorizeRequest(app, scopes, redirect_uri, query["state"], challenge, always_ask)


def _challenge(app: OpenApp, query: dict[str, str]) -> str | None:
    challenge = query.get("code_challenge", "")
    if app.pkce == "off" or (app.pkce == "hex-if-sent" and not challenge):
        return None
    if not challenge:
        raise AuthorizeRefusal("code_challenge", 10007)
    if query.get("code_challenge_method") != "S256":
        raise AuthorizeRefusal("code_challenge_method", 10008)
    early = app.switches.malformed_challenge == "refused-at-authorize"
    if early and not _HEX_SHA256.fullmatch(challenge):
        raise AuthorizeRefusal("code_challenge", 10007)
    return challenge
