"""What jobs do."""

from datetime import timedelta
from functools import partial

from dependency_injector import containers, providers

from creatorport.adapters.jobs.rounds import Round
from creatorport.adapters.jobs.worker import JobWorker, WorkerSettings
from creatorport.adapters.live.retention import trim
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.webhooks.reader import JsonWebhookReader
from creatorport.adapters.webhooks.watched import WatchedProcessing
from creatorport.application.effects.add_creators import AddCreators
from creatorport.application.effects.amend_order import AmendOrder
from creatorport.application.effects.cancel_invitation import CancelInvitation
from creatorport.application.effects.drive import Drive
from creatorport.application.effects.launch import Launch
from creatorport.application.effects.orders import ChangeOrder, PlaceOrder
from creatorport.application.effects.product_link import CreateLink
from creatorport.application.effects.send_invitation import SendInvitation
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import (
    CaptureCampaign,
    CaptureCreatorInsights,
    CaptureInsights,
    DriveEffect,
    DriveHook,
    DrivePublication,
    EnrichCreators,
    ProcessDelivery,
    RefreshKnown,
    RevokeGrant,
    SubscribeToMarketplace,
    SyncAccount,
    WorkOffBatch,
)
from creatorport.application.use_cases.capture_performance import CapturePerformance, Rhythm
from creatorport.application.use_cases.forget_sign_ins import ForgetSignIns
from creatorport.application.use_cases.keep_grants_alive import KeepGrantsAlive
from creatorport.application.use_cases.process_webhook import ProcessWebhook
from creatorport.application.use_cases.purge_round import PurgeRound
from creatorport.application.use_cases.resume_webhooks import ResumeWebhooks
from creatorport.application.use_cases.resume_work import ResumeWork
from creatorport.application.use_cases.revoke_at_tiktok import RevokeAtTikTok
from creatorport.application.use_cases.subscribe_webhooks import SubscribeWebhooks
from creatorport.domain.effect import EffectKind
from creatorport.domain.keep_alive import KeepAlive
from creatorport.domain.retention import RetentionPolicy
from creatorport.domain.token_family import TokenFamily


def _worker_settings(settings: Settings) -> WorkerSettings:
    silent = settings.rescue_after
    return WorkerSettings(concurrency=settings.worker_concurrency, heartbeat=silent / 3, silent_for=silent)


def _retention(settings: Settings) -> RetentionPolicy:
    return RetentionPolicy(
        timedelta(seconds=settings.personal_data_for),
        timedelta(seconds=settings.idempotency_keys_for),
        timedelta(seconds=settings.webhooks_kept_for),
    )


class Work(containers.DeclarativeContainer):
    """Jobs' handlers, the rounds, and the worker that runs them."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    database_url: providers.Dependency[str] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    fresh_tokens: providers.Dependency[FreshTokens] = providers.Dependency()
    business_tokens: providers.Dependency[FreshTokens] = providers.Dependency()
    storage = providers.DependenciesContainer()
    tiktok = providers.DependenciesContainer()
    syncing = providers.DependenciesContainer()
    insights = providers.DependenciesContainer()
    planning = providers.DependenciesContainer()
    webhooks = providers.DependenciesContainer()
    owing = providers.DependenciesContainer()
    negotiation = providers.DependenciesContainer()
    outreach = providers.DependenciesContainer()
    hooks = providers.DependenciesContainer()
    discovery = providers.DependenciesContainer()
    publishing = providers.DependenciesContainer()

    personal = settings.provided.assumed_marketplace
    performers = providers.Dict(
        {
            EffectKind.LAUNCH_CAMPAIGN: providers.Singleton(
                Launch, storage.units, clock, storage.identities, tiktok.campaigns, personal
            ),
            EffectKind.ADD_CREATORS: providers.Singleton(
                AddCreators, storage.units, clock, storage.identities, tiktok.campaigns, personal
            ),
            EffectKind.CREATE_LINK: providers.Singleton(
                CreateLink, storage.units, clock, storage.identities, tiktok.product_links
            ),
            EffectKind.PLACE_ORDER: providers.Singleton(
                PlaceOrder, storage.units, clock, storage.identities, tiktok.orders
            ),
            EffectKind.CHANGE_ORDER: providers.Singleton(ChangeOrder, storage.units, clock, tiktok.orders),
            EffectKind.AMEND_ORDER: providers.Singleton(
                AmendOrder, storage.units, clock, storage.identities, tiktok.orders
            ),
            EffectKind.SEND_INVITATION: providers.Singleton(
                SendInvitation, storage.units, clock, storage.identities, tiktok.personal_invitations
            ),
            EffectKind.LINK_VIDEO: owing.ask,
            EffectKind.LINK_OWN_VIDEO: owing.link_own,
            EffectKind.JOIN_CAMPAIGN: owing.join,
            EffectKind.REMIND_LINK: owing.remind,
            EffectKind.REVOKE_LINK: owing.revoke,
            EffectKind.REQUEST_SPARK: owing.request_spark,
            EffectKind.EXTEND_SPARK: owing.extend_spark,
            EffectKind.REDEEM_SPARK: owing.redeem_spark,
            EffectKind.CANCEL_INVITATION: providers.Singleton(
                CancelInvitation, storage.units, tiktok.personal_invitations
            ),
        }
    )
    process_webhook = providers.Singleton(
        ProcessWebhook,
        storage.units,
        clock,
        providers.Singleton(
            JsonWebhookReader, client_key=settings.provided.tiktok_client_key, app_id=settings.provided.tiktok_app_id
        ),
        syncing.begin,
    )
    handlers = providers.Dict(
        {
            DriveEffect: providers.Singleton(
                Drive,
                storage.units,
                clock,
                performers,
                providers.Callable(timedelta, seconds=settings.provided.settle_after),
            ),
            DriveHook: hooks.drive,
            DrivePublication: publishing.drive,
            CaptureCampaign: providers.Singleton(
                CapturePerformance,
                storage.units,
                clock,
                storage.identities,
                tiktok.reports,
                tiktok.personal_invitations,
                providers.Singleton(
                    Rhythm,
                    providers.Callable(timedelta, seconds=settings.provided.capture_every),
                    providers.Callable(timedelta, seconds=settings.provided.numbers_fresh_for),
                ),
                tiktok.video_links,
                tiktok.product_links,
            ),
            EnrichCreators: discovery.enrich_found,
            ProcessDelivery: providers.Singleton(WatchedProcessing, process_webhook),
            WorkOffBatch: outreach.advance_batch,
            SyncAccount: syncing.run,
            RefreshKnown: planning.refresh,
            CaptureInsights: insights.of_account,
            CaptureCreatorInsights: insights.of_creator,
            RevokeGrant: providers.Singleton(
                RevokeAtTikTok,
                storage.units,
                tiktok.login,
                storage.vault,
                providers.Dict({TokenFamily.BUSINESS_CREATOR: tiktok.creator_login}),
            ),
            SubscribeToMarketplace: providers.Singleton(
                SubscribeWebhooks,
                storage.units,
                webhooks.registrar,
            ),
        }
    )
    rounds = providers.List(
        providers.Singleton(Round, 30, "sync due accounts", syncing.due),
        providers.Singleton(Round, 300, "capture due insights", insights.due),
        providers.Singleton(Round, 30, "tend invitations", negotiation.tend),
        providers.Singleton(Round, 30, "resume publications", publishing.resume),
        providers.Singleton(Round, 30, "resume outgoing webhooks", hooks.resume),
        providers.Singleton(Round, 300, "give up what webhooks were not told in time", hooks.expire),
        providers.Singleton(Round, 60, "drop media", publishing.drop_media),
        providers.Singleton(Round, settings.provided.planner_every, "plan", planning.round),
        providers.Singleton(Round, 600, "enrich creators", discovery.enrich_due),
        providers.Singleton(Round, 3600, "forget searches", discovery.forget),
        providers.Singleton(
            Round, 60, "resume work", providers.Singleton(ResumeWork, storage.units, clock, timedelta(minutes=2))
        ),
        providers.Singleton(
            Round,
            settings.provided.keep_alive_every,
            "keep accounts alive",
            providers.Singleton(
                KeepGrantsAlive,
                storage.units,
                clock,
                fresh_tokens,
                providers.Singleton(
                    KeepAlive, providers.Callable(timedelta, seconds=settings.provided.keep_alive_before)
                ),
            ),
        ),
        providers.Singleton(
            Round,
            settings.provided.keep_alive_every,
            "warn of business grants that end",
            providers.Singleton(
                # No renewing prolongs them, so none is renewed before its end, which is found at once.
                KeepGrantsAlive,
                storage.units,
                clock,
                business_tokens,
                KeepAlive(before=timedelta(0)),
            ),
        ),
        providers.Singleton(
            Round,
            settings.provided.purge_every,
            "drop what outlived its time",
            providers.Singleton(
                PurgeRound,
                storage.units,
                clock,
                storage.identities,
                storage.leases,
                syncing.begin,
                providers.Callable(_retention, settings),
            ),
        ),
        providers.Singleton(Round, settings.provided.webhooks_checked_every, "register webhooks", webhooks.register),
        providers.Singleton(
            Round,
            300,
            "resume webhooks",
            providers.Singleton(ResumeWebhooks, storage.units, clock, timedelta(hours=1)),
        ),
        providers.Singleton(
            Round,
            settings.provided.deliverables_every,
            "remind of deliverables",
            owing.reminders,
        ),
        providers.Singleton(Round, settings.provided.capture_every, "watch Spark authorizations", owing.watch_sparks),
        providers.Singleton(Round, 3600, "forget sign-ins", providers.Singleton(ForgetSignIns, storage.units, clock)),
        providers.Singleton(
            Round,
            3600,
            "trim the log",
            providers.Singleton(
                partial, trim, storage.engine, keep_newest=settings.provided.keep_events, older_than=timedelta(days=30)
            ),
        ),
    )
    worker = providers.Factory(
        JobWorker, database_url, handlers, rounds, providers.Callable(_worker_settings, settings)
    )
