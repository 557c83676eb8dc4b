"""Reading insights."""

from datetime import timedelta

from dependency_injector import containers, providers

from creatorport.adapters.settings.settings import Settings
from creatorport.application.as_creator import AsCreator
from creatorport.application.ports.clock import Clock
from creatorport.application.use_cases.capture_due_insights import CaptureDueInsights
from creatorport.application.use_cases.capture_own_insights import CaptureOwnInsights
from creatorport.application.use_cases.capture_public_insights import CapturePublicInsights


class Insights(containers.DeclarativeContainer):
    """What jobs and rounds do about insights."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    as_creator: providers.Dependency[AsCreator] = providers.Dependency()
    storage = providers.DependenciesContainer()
    tiktok = providers.DependenciesContainer()

    fresh_for = providers.Callable(timedelta, seconds=settings.provided.insights_fresh_for)
    of_account = providers.Singleton(
        CaptureOwnInsights, storage.units, clock, as_creator, tiktok.consented_insights, fresh_for
    )
    of_creator = providers.Singleton(
        CapturePublicInsights, storage.units, clock, tiktok.public_videos, tiktok.campaign_audiences, fresh_for
    )
    due = providers.Singleton(CaptureDueInsights, storage.units, clock)
