"""How long tokens live and what renewing them does, per family of TikTok's APIs.

Expectations, to recognise what an app was given and to say what follows. When something ends is always read from
TikTok's answer. Sources: TikTok for Developers, "oauth-user-access-token-management", as it was before and has been
since November 2026; API for Business, "obtain-a-long-term-access-token" and page 1738084387220481.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class TokenFamily(StrEnum):
    LOGIN_KIT = "login_kit"
    LOGIN_KIT_LEGACY = "login_kit_legacy"
    BUSINESS_CREATOR = "business_creator"
    ADVERTISER = "advertiser"


@dataclass(frozen=True, slots=True)
class TokenModel:
    """What is expected of a family's tokens. A life of None has no end.

    `rotates`: a renewal kills the refresh token it used. `prolongs`: a renewal moves the end of the grant; None where
    TikTok does not say.
    """

    family: TokenFamily
    access_life: timedelta | None
    refresh_life: timedelta | None
    rotates: bool
    prolongs: bool | None


_DAY = timedelta(days=1)

TOKEN_MODELS: Sequence[TokenModel] = (
    TokenModel(TokenFamily.LOGIN_KIT, timedelta(hours=2), 180 * _DAY, rotates=True, prolongs=None),
    TokenModel(TokenFamily.LOGIN_KIT_LEGACY, _DAY, 365 * _DAY, rotates=False, prolongs=False),
    TokenModel(TokenFamily.BUSINESS_CREATOR, _DAY, 365 * _DAY, rotates=False, prolongs=False),
    TokenModel(TokenFamily.ADVERTISER, None, None, rotates=False, prolongs=None),
)


def model_of(family: TokenFamily) -> TokenModel:
    return next(model for model in TOKEN_MODELS if model.family is family)


def login_kit_model(access_life: timedelta) -> TokenModel:
    """Return the generation of Login Kit whose access tokens live about as long as these, by TikTok's own answer."""
    candidates = [model_of(TokenFamily.LOGIN_KIT), model_of(TokenFamily.LOGIN_KIT_LEGACY)]
    return min(candidates, key=lambda model: abs((model.access_life or _DAY) - access_life))
