"""Inviting in one call by a template, with other words for some: as a batch writes."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

import pytest

from creatorport.application.global_ids import global_id
from creatorport.application.offers import Offers
from creatorport.application.ports.creator_status import Standing
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.standings import AskStandings
from creatorport.application.use_cases.archive_template import ArchiveTemplate, ArchiveTemplateCommand
from creatorport.application.use_cases.create_template import CreateTemplate, CreateTemplateCommand
from creatorport.application.use_cases.invite_creators import InviteCreators, InviteCreatorsCommand
from creatorport.application.use_cases.update_template import UpdateTemplate, UpdateTemplateCommand
from creatorport.application.writing import OtherWords, Words
from creatorport.domain.activity import Activity
from creatorport.domain.errors import (
    CurrencyMismatch,
    IdempotencyConflict,
    InvalidValue,
    NotFound,
    UnknownVariable,
    WrongState,
)
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, TemplateId, WorkspaceId
from creatorport.domain.invitation import Invitation
from creatorport.domain.money import Money
from creatorport.domain.terms import Offer
from creatorport.domain.workspace import Member
from tests.unit.application.batches import BatchStage
from tests.unit.application.stage import LUMEN, MANAGER, STRANGER, Stage

FIFTY = Offers(Offer(Money.of("50", "USD")))
NOBODY, MARA = CreatorId("nobody"), CreatorId("mara")


@dataclass
class Meanwhile:
    """TikTok takes its time to tell who is on TikTok One; something happens before it does."""

    happens: Callable[[], Awaitable[None]]

    async def of(self, access: Access, handles: Sequence[Handle]) -> Mapping[Handle, Standing]:
        await self.happens()
        return {}


async def keep(stage: Stage, text: str = "Hi {display_name}: {fee}.", by: Member = MANAGER) -> TemplateId:
    create = CreateTemplate(stage.units, stage.clock, stage.identities)
    return await create(CreateTemplateCommand(by, "Hello", text))


async def revise(stage: Stage, template: TemplateId, text: str) -> None:
    await UpdateTemplate(stage.units, stage.clock)(UpdateTemplateCommand(MANAGER, template, 1, text=text))


async def archive(stage: Stage, template: TemplateId) -> None:
    await ArchiveTemplate(stage.units, stage.clock)(ArchiveTemplateCommand(MANAGER, template))


async def running(stage: Stage) -> CampaignId:
    """A campaign into which an invitation goes at once, with nothing left to do."""
    campaign = await stage.active_campaign("ulla")
    stage.storage.jobs.clear()
    stage.one.troubles.calls.clear()
    return campaign


def messages(stage: Stage) -> dict[str, str]:
    return {one.handle.text: one.message for one in stage.kept(Invitation)}


async def test_everybody_gets_the_template_filled_in_and_some_get_other_words() -> None:
    stage = Stage()
    template, campaign = await keep(stage), await stage.draft()
    mara, ben, cleo = await stage.know("mara", "ben", "cleo")
    offers = Offers(FIFTY.everybody, ((cleo, Offer(Money.of("75", "USD"))),))
    words = Words(template, others=(OtherWords(ben, "Yo {handle}, {fee} from {brand}?"),), offers=offers)
    invited = await stage.invite(campaign, [mara, ben, cleo], words)
    assert (len(invited.invitation_ids), invited.refusals) == (3, ())
    assert messages(stage) == {
        "mara": "Hi Mara: 50 USD.",
        "ben": "Yo ben, 50 USD from Lumen?",
        "cleo": "Hi Cleo: 75 USD.",
    }


async def test_one_call_and_a_batch_write_the_same() -> None:
    stage = BatchStage()
    template, call, batch = await keep(stage), await stage.draft(), await stage.draft()
    mara, ben = await stage.know("mara", "ben")
    words = Words(template, others=(OtherWords(ben, "Yo {handle}"),), offers=FIFTY)
    await stage.invite(call, [mara, ben], words)
    await stage.invite_many(batch, [mara, ben], words)
    await stage.finish()
    told = [(one.campaign_id, one.handle.text, one.message) for one in stage.kept(Invitation)]
    by_call, by_batch = ([one[1:] for one in told if one[0] == campaign] for campaign in (call, batch))
    assert by_call == by_batch == [("mara", "Hi Mara: 50 USD."), ("ben", "Yo ben")]


async def test_it_is_written_by_the_newest_version_and_the_activity_tells_by_which() -> None:
    stage = Stage()
    template, campaign = await keep(stage), await stage.draft()
    await revise(stage, template, "Dear {display_name},")
    await stage.invite(campaign, await stage.know("mara"), Words(template))
    assert messages(stage) == {"mara": "Dear Mara,"}
    (invited,) = [one for one in stage.kept(Activity) if one.verb == "invited"]
    assert invited.facts == {
        "creators": 1,
        "template": global_id("MessageTemplate", template),
        "template_number": 2,
    }


async def test_who_lacks_a_value_is_named_and_does_not_hold_up_the_others() -> None:
    stage = Stage()
    template, campaign = await keep(stage), await stage.draft()
    mara, ben = await stage.know("mara", "ben")
    invited = await stage.invite(campaign, [mara, ben], Words(template, others=(OtherWords(ben, "Yo"),)))
    assert messages(stage) == {"ben": "Yo"}
    assert [(one.code, one.field, one.message) for one in invited.refusals] == [
        ("VARIABLE_WITHOUT_VALUE", "creatorIds.0", "For @mara there is no value for {fee}.")
    ]


async def test_a_repeat_is_the_same_whatever_became_of_the_template() -> None:
    stage = Stage()
    template, campaign = await keep(stage), await running(stage)
    creators, words = await stage.know("mara"), Words(template, offers=FIFTY)
    first = await stage.invite(campaign, creators, words, key="k")
    await revise(stage, template, "Dear {display_name},")
    assert await stage.invite(campaign, creators, words, key="k") == first
    await archive(stage, template)
    assert await stage.invite(campaign, creators, words, key="k") == first
    assert messages(stage)["mara"] == "Hi Mara: 50 USD."
    assert len(stage.kept(Invitation)) == 2


async def test_the_same_key_with_other_words_is_a_conflict() -> None:
    stage = Stage()
    template, other, campaign = await keep(stage), await keep(stage), await stage.draft()
    mara, ben = await stage.know("mara", "ben")
    words = Words(template, others=(OtherWords(ben, "Yo"),), offers=FIFTY)
    await stage.invite(campaign, [mara, ben], words, key="k")
    before = dict(stage.storage.records)
    for another in (
        replace(words, template_id=other),
        replace(words, template_id=None, message="Hi {display_name}: {fee}."),
        replace(words, others=()),
        replace(words, others=(OtherWords(ben, "Hey"),)),
        replace(words, others=(OtherWords(mara, "Yo"),)),
        replace(words, offers=Offers()),
    ):
        with pytest.raises(IdempotencyConflict):
            await stage.invite(campaign, [mara, ben], another, key="k")
    assert stage.storage.records == before


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (Words(), "message"),
        (Words(TemplateId("t"), "x"), "message"),
        (Words(message="{y}"), "message"),
        (Words(message="x", others=(OtherWords(NOBODY, "y"),)), "overrides.0.creatorId"),
        (Words(message="x", others=(OtherWords(MARA, "y"),) * 2), "overrides.1.creatorId"),
        (Words(message="x", others=(OtherWords(MARA, " "),)), "overrides.0.message"),
        (Words(message="x", others=(OtherWords(MARA, "x" * 2001),)), "overrides.0.message"),
        (Words(message="x", others=(OtherWords(MARA, "Hi {nickname}"),)), "overrides.0.message"),
        (Words(message="x", offers=Offers(own=((NOBODY, Offer()),))), "termsOf.0.creatorId"),
        (Words(message="x", offers=Offers(Offer(Money.of("50", "EUR")))), "terms.fee.currency"),
    ],
)
async def test_words_that_make_no_sense_are_refused_with_their_field_before_tiktok_is_asked(
    words: Words, field: str
) -> None:
    stage = Stage()
    campaign, (mara,) = await running(stage), await stage.know("mara")
    async with stage.units() as uow:
        await uow.workspaces.settle_currency(WorkspaceId(LUMEN), "USD")
        await uow.commit()
    others = tuple(replace(one, creator_id=mara) if one.creator_id == MARA else one for one in words.others)
    before = dict(stage.storage.records)
    with pytest.raises((InvalidValue, UnknownVariable, CurrencyMismatch)) as refused:
        await stage.invite(campaign, [mara], replace(words, others=others), key="k")
    assert refused.value.field == field
    assert (stage.storage.records, stage.jobs, stage.one.troubles.calls) == (before, [], {})


async def test_by_an_archived_template_or_another_workspaces_nobody_is_invited_and_tiktok_is_not_asked() -> None:
    stage = Stage()
    template, theirs = await keep(stage), await keep(stage, by=STRANGER)
    campaign, creators = await running(stage), await stage.know("mara")
    await archive(stage, template)
    before = dict(stage.storage.records)
    with pytest.raises(WrongState) as archived:
        await stage.invite(campaign, creators, Words(template), key="k")
    assert (archived.value.kind, archived.value.state) == ("message template", "archived")
    for nowhere in (theirs, TemplateId("nowhere")):
        with pytest.raises(NotFound) as missing:
            await stage.invite(campaign, creators, Words(nowhere), key="k")
        assert missing.value.message == NotFound("message template", nowhere).message
    assert (stage.storage.records, stage.jobs, stage.one.troubles.calls) == (before, [], {})


async def test_what_became_of_the_template_while_tiktok_was_asked_counts() -> None:
    stage = Stage()
    template, campaign = await keep(stage, "Hi {display_name}!"), await running(stage)
    mara, ben = await stage.know("mara", "ben")

    async def invite(creator: CreatorId, happens: Callable[[], Awaitable[None]]) -> None:
        standings = AskStandings(stage.units, stage.clock, Meanwhile(happens), timedelta(days=1))
        use_case = InviteCreators(stage.units, stage.clock, stage.identities, standings)
        await use_case(InviteCreatorsCommand(MANAGER, campaign, (creator,), Words(template)))

    await invite(mara, partial(revise, stage, template, "Dear {display_name},"))
    assert messages(stage)["mara"] == "Dear Mara,"
    with pytest.raises(WrongState):
        await invite(ben, partial(archive, stage, template))
    assert "ben" not in messages(stage)
