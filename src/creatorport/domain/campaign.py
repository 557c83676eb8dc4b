"""Campaign: what a brand runs with creators, from draft to its end."""

from dataclasses import dataclass, replace
from datetime import datetime

from creatorport.domain.campaign_changes import EDIT_RULES, CampaignChanges, Rule, input_name
from creatorport.domain.campaign_plan import NO_PLAN, CampaignPlan
from creatorport.domain.campaign_state import ARCHIVABLE, CAMPAIGN_MACHINE, ENDED, CampaignState, CampaignVerb
from creatorport.domain.errors import BudgetExceeded, FieldFrozen, InvalidValue, WrongState
from creatorport.domain.events import CampaignChanged, CampaignMoved, Event
from creatorport.domain.ids import CampaignId, MemberId, WorkspaceId
from creatorport.domain.money import Money
from creatorport.domain.product_link import ProductLink
from creatorport.domain.texts import text, text_or_empty
from creatorport.domain.timeline import Timeline

__all__ = ["CAMPAIGN_MACHINE", "AtTikTok", "Campaign", "CampaignState", "CampaignVerb"]

NAME_MAX = 100
BRAND_MAX = 60
BRIEF_MAX = 1000

_OWN = frozenset({"name", "brand_name", "brief"})


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
    archived_at: datetime | None = None
    ended_at: datetime | None = None
    order_id: str | None = None
    link: ProductLink | None = None
    version: int = 0
    events: tuple[Event, ...] = ()

    def __post_init__(self) -> None:
        """Check the texts, and take the space around them off. Raises InvalidValue."""
        object.__setattr__(self, "name", text(self.name, "name", NAME_MAX))
        object.__setattr__(self, "brand_name", text(self.brand_name, "brandName", BRAND_MAX))
        object.__setattr__(self, "brief", text_or_empty(self.brief, "brief", BRIEF_MAX, lines=True))

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
            name,
            brand_name,
            brief,
            CampaignState.DRAFT,
            by,
            now,
            plan=plan,
        )

    @property
    def accepts_invitations(self) -> bool:
        """Whether creators may be invited: into the draft, or while it runs."""
        return self.state in (CampaignState.DRAFT, CampaignState.ACTIVE) and self.archived_at is None

    @property
    def is_measured(self) -> bool:
        """Whether its posts are captured: from launch on, also while it is paused."""
        return self.state in (CampaignState.ACTIVE, CampaignState.PAUSED)

    @property
    def has_ended(self) -> bool:
        """Whether it is over, one way or another: nobody is invited, measured or agreed with any more.

        Only what is open with creators comes to its end: see `awaited`.
        """
        return self.state in ENDED

    def edit(self, changes: CampaignChanges, now: datetime, *, committed: Money | None) -> "Campaign":
        """Change what the rules of its state permit, all of it or nothing; itself, where nothing would be different.

        `committed` is what was agreed with creators so far. Raises FieldFrozen, BudgetExceeded, InvalidValue, each
        with the input's field, and WrongState where it is archived.
        """
        if self.archived_at is not None:
            raise WrongState("campaign", "archived", "edit")
        wanted = {name: value for name, value in changes.named() if value != self._present(name)}
        if not wanted:
            return self
        for name, value in wanted.items():
            match EDIT_RULES[self.state][name]:
                case Rule.NEVER:
                    raise FieldFrozen(input_name(name), self.state.value)
                case Rule.BOUND:
                    self._check_bound(name, value, now)
                case Rule.FREE:
                    pass
        if isinstance(budget := wanted.get("budget"), Money) and committed is not None and committed.exceeds(budget):
            raise BudgetExceeded(str(budget), str(committed), field="budget.amount")
        own = {name: value for name, value in wanted.items() if name in _OWN}
        plan = replace(self.plan, **{name: value for name, value in wanted.items() if name not in _OWN})  # type: ignore[arg-type]  # names and types are those of CampaignChanges
        event = CampaignChanged(now, self.id, tuple(sorted(map(input_name, wanted))))
        return replace(self, plan=plan, events=(*self.events, event), **own)  # type: ignore[arg-type]  # the same

    def archive(self, now: datetime) -> "Campaign":
        """Put it away. A repeat changes nothing. Raises WrongState while it is under way."""
        if self.archived_at is not None:
            return self
        if self.state not in ARCHIVABLE:
            raise WrongState("campaign", self.state.value, "archive")
        return replace(self, archived_at=now, events=(*self.events, CampaignMoved(now, self.id, "archive", "archived")))

    def unarchive(self, now: datetime) -> "Campaign":
        """Take it out again. A repeat changes nothing."""
        if self.archived_at is None:
            return self
        event = CampaignMoved(now, self.id, "unarchive", self.state.value)
        return replace(self, archived_at=None, events=(*self.events, event))

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

    def see_link(self, link: ProductLink) -> "Campaign":
        """Take what TikTok shows of its product link now; itself where it is nothing new."""
        return self if link == self.link else replace(self, link=link)

    def ordered(self, order_id: str) -> "Campaign":
        """TikTok has an order for it (the ASSUMED contract). A repeat keeps the first."""
        return self if self.order_id is not None else replace(self, order_id=order_id)

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

    def _present(self, name: str) -> object:
        present: object = getattr(self if name in _OWN else self.plan, name)
        return present

    def _check_bound(self, name: str, value: object, now: datetime) -> None:
        if name != "timeline":
            return  # a budget; what is committed is looked at in every state
        if not isinstance(value, Timeline):
            raise FieldFrozen("timeline", self.state.value)  # taken away, any other could be set after it
        present = self.plan.timeline
        if present is not None and (value.starts_on, value.zone) != (present.starts_on, present.zone):
            raise FieldFrozen("timeline.startsOn", self.state.value)
        if value.ends_at <= now:
            raise InvalidValue("timeline.endsOn", "is over already")

    def _moved(self, verb: CampaignVerb, now: datetime) -> "Campaign":
        if self.archived_at is not None:
            raise WrongState("campaign", "archived", verb.value)
        state = CAMPAIGN_MACHINE.move(self.state, verb)
        if state is None:
            return self
        event = CampaignMoved(now, self.id, verb.value, state.value)
        return replace(
            self, state=state, ended_at=now if state in ENDED else self.ended_at, events=(*self.events, event)
        )
