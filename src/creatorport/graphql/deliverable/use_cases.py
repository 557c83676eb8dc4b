from dataclasses import dataclass

from creatorport.application.use_cases.change_link_request import ChangeLinkRequest
from creatorport.application.use_cases.comment_on_deliverable import CommentOnDeliverable
from creatorport.application.use_cases.redeem_spark_code import RedeemSparkCode
from creatorport.application.use_cases.request_spark import RequestSpark
from creatorport.application.use_cases.review_deliverable import ReviewDeliverable
from creatorport.application.use_cases.submit_deliverable import SubmitDeliverable


@dataclass(frozen=True, slots=True)
class DeliverableUseCases:
    """Every use case of what creators owe and of advertising their posts, ready made."""

    submit: SubmitDeliverable
    review: ReviewDeliverable
    comment: CommentOnDeliverable
    request_spark: RequestSpark
    redeem_spark: RedeemSparkCode
    change_link_request: ChangeLinkRequest
