"""Token endpoints of both families: brands (no expiry) and TikTok accounts (a day, with a year of refreshing)."""

from typing import TYPE_CHECKING

from tiktok_simulator.business.brand_tokens import SCOPE, Granted
from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.creator_tokens import ACCESS_LIFE, LINEAGE_LIFE, Lineage
from tiktok_simulator.business.refusals import (
    CODE_WRONG,
    REFRESH_EXPIRED,
    REFRESH_WRONG,
    TOKEN_EXPIRED,
    RefusedError,
    invalid,
    wrong_token,
)

if TYPE_CHECKING:
    from tiktok_simulator.apps import BusinessApp


def brand_token(call: Call) -> Data:
    """POST /oauth2/access_token/"""
    code = call.parameters.text("auth_code")
    return _brand_token(call, call.app(), code)


def brand_token_rfc(call: Call) -> Data:
    """POST /oauth/token/: the same in the names of RFC 6749, as JSON or a form."""
    call.parameters.choice("grant_type", {"authorization_code"})
    code = call.parameters.text("code")
    return _brand_token(call, call.app(rfc_names=True), code)


def revoke_brand_token(call: Call) -> Data:
    """POST /oauth2/revoke_token/"""
    token = call.parameters.text("access_token")
    app = call.app()
    granted = call.market.brand_tokens.find(token)
    if granted is None or granted.app_id != app.app_id:
        raise wrong_token()
    call.market.brand_tokens.revoke(token)
    call.simulator.ledger.record("token_revoked", family="brand", app_id=app.app_id)
    return {"app_id": app.app_id, "advertiser_ids": list(granted.advertiser_ids)}


def advertisers(call: Call) -> Data:
    """GET /oauth2/advertiser/get/"""
    call.app()
    granted = call.brand.advertiser_ids if call.brand is not None else ()
    return {
        "list": [
            {"advertiser_id": one.advertiser_id, "advertiser_name": one.name}
            for one in call.simulator.apps.advertisers
            if one.advertiser_id in granted
        ]
    }


def creator_token(call: Call) -> Data:
    """POST /tt_user/oauth2/token/"""
    call.parameters.choice("grant_type", {"authorization_code"})
    value, redirect_uri = call.parameters.text("auth_code"), call.parameters.text("redirect_uri")
    app = call.app(rfc_names=True)
    code = call.simulator.codes.redeem(value, app.app_id)
    if code is None:
        raise RefusedError(CODE_WRONG, "Auth code is invalid, used or expired.")
    if code.redirect_uri != redirect_uri:
        raise invalid("Invalid value for redirect_uri: not the one of the authorization.")
    lineage = Lineage(
        app_id=app.app_id,
        open_id=call.simulator.grants.open_id(app.app_id, code.creator),
        creator=code.creator,
        scopes=code.scopes,
        refresh_token=call.simulator.token("rft."),
        ends_at=call.now + LINEAGE_LIFE,
    )
    access = call.simulator.token("act.")
    call.market.creator_tokens.begin(lineage, access, call.now + ACCESS_LIFE)
    _record(call, "token_issued", lineage)
    return _pair(call, access, lineage)


def refresh_creator_token(call: Call) -> Data:
    """POST /tt_user/oauth2/refresh_token/: the refresh token may change; the year it began with does not."""
    call.parameters.choice("grant_type", {"refresh_token"})
    value = call.parameters.text("refresh_token")
    app = call.app(rfc_names=True)
    tokens = call.market.creator_tokens
    lineage = tokens.by_refresh(value)
    if lineage is None or lineage.app_id != app.app_id:
        raise RefusedError(REFRESH_WRONG, "Refresh token is invalid.")
    if lineage.ends_at <= call.now:
        raise RefusedError(REFRESH_EXPIRED, "Refresh token has expired.")
    rotates = call.simulator.rng("refresh").random() < call.market.options.rotation
    new_refresh = call.simulator.token("rft.") if rotates else value
    access = call.simulator.token("act.")
    lineage = tokens.renew(value, access, call.now + ACCESS_LIFE, new_refresh)
    _record(call, "token_refreshed", lineage)
    return _pair(call, access, lineage)


def revoke_creator_token(call: Call) -> Data:
    """POST /tt_user/oauth2/revoke/"""
    lineage = _lineage(call, call.app(rfc_names=True))
    call.market.creator_tokens.revoke(call.parameters.text("access_token"))
    _record(call, "token_revoked", lineage)
    return {}


def creator_token_info(call: Call) -> Data:
    """POST /tt_user/token_info/get/: no secret and no header, only the app's id and the token."""
    app = call.simulator.apps.business_app(call.parameters.text("app_id"))
    lineage = _lineage(call, app)
    return {"app_id": lineage.app_id, "scope": ",".join(lineage.scopes), "creator_id": lineage.open_id}


def _brand_token(call: Call, app: "BusinessApp", code: str) -> Data:
    tells = call.parameters.flag("return_advertiser_ids", default=True)
    granted = call.market.brand_tokens.redeem(code, app.app_id, call.now)
    if granted is None:
        raise RefusedError(CODE_WRONG, "Auth code is invalid, used or expired.")
    token = call.simulator.digest("brand token", call.simulator.number_id()).hex()[:40]
    call.market.brand_tokens.keep(token, granted)
    call.simulator.ledger.record("token_issued", family="brand", **_whose(granted))
    advertisers = {"advertiser_ids": list(granted.advertiser_ids)} if tells else {}
    return {"access_token": token, **advertisers, "scope": list(SCOPE)}


def _lineage(call: Call, app: "BusinessApp | None") -> Lineage:
    held = call.market.creator_tokens.by_access(call.parameters.text("access_token"))
    if held is None or app is None or held[0].app_id != app.app_id:
        raise wrong_token()
    lineage, until = held
    if until <= call.now:
        raise RefusedError(TOKEN_EXPIRED, "Access token has expired.")
    return lineage


def _pair(call: Call, access: str, lineage: Lineage) -> Data:
    return {
        "access_token": access,
        "token_type": "Bearer",
        "scope": ",".join(lineage.scopes),
        "expires_in": ACCESS_LIFE,
        "refresh_token": lineage.refresh_token,
        "refresh_token_expires_in": int(lineage.ends_at - call.now),
        "open_id": lineage.open_id,
    }


def _record(call: Call, kind: str, lineage: Lineage) -> None:
    call.simulator.ledger.record(
        kind, family="creator", app_id=lineage.app_id, open_id=lineage.open_id, scopes=list(lineage.scopes)
    )


def _whose(granted: Granted) -> dict[str, object]:
    return {
        "app_id": granted.app_id,
        "advertiser_ids": list(granted.advertiser_ids),
        "tto_tcm_account_ids": list(granted.account_ids),
    }
