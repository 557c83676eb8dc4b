"""Keeping templates, and seeing what would be written by them."""

from dataclasses import replace
from typing import Any

import pytest

from creatorport.application.template_views import PreviewView
from creatorport.application.use_cases.archive_template import ArchiveTemplate, ArchiveTemplateCommand
from creatorport.application.use_cases.create_template import CreateTemplate, CreateTemplateCommand
from creatorport.application.use_cases.preview_invitations import PreviewInvitations, PreviewInvitationsQuery
from creatorport.application.use_cases.update_template import UpdateTemplate, UpdateTemplateCommand
from creatorport.application.writing import OtherWords, Words
from creatorport.domain.errors import (
    ConcurrentChange,
    IdempotencyConflict,
    InvalidValue,
    NotAllowed,
    NotFound,
    UnknownVariable,
    WrongState,
)
from creatorport.domain.ids import CampaignId, CreatorId, TemplateId
from creatorport.domain.message_template import MessageTemplate
from creatorport.domain.workspace import Member
from tests.unit.application.interleaving import InterleavingUnitsOfWork
from tests.unit.application.stage import CREATOR, MANAGER, STRANGER, VIEWER, Stage

HELLO = CreateTemplateCommand(MANAGER, "Hello", "Hi {display_name} (@{handle}), {campaign} by {brand}.", "key-1")


async def keep(stage: Stage, command: CreateTemplateCommand = HELLO) -> TemplateId:
    return await CreateTemplate(InterleavingUnitsOfWork(stage.units), stage.clock, stage.identities)(command)


async def update(stage: Stage, template_id: TemplateId, by: Member = MANAGER, **change: Any) -> None:
    await UpdateTemplate(stage.units, stage.clock)(UpdateTemplateCommand(by, template_id, **change))


async def archive(stage: Stage, template_id: TemplateId, by: Member = MANAGER) -> None:
    await ArchiveTemplate(stage.units, stage.clock)(ArchiveTemplateCommand(by, template_id))


async def preview(
    stage: Stage, campaign: CampaignId, creators: tuple[CreatorId, ...], words: Words, by: Member = MANAGER
) -> list[PreviewView]:
    return list(await PreviewInvitations(stage.units)(PreviewInvitationsQuery(by, campaign, creators, words)))


def codes(preview: PreviewView) -> list[str]:
    return [problem.code for problem in preview.problems]


async def test_a_template_is_kept_once_under_a_key() -> None:
    stage = Stage()
    assert await keep(stage) == await keep(stage)
    assert [one.name for one in stage.kept(MessageTemplate)] == ["Hello"]
    with pytest.raises(IdempotencyConflict):
        await keep(stage, replace(HELLO, text="Other"))


async def test_a_template_is_changed_by_those_who_saw_its_newest_version() -> None:
    stage = Stage()
    template = await keep(stage)
    await update(stage, template, based_on=1, text="Dear {handle},")
    with pytest.raises(ConcurrentChange):
        await update(stage, template, based_on=1, text="Hello")
    await archive(stage, template)
    await archive(stage, template)
    with pytest.raises(WrongState):
        await update(stage, template, based_on=2, name="x")
    (kept,) = stage.kept(MessageTemplate)
    assert (kept.current.number, kept.current.wording.text, kept.archived_at) == (
        2,
        "Dear {handle},",
        stage.clock.now(),
    )


@pytest.mark.parametrize("by", [VIEWER, CREATOR], ids=str)
async def test_those_who_only_look_on_may_not_write(by: Member) -> None:
    stage = Stage()
    template, campaign, creators = await keep(stage), await stage.draft(), await stage.know("mara")
    before = dict(stage.storage.records)
    with pytest.raises(NotAllowed):
        await keep(stage, replace(HELLO, member=by))
    with pytest.raises(NotAllowed):
        await update(stage, template, by, based_on=1, text="x")
    with pytest.raises(NotAllowed):
        await archive(stage, template, by)
    with pytest.raises(NotAllowed):
        await preview(stage, campaign, creators, Words(message="x"), by)
    assert stage.storage.records == before


async def test_a_template_of_another_workspace_is_not_there() -> None:
    stage = Stage()
    template, campaign, creators = await keep(stage), await stage.draft(STRANGER), await stage.know("mara")
    with pytest.raises(NotFound):
        await update(stage, template, STRANGER, based_on=1, text="x")
    with pytest.raises(NotFound):
        await archive(stage, template, STRANGER)
    with pytest.raises(NotFound) as missing:
        await preview(stage, campaign, creators, Words(template_id=template), STRANGER)
    assert missing.value.kind == "message template"


async def test_everybodys_message_is_shown_with_its_length_and_in_their_own_words() -> None:
    stage = Stage()
    template, campaign = await keep(stage), await stage.draft()
    mara, ben = await stage.know("mara", "ben")
    nobody = CreatorId("nobody")
    words = Words(template_id=template, others=(OtherWords(ben, "Yo {handle}"),))
    shown = await preview(stage, campaign, (ben, nobody, mara), words)
    assert [(one.creator_id, one.handle, one.text, one.length, codes(one)) for one in shown] == [
        (ben, "ben", "Yo ben", 6, []),
        (nobody, None, None, None, ["NOT_FOUND"]),
        (mara, "mara", "Hi Mara (@mara), Autumn glow by Lumen.", 38, []),
    ]


async def test_what_is_wrong_with_one_message_is_told_with_it() -> None:
    stage = Stage()
    campaign = await stage.draft()
    mara, ben = await stage.know("mara", "ben")
    long = OtherWords(ben, "{campaign}" + "x" * 1990)
    first, second = await preview(stage, campaign, (mara, ben), Words(message="Join: {join_link}", others=(long,)))
    assert (first.text, codes(first)) == ("Join: {join_link}", ["VARIABLE_WITHOUT_VALUE"])
    assert first.problems[0].message == "For @mara there is no value for {join_link}."
    assert (second.length, codes(second)) == (2001, ["MESSAGE_TOO_LONG"])


async def test_after_the_launch_there_is_a_link_to_join_by() -> None:
    stage = Stage()
    campaign = await stage.active_campaign("mara")
    (ben,) = await stage.know("ben")
    at_tiktok = stage.campaign(campaign).at_tiktok
    assert at_tiktok is not None
    (shown,) = await preview(stage, campaign, (ben,), Words(message="Join: {join_link}"))
    assert (shown.text, codes(shown)) == (f"Join: {at_tiktok.invite_link}", [])


@pytest.mark.parametrize(
    ("creators", "words", "field"),
    [
        ((), Words(message="x"), "creatorIds"),
        (("c", "c"), Words(message="x"), "creatorIds.1"),
        (tuple(f"c{number}" for number in range(1001)), Words(message="x"), "creatorIds"),
        (("c",), Words(), "message"),
        (("c",), Words(template_id=TemplateId("t"), message="x"), "message"),
        (("c",), Words(message=" "), "message"),
        (("c",), Words(message="x", others=(OtherWords(CreatorId("d"), "y"),)), "overrides.0.creatorId"),
        (("c",), Words(message="x", others=(OtherWords(CreatorId("c"), "y"),) * 2), "overrides.1.creatorId"),
        (("c",), Words(message="x", others=(OtherWords(CreatorId("c"), ""),)), "overrides.0.message"),
        (("c",), Words(message="x", others=(OtherWords(CreatorId("c"), "{y}"),)), "overrides.0.message"),
    ],
)
async def test_a_request_that_makes_no_sense_is_refused_with_its_field(
    creators: tuple[str, ...], words: Words, field: str
) -> None:
    stage = Stage()
    campaign = await stage.draft()
    with pytest.raises((InvalidValue, UnknownVariable)) as refused:
        await preview(stage, campaign, tuple(map(CreatorId, creators)), words)
    assert refused.value.field == field


async def test_nothing_is_written_by_an_archived_template() -> None:
    stage = Stage()
    template, campaign, creators = await keep(stage), await stage.draft(), await stage.know("mara")
    await archive(stage, template)
    with pytest.raises(WrongState):
        await preview(stage, campaign, creators, Words(template_id=template))
