from creatorport.application.asking_for_links import AskForLink
from creatorport.application.conversing import Converse
from creatorport.application.effects.intending import Intend
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.use_cases.change_link_request import ChangeLinkRequest
from creatorport.application.use_cases.comment_on_deliverable import CommentOnDeliverable
from creatorport.application.use_cases.redeem_spark_code import RedeemSparkCode
from creatorport.application.use_cases.request_spark import RequestSpark
from creatorport.application.use_cases.review_deliverable import ReviewDeliverable
from creatorport.application.use_cases.submit_deliverable import SubmitDeliverable
from creatorport.graphql.deliverable.use_cases import DeliverableUseCases

ADVERTISER = "7000000000000000042"


def deliverable_use_cases(
    units: UnitsOfWork, clock: Clock, identities: Identities, advertiser_id: str | None = ADVERTISER
) -> DeliverableUseCases:
    """The real use cases on these units of work."""
    intend = Intend(clock, identities)
    ask, converse = AskForLink(intend), Converse(clock, identities)
    return DeliverableUseCases(
        submit=SubmitDeliverable(units, clock),
        review=ReviewDeliverable(units, clock, converse, ask),
        comment=CommentOnDeliverable(units, converse),
        request_spark=RequestSpark(units, clock, intend),
        redeem_spark=RedeemSparkCode(units, clock, intend, advertiser_id),
        change_link_request=ChangeLinkRequest(units, clock, ask),
    )
