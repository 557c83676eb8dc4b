from datetime import datetime

import strawberry

from creatorport.application.publishing.options_view import PublishingOptionsView
from creatorport.domain.publishing.composer import Disclosure
from creatorport.graphql.error.types import FixableBy
from creatorport.graphql.fields import at_now, attribute, derived
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.publication.states import PrivacyLevel, PublishingCap, PublishingFindingCode
from creatorport.graphql.publication.types import PublicationTrouble, TroubleView
from creatorport.graphql.scalars import URL


@strawberry.type(description="How much of a cap is used, as far as this gateway knows.")
class PublishingCapUse:
    cap: PublishingCap = derived(lambda one: one.cap.value, "Which cap.")
    limit: int = attribute("How many are permitted in 24 hours.")
    used: int = attribute("How many were begun in the last 24 hours.")
    left: int = attribute("How many more are possible now.")
    frees_at: datetime | None = attribute("When there is room again; null where there is some now.")


@strawberry.type(description="One thing that must hold before an app without TikTok's audit may post.")
class PublishingFinding:
    code: PublishingFindingCode = derived(lambda one: one.code.value, "Which thing.")
    message: str = attribute("What it is, for people.")
    fixable_by: FixableBy = derived(lambda one: one.fixable_by.value, "Who sees to it.")
    holds: bool | None = attribute("Whether it holds; null where that cannot be told yet.")


@strawberry.type(description="The words one of which must be agreed to before the button that posts.")
class PublishingConsentTexts:
    ordinary: str = derived(lambda _: Disclosure().consent_text, "For a post without branded content.")
    branded_content: str = derived(
        lambda _: Disclosure(branded_content=True).consent_text, "For a post with branded content."
    )


def _options_id(view: PublishingOptionsView) -> str | None:
    return None if view.options_id is None else global_id("PublishingOptions", view.options_id)


def _avatar(view: PublishingOptionsView, now: datetime) -> str | None:
    avatar = view.options.avatar if view.options else None
    return avatar.at(now) if avatar else None


def _may_post(view: PublishingOptionsView) -> bool:
    held = any(cap.frees_at is not None for cap in view.caps) or any(one.holds is False for one in view.findings)
    return view.options is not None and not held


@strawberry.type(description="What a creator may choose for one post, as TikTok says just now.")
class PublishingOptions:
    options_id: strawberry.ID | None = derived(
        _options_id, "To be given to `publishVideo`, once; null where TikTok takes no post now."
    )
    asked_at: datetime = attribute("When TikTok was asked: just now.")
    valid_until: datetime | None = attribute("Until when `optionsId` may be used.")
    may_post: bool = derived(_may_post, "Whether a post would be sent at once: no cap is full, nothing is amiss.")
    handle: str | None = derived(lambda view: view.options and view.options.handle, "The creator's handle.")
    nickname: str | None = derived(
        lambda view: view.options and view.options.nickname, "The creator's name, which a composer must show."
    )
    avatar_url: URL | None = at_now(_avatar, "The creator's picture, while its link lives.")
    privacy_levels: list[PrivacyLevel] = derived(
        lambda view: [level.value for level in view.options.privacy] if view.options else [],
        "What may be chosen as `privacy`. A composer must choose none of them by itself.",
    )
    comment_disabled: bool = derived(
        lambda view: view.options is None or view.options.comment_disabled, "Whether comments cannot be allowed."
    )
    duet_disabled: bool = derived(
        lambda view: view.options is None or view.options.duet_disabled, "Whether duets cannot be allowed."
    )
    stitch_disabled: bool = derived(
        lambda view: view.options is None or view.options.stitch_disabled, "Whether stitches cannot be allowed."
    )
    max_duration_seconds: int | None = derived(
        lambda view: view.options and view.options.longest, "How long a video of this creator may be."
    )
    consent_texts: PublishingConsentTexts = derived(lambda view: view, "What must be agreed to.")
    caps: list[PublishingCapUse] = attribute("TikTok's caps, counted here. Where one is reached, a post waits.")
    findings: list[PublishingFinding] = attribute("What must hold for an app without TikTok's audit; empty with it.")
    trouble: PublicationTrouble | None = derived(
        lambda view: TroubleView.of(view.trouble), "Why TikTok takes no post of this creator now; null where it does."
    )
