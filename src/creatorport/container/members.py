"""What members do."""

from datetime import timedelta

from dependency_injector import containers, providers

from creatorport.adapters.settings.settings import Settings
from creatorport.application.connect_business import ConnectBusiness
from creatorport.application.consent import BeginConsent
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.ports.clock import Clock
from creatorport.application.use_cases.check_readiness import CheckReadiness
from creatorport.application.use_cases.create_campaign import CreateCampaign
from creatorport.application.use_cases.disconnect_account import DisconnectAccount
from creatorport.application.use_cases.disconnect_business import DisconnectBusiness
from creatorport.application.use_cases.find_landing import FindLanding
from creatorport.application.use_cases.finish_connect import FinishConnect
from creatorport.application.use_cases.follow_invite import FollowInvite
from creatorport.application.use_cases.follow_join_link import FollowJoinLink
from creatorport.application.use_cases.follow_performance import FollowPerformance
from creatorport.application.use_cases.invite_creators import InviteCreators
from creatorport.application.use_cases.invite_to_connect import InviteToConnect
from creatorport.application.use_cases.launch_campaign import LaunchCampaign
from creatorport.application.use_cases.refresh_creator_insights import RefreshCreatorInsights
from creatorport.application.use_cases.refresh_insights import RefreshInsights
from creatorport.application.use_cases.refresh_profile import RefreshProfile
from creatorport.application.use_cases.revoke_connect_invite import RevokeConnectInvite
from creatorport.application.use_cases.start_account_connect import StartAccountConnect
from creatorport.application.use_cases.start_business_connect import StartBusinessConnect
from creatorport.application.use_cases.start_marketplace_connect import StartMarketplaceConnect
from creatorport.domain.connecting import ConnectTarget
from creatorport.graphql.context import UseCases


class Members(containers.DeclarativeContainer):
    """The use cases that the graph and the callback call."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    check_readiness: providers.Dependency[CheckReadiness] = providers.Dependency()
    fresh_tokens: providers.Dependency[FreshTokens] = providers.Dependency()
    storage = providers.DependenciesContainer()
    tiktok = providers.DependenciesContainer()
    syncing = providers.DependenciesContainer()
    planning = providers.DependenciesContainer()
    webhooks = providers.DependenciesContainer()
    outreach = providers.DependenciesContainer()
    lists = providers.DependenciesContainer()
    hooks = providers.DependenciesContainer()
    owing = providers.DependenciesContainer()
    campaigns = providers.DependenciesContainer()
    negotiation = providers.DependenciesContainer()
    discovery = providers.DependenciesContainer()
    publishing = providers.DependenciesContainer()

    begin_business_consent = providers.Singleton(
        BeginConsent,
        clock,
        storage.identities,
        tiktok.creator_login,
        providers.Callable(frozenset, settings.provided.tiktok_creator_scopes),
        providers.Object(ConnectTarget.BUSINESS),
    )
    finish_connect = providers.Singleton(
        FinishConnect,
        storage.units,
        clock,
        storage.identities,
        tiktok.login,
        tiktok.profiles,
        tiktok.marketplace_login,
        syncing.begin,
        providers.Singleton(ConnectBusiness, storage.units, clock, tiktok.creator_login, tiktok.business_profiles),
    )
    begin_consent = providers.Singleton(
        BeginConsent,
        clock,
        storage.identities,
        tiktok.login,
        providers.Callable(frozenset, settings.provided.tiktok_scopes),
    )
    follow_invite = providers.Singleton(FollowInvite, storage.units, clock, begin_consent)
    follow_join_link = providers.Singleton(FollowJoinLink, storage.units, clock, begin_consent)
    find_landing = providers.Singleton(FindLanding, storage.units)
    use_cases = providers.Singleton(
        UseCases,
        create_campaign=providers.Singleton(CreateCampaign, storage.units, clock, storage.identities),
        launch_campaign=providers.Singleton(LaunchCampaign, storage.units, clock, storage.identities),
        deliverables=owing.use_cases,
        publishing=publishing.use_cases,
        invite_creators=providers.Singleton(
            InviteCreators,
            storage.units,
            clock,
            storage.identities,
            outreach.standings,
            providers.Callable(timedelta, seconds=settings.provided.invitation_life),
        ),
        start_account_connect=providers.Singleton(
            StartAccountConnect, storage.units, begin_consent, settings.provided.allowed_origins
        ),
        start_business_connect=providers.Singleton(
            StartBusinessConnect, storage.units, begin_business_consent, settings.provided.allowed_origins
        ),
        refresh_insights=providers.Singleton(RefreshInsights, storage.units, clock),
        refresh_creator_insights=providers.Singleton(RefreshCreatorInsights, storage.units, clock),
        disconnect_business=providers.Singleton(
            DisconnectBusiness, storage.units, clock, storage.vault, storage.identities
        ),
        check_readiness=check_readiness,
        invite_to_connect=providers.Singleton(
            InviteToConnect, storage.units, clock, storage.identities, settings.provided.public_url
        ),
        revoke_connect_invite=providers.Singleton(RevokeConnectInvite, storage.units, clock),
        start_marketplace_connect=providers.Singleton(
            StartMarketplaceConnect, storage.units, clock, storage.identities, tiktok.marketplace_login
        ),
        finish_connect=finish_connect,
        refresh_profile=providers.Singleton(
            RefreshProfile,
            storage.units,
            clock,
            fresh_tokens,
            tiktok.profiles,
            providers.Callable(timedelta, seconds=settings.provided.creators_fresh_for),
        ),
        disconnect_account=providers.Singleton(
            DisconnectAccount, storage.units, clock, storage.vault, storage.identities
        ),
        discover_creators=discovery.discover,
        list_categories=discovery.list_categories,
        refresh_creators=discovery.refresh,
        sync_account=syncing.by_hand,
        follow_sync=syncing.follow,
        show_plan=planning.show,
        show_promises=planning.show_promises,
        show_quotas=planning.show_quotas,
        promise_freshness=planning.promise,
        withdraw_promise=planning.withdraw,
        create_template=outreach.create_template,
        update_template=outreach.update_template,
        archive_template=outreach.archive_template,
        preview_invitations=outreach.preview,
        check_eligibility=outreach.check_eligibility,
        invite_in_batch=outreach.invite_in_batch,
        cancel_batch=outreach.cancel_batch,
        follow_batch=outreach.follow_batch,
        lists=lists.use_cases,
        hooks=hooks.use_cases,
        campaigns=campaigns.use_cases,
        replay_webhook=webhooks.replay,
        repair_webhooks=webhooks.repair,
        negotiation=negotiation.use_cases,
        follow_performance=providers.Singleton(
            FollowPerformance, storage.units, storage.feed, clock, storage.attention
        ),
    )
