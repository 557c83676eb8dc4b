"""One call of an endpoint that has passed the checks at the door, and the answer's envelope."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from tiktok_simulator.apps import BusinessApp
from tiktok_simulator.business.brand_tokens import Granted
from tiktok_simulator.business.creator_tokens import Lineage
from tiktok_simulator.business.market import Market
from tiktok_simulator.business.parameters import Parameters
from tiktok_simulator.business.records import Campaign
from tiktok_simulator.business.refusals import WRONG_SECRET, RefusedError, invalid, no_permission, not_found
from tiktok_simulator.world import Creator, World

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

Data = dict[str, Any]
Answer = Callable[["Call"], Data]


@dataclass(frozen=True, slots=True)
class Call:
    """`brand` or `lineage` is set when the endpoint asks for such a token."""

    simulator: "Simulator"
    request: Request
    parameters: Parameters
    now: float
    brand: Granted | None = None
    lineage: Lineage | None = None

    @property
    def market(self) -> Market:
        return self.simulator.market

    @property
    def world(self) -> World:
        return self.simulator.world

    def account(self) -> str:
        """The TikTok One account the call is about; the token must have been granted it."""
        account_id = self.parameters.text("tto_tcm_account_id")
        if self.brand is None or account_id not in self.brand.account_ids:
            raise no_permission(f"TTO account {account_id}")
        return account_id

    def creator(self, named: str = "creator_id") -> Creator:
        """The creator behind the token; the parameter must say the same."""
        creator_id = self.parameters.text(named)
        if self.lineage is None or creator_id != self.lineage.open_id:
            raise no_permission(f"creator {creator_id}")
        return self.world.creator(self.lineage.creator)

    def app(self, *, rfc_names: bool = False) -> BusinessApp:
        """The app whose id and secret were sent."""
        app_id = self.parameters.text("client_id" if rfc_names else "app_id")
        secret = self.parameters.text("client_secret" if rfc_names else "secret")
        app = self.simulator.apps.business_app(app_id)
        if app is None or app.secret != secret:
            raise RefusedError(WRONG_SECRET, "Invalid App ID or secret.")
        return app

    def listed(self, handle: str, *, exact: bool = False) -> Creator:
        """A creator on TikTok One, by handle; `exact` minds its case."""
        creator = self.world.by_handle(handle)
        if creator is None or not creator.is_on_marketplace or (exact and creator.handle != handle):
            raise invalid(f"Invalid value for handle_name: {handle} is not on TikTok One.")
        return creator

    def campaign_of(self, account_id: str, campaign_id: str) -> Campaign:
        """A campaign of the account; a stranger's is refused like one that the token may not operate."""
        campaign = self.market.campaigns.get(campaign_id)
        if campaign is None:
            raise not_found(f"Campaign {campaign_id}")
        if campaign.account_id != account_id:
            raise no_permission(f"campaign {campaign_id}")
        return campaign


def answered(simulator: "Simulator", data: Data) -> Response:
    return _enveloped(simulator, {"code": 0, "message": "OK"}, {"data": data})


def refused(simulator: "Simulator", refusal: RefusedError, path: str) -> Response:
    """Refusals are HTTP 200 as well: only the code tells."""
    fault = simulator.faults.strike("refusal_without_data", path)
    data: Data = {"data": {}} if fault is None else {} if fault.get("absent") else {"data": None}
    return _enveloped(simulator, {"code": refusal.code, "message": refusal.message}, data)


def _enveloped(simulator: "Simulator", verdict: Data, data: Data) -> Response:
    return Response(orjson.dumps({**verdict, "request_id": simulator.log_id(), **data}), media_type="application/json")
