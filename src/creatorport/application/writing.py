"""Writing to many creators at once: one wording for all, other words for some, each with its own values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from creatorport.application.global_ids import global_id
from creatorport.application.offers import NO_OFFERS, Offers
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.activity import Fact
from creatorport.domain.campaign import Campaign
from creatorport.domain.creator import Creator
from creatorport.domain.errors import InvalidValue, WrongState
from creatorport.domain.ids import CreatorId, TemplateId, WorkspaceId
from creatorport.domain.message_values import values_for
from creatorport.domain.wording import Values, Wording

MANY: Final = 1_000
"""How many creators can be named in one request."""


@dataclass(frozen=True, slots=True)
class OtherWords:
    """A message of its own for one creator, instead of everybody's."""

    creator_id: CreatorId
    message: str


@dataclass(frozen=True, slots=True)
class Words:
    """What is to be written: by a template or by a message, exactly one of them; other words for some; and the terms
    that are offered, which the words can name.
    """

    template_id: TemplateId | None = None
    message: str | None = None
    others: tuple[OtherWords, ...] = ()
    offers: Offers = NO_OFFERS


@dataclass(frozen=True, slots=True)
class Letter:
    """The wordings, ready to be filled in. `template` is its id and version, where it comes from one."""

    wording: Wording
    others: Mapping[CreatorId, Wording]
    template: tuple[TemplateId, int] | None = None
    offers: Offers = NO_OFFERS

    @property
    def facts(self) -> dict[str, Fact]:
        """What the activity tells of them: the template and its version, where they come from one."""
        if self.template is None:
            return {}
        template_id, number = self.template
        return {"template": global_id("MessageTemplate", template_id), "template_number": number}

    def wording_for(self, creator_id: CreatorId) -> Wording:
        return self.others.get(creator_id, self.wording)

    def values_for(self, creator: Creator, campaign: Campaign) -> Values:
        return values_for(creator, campaign, self.offers.to(creator.id, campaign))

    def message_for(self, creator: Creator, campaign: Campaign) -> str:
        """Raises VariableWithoutValue, MessageTooLong."""
        values = self.values_for(creator, campaign)
        return self.wording_for(creator.id).message(creator.handle.text, values)


def named_once(creator_ids: Sequence[CreatorId]) -> None:
    """Raise InvalidValue unless 1 to 1,000 creators are named, each once."""
    if not 1 <= len(creator_ids) <= MANY:
        raise InvalidValue("creatorIds", f"name 1 to {MANY} creators")
    seen: set[CreatorId] = set()
    for index, creator_id in enumerate(creator_ids):
        if creator_id in seen:
            raise InvalidValue(f"creatorIds.{index}", "names a creator a second time")
        seen.add(creator_id)


async def letter(uow: UnitOfWork, workspace_id: WorkspaceId, words: Words, creator_ids: Sequence[CreatorId]) -> Letter:
    """Read the wordings.

    Raises InvalidValue, UnknownVariable, CurrencyMismatch, NotFound, and WrongState for an archived template.
    """
    others = _others(words, creator_ids)
    words.offers.check(creator_ids)
    await words.offers.settle_currency(uow, workspace_id)
    if (words.template_id is None) == (words.message is None):
        raise InvalidValue("message", "give either a template or a message")
    if words.template_id is None:
        return Letter(Wording.of(words.message or ""), others, offers=words.offers)
    template = await uow.templates.load(workspace_id, words.template_id)
    if not template.is_usable:
        raise WrongState("message template", template.state.value, "be used")
    return Letter(template.current.wording, others, (template.id, template.current.number), words.offers)


def _others(words: Words, creator_ids: Sequence[CreatorId]) -> Mapping[CreatorId, Wording]:
    named, others = set(creator_ids), dict[CreatorId, Wording]()
    for index, other in enumerate(words.others):
        if other.creator_id not in named or other.creator_id in others:
            raise InvalidValue(f"overrides.{index}.creatorId", "is not one of creatorIds, or comes a second time")
        others[other.creator_id] = Wording.of(other.message, f"overrides.{index}.message")
    return others
