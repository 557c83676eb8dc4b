"""One of each aggregate, new, for the tests of the domain."""

from datetime import UTC, datetime, timedelta

from creatorport.domain.account import Profile, TokenGrant
from creatorport.domain.campaign import AtTikTok, Campaign
from creatorport.domain.counts import Counts
from creatorport.domain.creator import ExpiringUrl, Reach
from creatorport.domain.effect import Effect, EffectKind
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, EffectId, InvitationId, MemberId, PostId, WorkspaceId
from creatorport.domain.invitation import Invitation
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.post import VideoPost
from creatorport.domain.secret import Secret
from creatorport.domain.terms import Offer

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LUMEN = WorkspaceId("lumen")
AT_TIKTOK = AtTikTok("7500000000000000001", "https://www.tiktok.com/t/ZMexample2/", ("DE", "US"))
SCOPES = frozenset({"user.info.basic", "user.info.profile", "user.info.stats"})


def later(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def campaign(
    *, name: str = "Autumn glow", brand_name: str = "Lumen", brief: str = "Show the lamp at dusk."
) -> Campaign:
    return Campaign.draft(
        CampaignId("campaign-1"), LUMEN, name=name, brand_name=brand_name, brief=brief, by=MemberId("ida"), now=NOW
    )


def invitation(message: str = "Dear Mara, join us.", offer: Offer | None = None) -> Invitation:
    return Invitation.draft(
        InvitationId("invitation-1"),
        LUMEN,
        CampaignId("campaign-1"),
        CreatorId("creator-1"),
        handle=Handle.of("mara.cooks"),
        message=message,
        now=NOW,
        offer=offer,
    )


def effect() -> Effect:
    return Effect.intend(
        EffectId("effect-1"),
        LUMEN,
        EffectKind.LAUNCH_CAMPAIGN,
        subject="campaign-1",
        reference="Autumn glow [cp-campaign1]",
        request={"invitation_ids": ["invitation-1"]},
        now=NOW,
    )


def profile(open_id: str = "open-mara", handle: str = "mara.cooks") -> Profile:
    return Profile(
        open_id=open_id,
        union_id=f"union-{open_id}",
        display_name="Mara cooks",
        avatar=ExpiringUrl("https://cdn.example/mara.jpeg", later(360)),
        handle=Handle.of(handle),
        bio="Five-minute dinners",
        is_verified=False,
        profile_url="https://vm.tiktok.com/ZMexample1/",
        reach=Reach(184_233, 212, 3_120_457, 391),
    )


def grant(serial: int = 1, scopes: frozenset[str] = SCOPES, issued_at: datetime = NOW) -> TokenGrant:
    return TokenGrant(
        Secret(f"access-{serial}"),
        Secret(f"refresh-{serial}"),
        issued_at + timedelta(days=1),
        issued_at + timedelta(days=365),
        issued_at,
        scopes,
    )


def post(post_id: str = "post-1", creator_id: str = "creator-1", video_id: str = "7678907398077074696") -> VideoPost:
    return VideoPost.linked(
        PostId(post_id),
        LUMEN,
        CampaignId("campaign-1"),
        CreatorId(creator_id),
        video_id=video_id,
        url=f"https://www.tiktok.com/@mara.cooks/video/{video_id}",
        published_at=NOW,
        now=NOW,
    )


def captured_at(minutes: int) -> Pedigree:
    return Pedigree(Source.TIKTOK_ONE_REPORT, later(minutes), later(minutes + 30))


def counts(views: int | None = 100, likes: int | None = 10) -> Counts:
    return Counts(views, likes, 2, 1)
