"""Syncing accounts: by job, by hand, by schedule."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

from dependency_injector import containers, providers

from creatorport.adapters.settings.settings import Settings
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.ports.clock import Clock
from creatorport.application.syncing.authorized import AsAccount
from creatorport.application.syncing.begin import BeginSync, SyncPolicy
from creatorport.application.use_cases.follow_sync import FollowSync
from creatorport.application.use_cases.run_sync import RunSync
from creatorport.application.use_cases.sync_account_now import SyncAccountNow
from creatorport.application.use_cases.sync_due_accounts import SyncDueAccounts
from creatorport.domain.schedule import DailySchedule


def _policy(settings: Settings) -> SyncPolicy:
    return SyncPolicy(
        DailySchedule(
            time.fromisoformat(settings.sync_daily_at),
            ZoneInfo(settings.sync_zone),
            timedelta(seconds=settings.sync_spread),
        ),
        walk_every=timedelta(seconds=settings.walk_every),
        by_hand=timedelta(seconds=settings.sync_by_hand_every),
    )


class Syncing(containers.DeclarativeContainer):
    """What begins sync runs, and what drives them."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    fresh_tokens: providers.Dependency[FreshTokens] = providers.Dependency()
    storage = providers.DependenciesContainer()
    tiktok = providers.DependenciesContainer()

    begin = providers.Singleton(BeginSync, clock, storage.identities, providers.Callable(_policy, settings))
    by_hand = providers.Singleton(SyncAccountNow, storage.units, begin)
    follow = providers.Singleton(FollowSync, storage.units, storage.feed, storage.attention)
    due = providers.Singleton(SyncDueAccounts, storage.units, begin, tiktok.quotas)
    run = providers.Singleton(
        RunSync,
        storage.units,
        clock,
        providers.Singleton(AsAccount, fresh_tokens),
        tiktok.profiles,
        tiktok.videos,
        providers.Callable(timedelta, seconds=settings.provided.creators_fresh_for),
    )
