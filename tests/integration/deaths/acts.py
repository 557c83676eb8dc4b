"""One campaign's story in acts: each is one change at TikTok that is asked for, made, and followed by the next."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from creatorport.adapters.tiktok import endpoints as call
from creatorport.adapters.tiktok.endpoints import Endpoint
from creatorport.domain.effect import EffectKind
from tests.integration.deaths.story import Story

Step = Callable[[Story], Awaitable[None]]


async def nothing(_: Story) -> None:
    """It follows by itself."""


@dataclass(frozen=True, slots=True)
class Act:
    """One change at TikTok: what leads to it, who asks for it, and the call that makes it.

    `happens` is what TikTok's books then say, `leaves` what is intended next, and `verdict` what a query tells here.
    """

    kind: EffectKind
    call: Endpoint
    happens: Mapping[str, int]
    verdict: tuple[str, object]
    ask: Step = nothing
    before: Step = nothing
    leaves: tuple[EffectKind, ...] = ()


K = EffectKind
LINK = "SELECT link_state, link_requests, link_pending FROM deliverables"
TOLD = "SELECT state, delivery FROM invitations ORDER BY state"
ASSUMED = (
    Act(
        K.CREATE_LINK, call.ANCHOR_CREATE, {"anchor_created": 1},
        ("SELECT anchor_id IS NOT NULL FROM campaigns", [(True,)]),
        Story.launch, Story.draft, (K.LAUNCH_CAMPAIGN,),
    ),
    Act(
        K.LAUNCH_CAMPAIGN, call.CAMPAIGN_CREATE, {"campaign_created": 1, "handles_added": 1},
        ("SELECT state FROM campaigns", [("active",)]),
        leaves=(K.SEND_INVITATION, K.PLACE_ORDER),
    ),
    Act(
        K.SEND_INVITATION, call.INVITATION_SEND, {"invitation_sent": 1},
        (TOLD, [("sent", "PERSONAL_MESSAGE")]), leaves=(K.PLACE_ORDER,),
    ),
    Act(
        K.PLACE_ORDER, call.ORDER_CREATE, {"order_created": 1},
        ("SELECT order_id IS NOT NULL FROM campaigns", [(True,)]),
    ),
    Act(
        K.ADD_CREATORS, call.CAMPAIGN_UPDATE, {"handles_added": 1},
        (TOLD, [("sending", None), ("sent", "PERSONAL_MESSAGE")]),
        Story.invite_more, leaves=(K.SEND_INVITATION,),
    ),
    Act(
        K.CANCEL_INVITATION, call.INVITATION_CANCEL, {"invitation_cancelled": 1},
        ("SELECT state, failure FROM invitations WHERE state = 'withdrawn'", [("withdrawn", None)]),
        Story.withdraw, Story.write_to_them,
    ),
    Act(
        K.JOIN_CAMPAIGN, call.CREATOR_JOIN, {"joined": 1, "invitation_accepted": 1},
        ("SELECT state, joining_state FROM invitations WHERE state = 'accepted'", [("accepted", "joined")]),
        Story.say_yes_here, Story.be_known,
    ),
    Act(
        K.LINK_VIDEO, call.LINK_REQUEST, {"link_requested": 1},
        (LINK, [("in_review", 1, None)]), Story.ask_for_link, Story.hand_in,
    ),
    Act(
        K.REMIND_LINK, call.LINK_REQUEST, {"link_reminded": 1},
        (LINK, [("in_review", 2, None)]), Story.remind, Story.wait_a_day,
    ),
    Act(
        K.REVOKE_LINK, call.LINK_REQUEST, {"link_revoked": 1},
        (LINK, [("revoked", 2, None)]), Story.revoke,
    ),
    Act(
        K.LINK_OWN_VIDEO, call.CREATOR_LINK, {"video_linked": 1},
        (LINK, [("approved", 0, None)]), Story.ask_for_link_again, Story.let_us_act,
    ),
    Act(
        K.REQUEST_SPARK, call.SPARK_APPLY, {"spark_requested": 1},
        ("SELECT state FROM spark_authorizations", [("waiting",)]), Story.request_spark, Story.see_the_post,
    ),
    Act(
        K.REDEEM_SPARK, call.SPARK_REDEEM, {"spark_redeemed": 1},
        ("SELECT redemption FROM spark_authorizations", [("redeemed",)]), Story.redeem, Story.say_yes,
    ),
    Act(
        K.EXTEND_SPARK, call.SPARK_APPLY, {"spark_extension_requested": 1},
        ("SELECT extending FROM spark_authorizations", [(60,)]), Story.extend_spark, Story.wait_an_hour,
    ),
    Act(
        K.AMEND_ORDER, call.ORDER_UPDATE, {"order_updated": 1},
        ("SELECT facts ->> 'budget' FROM activities WHERE kind = 'ORDER' AND verb = 'changed'", [("9000 USD",)]),
        Story.raise_budget, Story.see_the_version,
    ),
    Act(
        K.CHANGE_ORDER, call.ORDER_UPDATE, {"order_cancelled": 1},
        ("SELECT state FROM campaigns", [("cancelled",)]), Story.cancel,
    ),
)  # fmt: skip
DOCUMENTED = (
    Act(
        K.LAUNCH_CAMPAIGN, call.CAMPAIGN_CREATE,
        {"campaign_created": 1, "handles_added": 1, "notification_sent": 1},
        (TOLD, [("sent", "NOTIFICATION_ONLY")]), Story.launch, Story.draft,
    ),
    Act(
        K.ADD_CREATORS, call.CAMPAIGN_UPDATE, {"handles_added": 1, "notification_sent": 1},
        (TOLD, [("sent", "NOTIFICATION_ONLY"), ("sent", "NOTIFICATION_ONLY"), ("undeliverable", None)]),
        Story.invite_more,
    ),
)  # fmt: skip
