from dataclasses import dataclass

from creatorport.application.use_cases.cancel_publication import CancelPublication
from creatorport.application.use_cases.publish_video import PublishVideo
from creatorport.application.use_cases.resolve_publication import ResolvePublication
from creatorport.application.use_cases.show_publishing_options import ShowPublishingOptions


@dataclass(frozen=True, slots=True)
class PublishingUseCases:
    """What the graph calls to publish videos."""

    show_options: ShowPublishingOptions
    publish: PublishVideo
    cancel: CancelPublication
    resolve: ResolvePublication
