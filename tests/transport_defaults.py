"""The transports as they are by the settings' defaults."""

from dataclasses import replace
from typing import Any

from creatorport.adapters.http.graphql.limits import Limits
from creatorport.adapters.http.graphql.settings import TransportSettings
from creatorport.adapters.settings.settings import Settings

_DEFAULTS = {name: field.default for name, field in Settings.model_fields.items()}

LIMITS = Limits(
    body_bytes=_DEFAULTS["max_body"],
    tokens=_DEFAULTS["max_tokens"],
    depth=_DEFAULTS["max_depth"],
    aliases=_DEFAULTS["max_aliases"],
    cost=_DEFAULTS["max_cost"],
)


def transport_settings(**changes: Any) -> TransportSettings:
    return replace(TransportSettings(LIMITS), **changes)
