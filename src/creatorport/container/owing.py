"""What creators owe: handing in, reviewing, asking for links, reminding."""

from datetime import timedelta

from dependency_injector import containers, providers

from creatorport.adapters.settings.settings import Settings
from creatorport.application.as_creator import AsCreator
from creatorport.application.asking_for_links import AskForLink
from creatorport.application.conversing import Converse
from creatorport.application.effects.apply_spark import ApplySpark
from creatorport.application.effects.intending import Intend
from creatorport.application.effects.join_campaign import JoinCampaign
from creatorport.application.effects.link_own_video import LinkOwnVideo
from creatorport.application.effects.link_video import LinkVideo
from creatorport.application.effects.redeem_spark import RedeemSpark
from creatorport.application.ports.clock import Clock
from creatorport.application.use_cases.change_link_request import ChangeLinkRequest
from creatorport.application.use_cases.comment_on_deliverable import CommentOnDeliverable
from creatorport.application.use_cases.redeem_spark_code import RedeemSparkCode
from creatorport.application.use_cases.remind_of_deliverables import RemindOfDeliverables
from creatorport.application.use_cases.request_spark import RequestSpark
from creatorport.application.use_cases.review_deliverable import ReviewDeliverable
from creatorport.application.use_cases.submit_deliverable import SubmitDeliverable
from creatorport.application.use_cases.watch_sparks import WatchSparks
from creatorport.domain.due_dates import DueRhythm
from creatorport.domain.link_request import LinkAction
from creatorport.graphql.deliverable.use_cases import DeliverableUseCases


def _due_rhythm(settings: Settings) -> DueRhythm:
    reminders = tuple(timedelta(hours=hours) for hours in sorted(set(settings.deliverable_reminders)))
    return DueRhythm(reminders, timedelta(seconds=settings.deliverable_grace))


class Owing(containers.DeclarativeContainer):
    """Deliverables, from the acceptance to the linked post."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    as_creator: providers.Dependency[AsCreator] = providers.Dependency()
    storage = providers.DependenciesContainer()
    tiktok = providers.DependenciesContainer()

    intend = providers.Singleton(Intend, clock, storage.identities)
    ask_for_link = providers.Singleton(AskForLink, intend)
    converse = providers.Singleton(Converse, clock, storage.identities)
    use_cases = providers.Singleton(
        DeliverableUseCases,
        submit=providers.Singleton(SubmitDeliverable, storage.units, clock),
        review=providers.Singleton(ReviewDeliverable, storage.units, clock, converse, ask_for_link),
        comment=providers.Singleton(CommentOnDeliverable, storage.units, converse),
        request_spark=providers.Singleton(RequestSpark, storage.units, clock, intend),
        redeem_spark=providers.Singleton(
            RedeemSparkCode, storage.units, clock, intend, settings.provided.tiktok_advertiser_id
        ),
        change_link_request=providers.Singleton(ChangeLinkRequest, storage.units, clock, ask_for_link),
    )
    ask = providers.Singleton(LinkVideo, storage.units, clock, tiktok.video_links, LinkAction.ASK)
    link_own = providers.Singleton(
        LinkOwnVideo, storage.units, clock, tiktok.creator_campaigns, as_creator, tiktok.campaigns
    )
    join = providers.Singleton(
        JoinCampaign,
        storage.units,
        clock,
        tiktok.creator_campaigns,
        as_creator,
        tiktok.personal_invitations,
    )
    remind = providers.Singleton(LinkVideo, storage.units, clock, tiktok.video_links, LinkAction.REMIND)
    revoke = providers.Singleton(LinkVideo, storage.units, clock, tiktok.video_links, LinkAction.REVOKE)
    request_spark = providers.Singleton(ApplySpark, storage.units, clock, tiktok.spark_ads, extend=False)
    extend_spark = providers.Singleton(ApplySpark, storage.units, clock, tiktok.spark_ads, extend=True)
    redeem_spark = providers.Singleton(RedeemSpark, storage.units, clock, tiktok.spark_ads)
    watch_sparks = providers.Singleton(WatchSparks, storage.units, clock, tiktok.spark_ads, timedelta(hours=6))
    reminders = providers.Singleton(
        RemindOfDeliverables, storage.units, clock, providers.Callable(_due_rhythm, settings)
    )
