"""POST /v2/oauth/token/ and /v2/oauth/revoke/."""

import hashlib
import hmac
import re
from typing import TYPE_CHECKING

from starlette.responses import Response

from tiktok_simulator.apps import OpenApp
from tiktok_simulator.http.connection import LostAnswer
from tiktok_simulator.open.disconnect import BY_DEVELOPER, disconnect
from tiktok_simulator.open.envelope import OAuthRefusal, oauth_answered
from tiktok_simulator.open.grants import Pair
from tiktok_simulator.open.oauth_form import Form, needed

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

TOKEN_PATH = "/open/v2/oauth/token/"
REVOKE_PATH = "/open/v2/oauth/revoke/"
CLIENT_TOKEN_LIFE = 7_200
_VERIFIER = re.compile(r"[A-Za-z0-9\-._~]{43,128}")


def issue_token(simulator: "Simulator", app: OpenApp, form: Form) -> Response:
    grant_type = needed(form, "grant_type")
    if grant_type == "authorization_code":
        return _exchange(simulator, app, form)
    if grant_type == "refresh_token":
        return _refresh(simulator, app, form)
    if grant_type == "client_credentials":
        token = simulator.token("clt.2.")
        simulator.ledger.record("client_token_issued", client_key=app.client_key)
        life = {"expires_in": CLIENT_TOKEN_LIFE, "token_type": "Bearer"}
        return oauth_answered(simulator, {"access_token": token, **life})
    raise OAuthRefusal("unsupported_grant_type", "The grant type is not supported.")


def revoke_token(simulator: "Simulator", app: OpenApp, form: Form) -> Response:
    """Ends the whole connection of the access token's owner; a dead token cannot do it."""
    token = simulator.grants.access(needed(form, "token"))
    if token is None or token.client_key != app.client_key:
        raise OAuthRefusal("invalid_request", "The access token is invalid or expired.")
    disconnect(simulator, app, simulator.world.creator(token.creator), BY_DEVELOPER)
    return oauth_answered(simulator, {})


def challenge_of(verifier: str) -> str:
    """Lowercase hexadecimal SHA-256: TikTok's own reading of PKCE's S256."""
    return hashlib.sha256(verifier.encode()).hexdigest()


def _exchange(simulator: "Simulator", app: OpenApp, form: Form) -> Response:
    code_value, redirect_uri = needed(form, "code"), needed(form, "redirect_uri")
    code = simulator.codes.redeem(code_value, app.client_key)
    if code is None:
        raise OAuthRefusal("invalid_grant", "Authorization code is expired.")
    if code.redirect_uri != redirect_uri:
        raise OAuthRefusal("invalid_request", "Redirect_uri is not matched with the uri when requesting code.")
    if code.challenge is not None:
        verifier = form.get("code_verifier", "")
        proven = hmac.compare_digest(challenge_of(verifier).encode(), code.challenge.encode())
        if not _VERIFIER.fullmatch(verifier) or not proven:
            raise OAuthRefusal("invalid_request", "Code verifier or code challenge is invalid.")
    return _pair_answer(simulator, app, simulator.grants.issue(app, code.creator, code.scopes))


def _refresh(simulator: "Simulator", app: OpenApp, form: Form) -> Response:
    refresh_token = needed(form, "refresh_token")
    broken_sandbox = app.switches.sandbox == "on" and app.switches.sandbox_refresh == "invalid_grant"
    pair = None if broken_sandbox else simulator.grants.rotate(app, refresh_token)
    if pair is None:
        raise OAuthRefusal("invalid_grant", "Refresh token is invalid or expired.")
    answer = _pair_answer(simulator, app, pair)
    if simulator.faults.strike("refresh_answer_lost", TOKEN_PATH) is not None:
        return LostAnswer()
    return answer


def _pair_answer(simulator: "Simulator", app: OpenApp, pair: Pair) -> Response:
    now = simulator.clock.now()
    return oauth_answered(
        simulator,
        {
            "access_token": pair.access.value,
            "expires_in": int(pair.access.expires_at - now),
            "open_id": simulator.grants.open_id(app.client_key, pair.access.creator),
            "refresh_expires_in": int(pair.refresh.expires_at - now),
            "refresh_token": pair.refresh.value,
            "scope": ",".join(pair.access.scopes),
            "token_type": "Bearer",
        },
    )
