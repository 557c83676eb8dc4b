"""Writing to many creators: templates, previews."""

from dependency_injector import containers, providers

from creatorport.application.ports.clock import Clock
from creatorport.application.use_cases.archive_template import ArchiveTemplate
from creatorport.application.use_cases.create_template import CreateTemplate
from creatorport.application.use_cases.preview_invitations import PreviewInvitations
from creatorport.application.use_cases.update_template import UpdateTemplate


class Outreach(containers.DeclarativeContainer):
    """What is written, and to whom."""

    clock: providers.Dependency[Clock] = providers.Dependency()
    storage = providers.DependenciesContainer()

    create_template = providers.Singleton(CreateTemplate, storage.units, clock, storage.identities)
    update_template = providers.Singleton(UpdateTemplate, storage.units, clock)
    archive_template = providers.Singleton(ArchiveTemplate, storage.units, clock)
    preview = providers.Singleton(PreviewInvitations, storage.units)
