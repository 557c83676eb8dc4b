"""Writing to many creators: templates, previews, eligibility, batches of invitations."""

from datetime import timedelta

from dependency_injector import containers, providers

from creatorport.adapters.settings.settings import Settings
from creatorport.application.ports.clock import Clock
from creatorport.application.standings import AskStandings
from creatorport.application.use_cases.advance_batch import AdvanceBatch
from creatorport.application.use_cases.archive_template import ArchiveTemplate
from creatorport.application.use_cases.cancel_batch import CancelBatch
from creatorport.application.use_cases.check_eligibility import CheckEligibility
from creatorport.application.use_cases.create_template import CreateTemplate
from creatorport.application.use_cases.follow_batch import FollowBatch
from creatorport.application.use_cases.invite_in_batch import InviteInBatch
from creatorport.application.use_cases.preview_invitations import PreviewInvitations
from creatorport.application.use_cases.update_template import UpdateTemplate


class Outreach(containers.DeclarativeContainer):
    """What is written, and to whom."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    storage = providers.DependenciesContainer()
    tiktok = providers.DependenciesContainer()

    create_template = providers.Singleton(CreateTemplate, storage.units, clock, storage.identities)
    update_template = providers.Singleton(UpdateTemplate, storage.units, clock)
    archive_template = providers.Singleton(ArchiveTemplate, storage.units, clock)
    preview = providers.Singleton(PreviewInvitations, storage.units)
    standings = providers.Singleton(
        AskStandings,
        storage.units,
        clock,
        tiktok.creator_status,
        providers.Callable(timedelta, seconds=settings.provided.creators_fresh_for),
    )
    check_eligibility = providers.Singleton(CheckEligibility, storage.units, clock, standings)
    invite_in_batch = providers.Singleton(InviteInBatch, storage.units, clock, storage.identities)
    cancel_batch = providers.Singleton(CancelBatch, storage.units, clock)
    follow_batch = providers.Singleton(FollowBatch, storage.units, storage.feed)
    advance_batch = providers.Singleton(
        AdvanceBatch,
        storage.units,
        clock,
        storage.identities,
        standings,
        life=providers.Callable(timedelta, seconds=settings.provided.invitation_life),
    )
