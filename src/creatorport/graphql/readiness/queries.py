from datetime import datetime
from enum import Enum

import strawberry

from creatorport.domain.readiness import Readiness as View
from creatorport.graphql.context import Info
from creatorport.graphql.enums import value
from creatorport.graphql.error.types import FixableBy
from creatorport.graphql.fields import attribute, derived, query


@strawberry.enum(description="How something stands.")
class Standing(Enum):
    OK = value("ok", description="It is well.")
    WARNING = value("warning", description="It works, with a limit; see `remedy`.")
    MISSING = value("missing", description="It does not work; see `remedy`.")
    UNKNOWN = value("unknown", description="It cannot be found out from here.")


@strawberry.type(description="One thing that the gateway needs, or that could be done with it.")
class ReadinessFinding:
    area: str = attribute(
        "What it belongs to: redirect, scopes, app, credentials, network, webhooks, clock, storage, keys."
    )
    subject: str = attribute("What was looked at.")
    standing: Standing = derived(lambda finding: finding.standing.value, "How it stands.")
    detail: str = attribute("What was found.")
    remedy: str | None = attribute("What to do about it; null where nothing has to be done.")
    fixable_by: FixableBy = attribute("Who can do it.")


@strawberry.type(description="What this installation and its TikTok app can do today.")
class AppReadiness:
    is_ready: bool = attribute("Whether nothing is missing.")
    redirect_uri: str = attribute("The redirect URI to register at TikTok, byte for byte.")
    checked_at: datetime = attribute("When it was checked: just now.")
    findings: list[ReadinessFinding] = attribute("Everything that was looked at.")


@strawberry.type
class ReadinessQueries:
    @query(
        "What this installation and its TikTok app can do today. It calls TikTok: do not poll it.",
        AppReadiness,
        reads_only=False,
    )
    async def app_readiness(self, info: Info) -> View:
        return await info.context.use_cases.check_readiness(info.context.member)
