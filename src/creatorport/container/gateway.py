"""A whole process, out of its parts."""

import httpx
from dependency_injector import containers, providers

from creatorport.adapters.http.health import Check
from creatorport.adapters.readiness.credentials import Credentials
from creatorport.adapters.readiness.effects import WithheldOutcomes
from creatorport.adapters.readiness.reachability import Reachability
from creatorport.adapters.readiness.registration import Registration
from creatorport.adapters.readiness.storage import Storage as StorageProbe
from creatorport.adapters.readiness.webhooks import WebhookRegistrations
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.vault import KeySource
from creatorport.application.as_creator import AsCreator
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.grant_holders import BusinessGrants
from creatorport.application.ports.clock import Clock
from creatorport.application.use_cases.check_readiness import CheckReadiness
from creatorport.container.campaigns import Campaigns
from creatorport.container.discovery import Discovery
from creatorport.container.hooks import Hooks
from creatorport.container.insights import Insights
from creatorport.container.lists import Lists
from creatorport.container.members import Members
from creatorport.container.negotiation import Negotiation
from creatorport.container.outreach import Outreach
from creatorport.container.owing import Owing
from creatorport.container.planning import Planning
from creatorport.container.publishing import Publishing
from creatorport.container.storage import Storage
from creatorport.container.syncing import Syncing
from creatorport.container.tiktok import TikTok
from creatorport.container.web import Web
from creatorport.container.webhooks import Webhooks
from creatorport.container.work import Work


class GatewayContainer(containers.DeclarativeContainer):
    """What a process is made of. Nothing connects, starts or reads the environment here; `lifecycle` does."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    database_url: providers.Dependency[str] = providers.Dependency()
    keys: providers.Dependency[KeySource] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    http: providers.Dependency[httpx.AsyncClient] = providers.Dependency()
    checks: providers.Dependency[dict[str, Check]] = providers.Dependency()

    storage = providers.Container(Storage, settings=settings, database_url=database_url, keys=keys, clock=clock)
    tiktok = providers.Container(TikTok, settings=settings, http=http, engine=storage.engine, clock=clock)
    fresh_tokens = providers.Singleton(FreshTokens, storage.units, clock, storage.leases, tiktok.login, storage.vault)
    business_tokens = providers.Singleton(
        FreshTokens,
        storage.units,
        clock,
        storage.leases,
        tiktok.creator_login,
        storage.vault,
        providers.Singleton(BusinessGrants),
    )
    as_creator = providers.Singleton(AsCreator, storage.units, business_tokens)
    syncing = providers.Container(
        Syncing, settings=settings, clock=clock, fresh_tokens=fresh_tokens, storage=storage, tiktok=tiktok
    )
    planning = providers.Container(
        Planning,
        settings=settings,
        clock=clock,
        fresh_tokens=fresh_tokens,
        storage=storage,
        tiktok=tiktok,
        syncing=syncing,
    )
    publishing = providers.Container(
        Publishing, settings=settings, clock=clock, fresh_tokens=fresh_tokens, storage=storage, tiktok=tiktok
    )
    outreach = providers.Container(Outreach, settings=settings, clock=clock, storage=storage, tiktok=tiktok)
    lists = providers.Container(Lists, clock=clock, storage=storage)
    hooks = providers.Container(Hooks, settings=settings, clock=clock, storage=storage)
    owing = providers.Container(
        Owing, settings=settings, clock=clock, as_creator=as_creator, storage=storage, tiktok=tiktok
    )
    campaigns = providers.Container(Campaigns, settings=settings, clock=clock, storage=storage)
    negotiation = providers.Container(Negotiation, settings=settings, clock=clock, storage=storage)
    webhooks = providers.Container(Webhooks, settings=settings, storage=storage, tiktok=tiktok)
    discovery = providers.Container(Discovery, settings=settings, clock=clock, storage=storage, tiktok=tiktok)
    check_readiness = providers.Singleton(
        CheckReadiness,
        clock,
        settings.provided.redirect_uri,
        providers.List(
            providers.Singleton(Registration, settings),
            providers.Singleton(Credentials, settings, tiktok.login),
            providers.Singleton(Reachability, settings, http),
            providers.Singleton(WebhookRegistrations, webhooks.desk.provided.look),
            providers.Singleton(WithheldOutcomes, storage.units),
            providers.Singleton(StorageProbe, checks, storage.seals, keys),
        ),
    )
    members = providers.Container(
        Members,
        settings=settings,
        clock=clock,
        fresh_tokens=fresh_tokens,
        check_readiness=check_readiness,
        storage=storage,
        tiktok=tiktok,
        syncing=syncing,
        planning=planning,
        outreach=outreach,
        lists=lists,
        hooks=hooks,
        owing=owing,
        campaigns=campaigns,
        negotiation=negotiation,
        webhooks=webhooks,
        discovery=discovery,
        publishing=publishing,
    )
    insights = providers.Container(
        Insights, settings=settings, clock=clock, as_creator=as_creator, storage=storage, tiktok=tiktok
    )
    work = providers.Container(
        Work,
        insights=insights,
        settings=settings,
        database_url=database_url,
        clock=clock,
        fresh_tokens=fresh_tokens,
        business_tokens=business_tokens,
        storage=storage,
        tiktok=tiktok,
        syncing=syncing,
        planning=planning,
        owing=owing,
        negotiation=negotiation,
        outreach=outreach,
        hooks=hooks,
        webhooks=webhooks,
        discovery=discovery,
        publishing=publishing,
    )
    web = providers.Container(
        Web,
        settings=settings,
        keys=keys,
        clock=clock,
        http=http,
        checks=checks,
        storage=storage,
        members=members,
        publishing=publishing,
    )
