"""Invitations (the assumed contract): a message, terms and payment for one creator, with a state to follow."""

from tiktok_simulator.business import collaboration, invitation_life, plans
from tiktok_simulator.business.assumed_records import LIVE, Invitation
from tiktok_simulator.business.calls import Call, Data
from tiktok_simulator.business.campaigns import refuse_names
from tiktok_simulator.business.invitation_terms import payment, terms
from tiktok_simulator.business.moments import DAY
from tiktok_simulator.business.parameters import page_of
from tiktok_simulator.business.records import Campaign
from tiktok_simulator.business.refusals import invalid, no_permission, not_found

_LIFE = 14 * DAY
_STATES = LIVE | {"ACCEPTED", "REJECTED", "EXPIRED", "CANCELLED"}


def send(call: Call) -> Data:
    """POST /tto/tcm/invitation/send/: one live invitation per campaign and creator, whatever its `external_id`."""
    account_id = call.account()
    given = call.parameters
    campaign_id, handle = given.text("campaign_id"), given.text("handle_name")
    order_id = given.maybe_text("order_id")
    message = given.text("message", most=2000)
    agreed, paid = terms(given.section("terms")), payment(given.needed_section("payment"))
    expires_at = given.whole("expire_time", 0, 10**11, int(call.now) + _LIFE)
    external_id = given.maybe_text("external_id", most=64)
    campaign = call.campaign_of(account_id, campaign_id)
    refuse_names(campaign, [handle], "handle_name")
    if order_id is not None:
        _check_order(call, campaign, order_id)
    creator = call.listed(handle)
    if expires_at <= call.now:
        raise invalid("Invalid value for expire_time: in the past.")
    if call.market.live_invitation(campaign_id, creator.number) is not None:
        raise invalid("The creator has a live invitation to this campaign.")
    invitation = Invitation(
        invitation_id=call.simulator.number_id(),
        account_id=account_id,
        campaign_id=campaign_id,
        order_id=order_id,
        creator=creator.number,
        message=message,
        terms=agreed,
        payment=paid,
        external_id=external_id,
        status="SENT",
        created_at=call.now,
        expires_at=expires_at,
    )
    collaboration.add_handles(call.simulator, campaign, [creator], notify=False)
    call.market.invitations[invitation.invitation_id] = invitation
    call.simulator.ledger.record(
        "invitation_sent",
        invitation_id=invitation.invitation_id,
        campaign_id=campaign_id,
        handle_name=creator.handle,
        external_id=external_id,
    )
    plans.approach(call.simulator, campaign, creator)
    plans.expiry(call.simulator, invitation)
    return _view(call, invitation)


def listed(call: Call) -> Data:
    """GET /tto/tcm/invitation/get/"""
    account_id = call.account()
    given = call.parameters
    ids, campaigns = given.texts("invitation_ids", most=50), given.texts("campaign_ids", most=50)
    handles = {handle.casefold() for handle in given.texts("handle_names", most=50) or ()}
    status = given.maybe_text("status")
    if status is not None:
        given.choice("status", _STATES)
    found = [
        one
        for one in reversed(call.market.invitations.values())
        if one.account_id == account_id
        and (not ids or one.invitation_id in ids)
        and (not campaigns or one.campaign_id in campaigns)
        and (not handles or call.world.creator(one.creator).handle.casefold() in handles)
        and status in (None, one.status)
    ]
    shown, page_info = page_of(given, found, most=50, default=10)
    return {"invitations": [_view(call, one) | _progress(one) for one in shown], "page_info": page_info}


def cancel(call: Call) -> Data:
    """POST /tto/tcm/invitation/cancel/"""
    account_id = call.account()
    invitation = _found(call)
    if invitation.account_id != account_id:
        raise no_permission(f"invitation {invitation.invitation_id}")
    if invitation.is_live:
        invitation_life.cancel(call.simulator, invitation)
    elif invitation.status != "CANCELLED":
        raise invalid(f"The invitation is {invitation.status}.")
    return _view(call, invitation)


def respond(call: Call) -> Data:
    """POST /tto/creator/invitation/respond/: ACCEPT does what joining by the link does."""
    creator = call.creator()
    action = call.parameters.choice("action", {"VIEW", "MESSAGE", "ACCEPT", "REJECT"})
    reply = call.parameters.maybe_text("response_message", most=2000)
    invitation = _found(call)
    if invitation.creator != creator.number:
        raise no_permission(f"invitation {invitation.invitation_id}")
    if not invitation.is_live:
        if invitation.status != {"ACCEPT": "ACCEPTED", "REJECT": "REJECTED"}.get(action):
            raise invalid(f"The invitation is {invitation.status}.")
    elif action == "VIEW":
        invitation_life.view(call.simulator, invitation)
    elif action == "MESSAGE":
        if reply is None:
            raise invalid("response_message is required.")
        invitation_life.respond(call.simulator, invitation, reply)
    elif action == "REJECT":
        invitation_life.reject(call.simulator, invitation, reply)
    else:
        campaign = call.market.campaigns[invitation.campaign_id]
        collaboration.join(call.simulator, campaign, creator, reply)
    return _view(call, invitation) | _progress(invitation)


def _check_order(call: Call, campaign: Campaign, order_id: str) -> None:
    order = call.market.orders.get(order_id)
    if order is None:
        raise not_found(f"Order {order_id}")
    if order.account_id != campaign.account_id:
        raise no_permission(f"order {order_id}")
    if order.campaign_id != campaign.campaign_id:
        raise invalid("Invalid value for order_id: the order is of another campaign.")
    if order.cancelled:
        raise invalid("Invalid value for order_id: the order is CANCELLED.")


def _found(call: Call) -> Invitation:
    invitation_id = call.parameters.text("invitation_id")
    invitation = call.market.invitations.get(invitation_id)
    if invitation is None:
        raise not_found(f"Invitation {invitation_id}")
    return invitation


def _view(call: Call, invitation: Invitation) -> Data:
    return {
        "invitation_id": invitation.invitation_id,
        "campaign_id": invitation.campaign_id,
        "order_id": invitation.order_id,
        "handle_name": call.world.creator(invitation.creator).handle,
        "status": invitation.status,
        "external_id": invitation.external_id,
        "invite_link": call.market.campaigns[invitation.campaign_id].invite_link,
        "create_time": int(invitation.created_at),
        "expire_time": int(invitation.expires_at),
    }


def _progress(invitation: Invitation) -> Data:
    return {
        "viewed_time": None if invitation.viewed_at is None else int(invitation.viewed_at),
        "responded_time": None if invitation.responded_at is None else int(invitation.responded_at),
        "response_message": invitation.response_message,
    }
