"""TikTok's API families, behind one transport."""

import httpx
from dependency_injector import containers, providers
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.oauth.business_creator_login import BusinessCreatorLogin
from creatorport.adapters.oauth.marketplace_login import PortalMarketplaceLogin
from creatorport.adapters.oauth.tiktok_login import AuthlibTikTokLogin
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.tiktok.budget import SqlCallBudget
from creatorport.adapters.tiktok.business.account_webhooks import HttpAccountWebhooks
from creatorport.adapters.tiktok.business.anchors import HttpAnchors
from creatorport.adapters.tiktok.business.business_profiles import HttpBusinessProfiles
from creatorport.adapters.tiktok.business.campaign_audiences import HttpCampaignAudiences
from creatorport.adapters.tiktok.business.campaigns import HttpCampaigns
from creatorport.adapters.tiktok.business.category_labels import HttpCategoryLabels
from creatorport.adapters.tiktok.business.consented_insights import HttpConsentedInsights
from creatorport.adapters.tiktok.business.creator_campaigns import HttpCreatorCampaigns
from creatorport.adapters.tiktok.business.creator_pages import HttpCreatorPages
from creatorport.adapters.tiktok.business.creator_search import HttpCreatorSearch
from creatorport.adapters.tiktok.business.creator_status import HttpCreatorStatus
from creatorport.adapters.tiktok.business.orders import HttpOrders
from creatorport.adapters.tiktok.business.personal_invitations import HttpPersonalInvitations
from creatorport.adapters.tiktok.business.public_videos import HttpPublicVideos
from creatorport.adapters.tiktok.business.reports import HttpReports
from creatorport.adapters.tiktok.business.spark_ads import HttpSparkAds
from creatorport.adapters.tiktok.business.video_links import HttpVideoLinks
from creatorport.adapters.tiktok.business.webhook_subscriptions import HttpMarketplaceWebhooks
from creatorport.adapters.tiktok.limits_text import limit_table
from creatorport.adapters.tiktok.open.posting import HttpPosting
from creatorport.adapters.tiktok.open.profiles import DisplayProfiles
from creatorport.adapters.tiktok.open.uploads import HttpUploads
from creatorport.adapters.tiktok.open.videos import DisplayVideos
from creatorport.adapters.tiktok.quotas import SqlQuotas
from creatorport.adapters.tiktok.transport import Api, Transport
from creatorport.application.ports.clock import Clock
from creatorport.domain.secret import Secret


def _secret(value: str) -> Secret:
    return Secret(value)


def _personal_invitations(settings: Settings, transport: Transport) -> HttpPersonalInvitations | None:
    return HttpPersonalInvitations(transport) if settings.assumed_marketplace else None


def _orders(settings: Settings, transport: Transport) -> HttpOrders | None:
    return HttpOrders(transport) if settings.assumed_marketplace else None


class TikTok(containers.DeclarativeContainer):
    """The adapters that talk to TikTok."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    http: providers.Dependency[httpx.AsyncClient] = providers.Dependency()
    engine: providers.Dependency[AsyncEngine] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()

    client_secret = providers.Singleton(_secret, settings.provided.tiktok_client_secret.get_secret_value.call())
    app_secret = providers.Singleton(_secret, settings.provided.tiktok_app_secret.get_secret_value.call())
    limits = providers.Singleton(
        limit_table,
        level=settings.provided.tiktok_rate_level,
        daily_quota=settings.provided.daily_app_quota,
        written=settings.provided.limits,
        shares=settings.provided.workspace_shares,
        enrichment_share=settings.provided.enrichment_share,
    )
    budget = providers.Singleton(
        SqlCallBudget,
        engine,
        clock,
        limits,
    )
    quotas = providers.Singleton(SqlQuotas, engine, clock, limits, settings.provided.tiktok_client_key)
    transport = providers.Singleton(
        Transport,
        http,
        open_api=providers.Singleton(Api, settings.provided.tiktok_open_origin, settings.provided.tiktok_client_key),
        business_api=providers.Singleton(
            Api, settings.provided.tiktok_business_origin, settings.provided.tiktok_app_id
        ),
        budget=budget,
        clock=clock,
        timeout=settings.provided.tiktok_timeout,
    )
    login = providers.Singleton(
        AuthlibTikTokLogin,
        transport,
        www_origin=settings.provided.tiktok_www_origin,
        client_key=settings.provided.tiktok_client_key,
        client_secret=client_secret,
        redirect_uri=settings.provided.redirect_uri,
        clock=clock,
    )
    marketplace_login = providers.Singleton(
        PortalMarketplaceLogin,
        transport,
        portal_origin=settings.provided.tiktok_business_origin,
        app_id=settings.provided.tiktok_app_id,
        app_secret=app_secret,
        redirect_uri=settings.provided.redirect_uri,
    )
    creator_login = providers.Singleton(
        BusinessCreatorLogin,
        transport,
        www_origin=settings.provided.tiktok_www_origin,
        app_id=settings.provided.tiktok_app_id,
        app_secret=app_secret,
        redirect_uri=settings.provided.creator_redirect_uri,
        clock=clock,
    )
    business_profiles = providers.Singleton(HttpBusinessProfiles, transport)
    consented_insights = providers.Singleton(HttpConsentedInsights, transport)
    public_videos = providers.Singleton(HttpPublicVideos, transport)
    campaign_audiences = providers.Singleton(HttpCampaignAudiences, transport)
    creator_campaigns = providers.Singleton(HttpCreatorCampaigns, transport)
    profiles = providers.Singleton(DisplayProfiles, transport)
    videos = providers.Singleton(DisplayVideos, transport)
    posting = providers.Singleton(HttpPosting, transport)
    uploads = providers.Singleton(HttpUploads, http, settings.provided.tiktok_upload_origins)
    campaigns = providers.Singleton(HttpCampaigns, transport)
    personal_invitations = providers.Singleton(_personal_invitations, settings, transport)
    product_links = providers.Singleton(HttpAnchors, transport)
    orders = providers.Singleton(_orders, settings, transport)
    creator_search = providers.Singleton(HttpCreatorSearch, transport)
    category_labels = providers.Singleton(HttpCategoryLabels, transport)
    creator_pages = providers.Singleton(HttpCreatorPages, transport)
    creator_status = providers.Singleton(HttpCreatorStatus, transport)
    spark_ads = providers.Singleton(HttpSparkAds, transport)
    video_links = providers.Singleton(HttpVideoLinks, transport)
    reports = providers.Singleton(HttpReports, transport)
    webhooks = providers.Singleton(
        HttpMarketplaceWebhooks,
        transport,
        app_id=settings.provided.tiktok_app_id,
        app_secret=app_secret,
        assumed=settings.provided.assumed_marketplace,
    )
    account_webhooks = providers.Singleton(
        HttpAccountWebhooks, transport, app_id=settings.provided.tiktok_app_id, app_secret=app_secret
    )
