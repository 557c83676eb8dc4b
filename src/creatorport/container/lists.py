"""What members do with lists."""

from dependency_injector import containers, providers

from creatorport.application.ports.clock import Clock
from creatorport.application.use_cases.exclude_creators import ExcludeCreators, ReadmitCreators
from creatorport.graphql.list_use_cases import ListUseCases


class Lists(containers.DeclarativeContainer):
    """The use cases of a workspace's lists."""

    clock: providers.Dependency[Clock] = providers.Dependency()
    storage = providers.DependenciesContainer()

    use_cases = providers.Singleton(
        ListUseCases,
        exclude_creators=providers.Singleton(ExcludeCreators, storage.units, clock),
        readmit_creators=providers.Singleton(ReadmitCreators, storage.units),
    )
