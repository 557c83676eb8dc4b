"""Campaign: what a brand runs with creators, from draft to its end."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from creatorport.domain.campaign_plan import NO_PLAN, CampaignPlan
from creatorport.domain.events import CampaignMoved, Event
from creatorport.domain.ids import CampaignId, MemberId, WorkspaceId
from creatorport.domain.machine import REFUSE, STAY, Machine
from creatorport.domain.texts import text, text_or_empty

NAME_MAX = 100
BRAND_MAX = 60
BRIEF_MAX = 1000


class CampaignState(StrEnum):
    DRAFT = "draft"
    SUBMITTING = "submitting"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REJECTED = "rejected"


class CampaignVerb(StrEnum):
    LAUNCH = "launch"
    CONFIRM = "confirm"
    REJECT = "reject"
    PAUSE = "pause"
    RESUME = "resume"
    COMPLETE = "complete"
    CANCEL = "cancel"


_S, _V = CampaignState, CampaignVerb

CAMPAIGN_MACHINE: Machine[CampaignState, CampaignVerb] = Machine(
    "campaign",
    {
        _S.DRAFT: {
            _V.LAUNCH: _S.SUBMITTING, _V.CONFIRM: REFUSE, _V.REJECT: REFUSE, _V.PAUSE: REFUSE,
            _V.RESUME: REFUSE, _V.COMPLETE: REFUSE, _V.CANCEL: _S.CANCELLED,
        },
        # While TikTok's answer is open there is no way back: cancelling now could leave a campaign behind there.
        _S.SUBMITTING: {
            _V.LAUNCH: STAY, _V.CONFIRM: _S.ACTIVE, _V.REJECT: _S.REJECTED, _V.PAUSE: REFUSE,
            _V.RESUME: REFUSE, _V.COMPLETE: REFUSE, _V.CANCEL: REFUSE,
        },
        _S.ACTIVE: {
            _V.LAUNCH: REFUSE, _V.CONFIRM: STAY, _V.REJECT: REFUSE, _V.PAUSE: _S.PAUSED,
            _V.RESUME: STAY, _V.COMPLETE: _S.COMPLETED, _V.CANCEL: _S.CANCELLED,
        },
        _S.PAUSED: {
            _V.LAUNCH: REFUSE, _V.CONFIRM: STAY, _V.REJECT: REFUSE, _V.PAUSE: STAY,
            _V.RESUME: _S.ACTIVE, _V.COMPLETE: _S.COMPLETED, _V.CANCEL: _S.CANCELLED,
        },
        _S.COMPLETED: {
            _V.LAUNCH: REFUSE, _V.CONFIRM: STAY, _V.REJECT: REFUSE, _V.PAUSE: REFUSE,
            _V.RESUME: REFUSE, _V.COMPLETE: STAY, _V.CANCEL: REFUSE,
        },
        _S.CANCELLED: {
            _V.LAUNCH: REFUSE, _V.CONFIRM: STAY, _V.REJECT: REFUSE, _V.PAUSE: REFUSE,
            _V.RESUME: REFUSE, _V.COMPLETE: REFUSE, _V.CANCEL: STAY,
        },
        _S.REJECTED: {
            _V.LAUNCH: REFUSE, _V.CONFIRM: REFUSE, _V.REJECT: STAY, _V.PAUSE: REFUSE,
            _V.RESUME: REFUSE, _V.COMPLETE: REFUSE, _V.CANCEL: REFUSE,
        },
    },
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AtTikTok:
    """What TikTok One made of the campaign: its id, the link that creators join by, and its countries."""

    campaign_id: str
    invite_link: str
    country_codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Campaign:
    """One campaign of one workspace. `version` counts saves, for optimistic locking."""

    id: CampaignId
    workspace_id: WorkspaceId
    name: str
    brand_name: str
    brief: str
    state: CampaignState
    created_by: MemberId
    created_at: datetime
    at_tiktok: AtTikTok | None = None
    rejection: str | None = None
    plan: CampaignPlan = NO_PLAN
    version: int = 0
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        text(self.name, "name", NAME_MAX)
        text(self.brand_name, "brandName", BRAND_MAX)
        text_or_empty(self.brief, "brief", BRIEF_MAX, lines=True)

    @classmethod
    def draft(
        cls,
        id: CampaignId,  # noqa: A002  the domain's word
        workspace_id: WorkspaceId,
        *,
        name: str,
        brand_name: str,
        brief: str,
        by: MemberId,
        now: datetime,
        plan: CampaignPlan = NO_PLAN,
    ) -> "Campaign":
        """Make a draft, with the space around its texts taken off. Raises InvalidValue."""
        return cls(
            id,
            workspace_id,
            text(name, "name", NAME_MAX),
            text(brand_name, "brandName", BRAND_MAX),
            text_or_empty(brief, "brief", BRIEF_MAX, lines=True),
            CampaignState.DRAFT,
            by,
            now,
            plan=plan,
        )

    @property
    def accepts_invitations(self) -> bool:
        """Whether creators may be invited: into the draft, or while it runs."""
        return self.state in (CampaignState.DRAFT, CampaignState.ACTIVE)

    @property
    def is_measured(self) -> bool:
        """Whether its posts are captured: from launch on, also while it is paused."""
        return self.state in (CampaignState.ACTIVE, CampaignState.PAUSED)

    def launch(self, now: datetime) -> "Campaign":
        """Hand it to TikTok. The answer comes as `confirm` or `reject`."""
        return self._moved(CampaignVerb.LAUNCH, now)

    def confirm(self, at_tiktok: AtTikTok, now: datetime) -> "Campaign":
        """TikTok has it. A repeat keeps what the first answer said."""
        moved = self._moved(CampaignVerb.CONFIRM, now)
        return moved if moved is self else replace(moved, at_tiktok=at_tiktok)

    def see(self, at_tiktok: AtTikTok) -> "Campaign":
        """Take what TikTok shows of it now. Its countries grow with its creators and show late: none is dropped."""
        if self.at_tiktok is None or self.at_tiktok.campaign_id != at_tiktok.campaign_id:
            return self
        countries = tuple(dict.fromkeys((*self.at_tiktok.country_codes, *at_tiktok.country_codes)))
        if countries == self.at_tiktok.country_codes:
            return self
        return replace(self, at_tiktok=replace(self.at_tiktok, country_codes=countries))

    def reject(self, reason: str, now: datetime) -> "Campaign":
        moved = self._moved(CampaignVerb.REJECT, now)
        return moved if moved is self else replace(moved, rejection=reason)

    def pause(self, now: datetime) -> "Campaign":
        return self._moved(CampaignVerb.PAUSE, now)

    def resume(self, now: datetime) -> "Campaign":
        return self._moved(CampaignVerb.RESUME, now)

    def complete(self, now: datetime) -> "Campaign":
        return self._moved(CampaignVerb.COMPLETE, now)

    def cancel(self, now: datetime) -> "Campaign":
        return self._moved(CampaignVerb.CANCEL, now)

    def _moved(self, verb: CampaignVerb, now: datetime) -> "Campaign":
        state = CAMPAIGN_MACHINE.move(self.state, verb)
        if state is None:
            return self
        event = CampaignMoved(now, self.id, verb.value, state.value)
        return replace(self, state=state, events=(*self.events, event))
