"""Every use case of lists, on any units of work."""

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.use_cases.exclude_creators import ExcludeCreators, ReadmitCreators
from creatorport.graphql.list_use_cases import ListUseCases


def list_use_cases(units: UnitsOfWork, clock: Clock, identities: Identities) -> ListUseCases:
    return ListUseCases(
        exclude_creators=ExcludeCreators(units, clock),
        readmit_creators=ReadmitCreators(units),
    )
