from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.tiktok_posting import TikTokPosting
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.publishing.rules import PublishingRules
from creatorport.application.syncing.authorized import AsAccount
from creatorport.application.use_cases.cancel_publication import CancelPublication
from creatorport.application.use_cases.publish_video import PublishVideo
from creatorport.application.use_cases.resolve_publication import ResolvePublication
from creatorport.application.use_cases.show_publishing_options import ShowPublishingOptions
from creatorport.graphql.publication.use_cases import PublishingUseCases

RULES = PublishingRules(audited=True, verified_hosts=frozenset({"media.lumen.example"}))


def publishing_use_cases(
    units: UnitsOfWork,
    clock: Clock,
    identities: Identities,
    tokens: FreshTokens,
    posting: TikTokPosting,
    rules: PublishingRules = RULES,
) -> PublishingUseCases:
    """The real use cases on these units of work."""
    as_account = AsAccount(tokens)
    return PublishingUseCases(
        show_options=ShowPublishingOptions(units, clock, identities, as_account, posting, rules),
        publish=PublishVideo(units, clock, identities, rules),
        cancel=CancelPublication(units, clock),
        resolve=ResolvePublication(units, clock),
    )
