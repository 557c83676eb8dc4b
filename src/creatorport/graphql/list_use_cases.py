from dataclasses import dataclass

from creatorport.application.use_cases.exclude_creators import ExcludeCreators, ReadmitCreators


@dataclass(frozen=True, slots=True)
class ListUseCases:
    """Every use case of a workspace's lists, ready made."""

    exclude_creators: ExcludeCreators
    readmit_creators: ReadmitCreators
