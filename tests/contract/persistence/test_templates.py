"""The contracts of Templates and TemplateReads."""

import pytest

from creatorport.application.template_views import TemplateVersionView, TemplateView
from creatorport.application.views import Slice
from creatorport.domain.errors import ConcurrentChange, NotFound
from creatorport.domain.ids import TemplateId, WorkspaceId
from creatorport.domain.message_template import MessageTemplate
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import IDA, LUMEN, NOW, UMBRA, later
from tests.contract.persistence.world import ids, walk

ONE = TemplateId("t-1")


def template(name: str = "t-1", workspace: WorkspaceId = LUMEN, minutes: float = 0) -> MessageTemplate:
    return MessageTemplate.written(
        TemplateId(name), workspace, name=f"Named {name}", wording="Hi {handle} ✨\n", by=IDA, now=later(minutes)
    )


@pytest.fixture
async def stocked(backend: Backend) -> Backend:
    async with backend.units() as uow:
        for workspace in (LUMEN, UMBRA):
            await uow.templates.add(template(workspace=workspace))
        await uow.templates.add(template("t-2", minutes=1))
        await uow.templates.add(template("t-3", minutes=1).archive(later(2)))
        await uow.commit()
    return backend


async def revise(backend: Backend, *texts: str) -> None:
    for text in texts:
        async with backend.units() as uow:
            found = await uow.templates.load(LUMEN, ONE)
            await uow.templates.save(found.revise(found.current.number, wording=text, by=IDA, now=later(5)))
            await uow.commit()


async def test_a_template_comes_back_as_it_was_stored(stocked: Backend) -> None:
    async with stocked.units() as uow:
        assert await uow.templates.load(LUMEN, ONE) == template()
        archived = await uow.templates.load(LUMEN, TemplateId("t-3"))
        assert archived == template("t-3", minutes=1).archive(later(2))
        with pytest.raises(NotFound):
            await uow.templates.load(WorkspaceId("stranger"), ONE)


async def test_a_stale_save_is_refused(stocked: Backend) -> None:
    async with stocked.units() as uow:
        stale = await uow.templates.load(LUMEN, ONE)
    await revise(stocked, "one")
    async with stocked.units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.templates.save(stale.archive(NOW))


async def test_a_template_is_shown_with_its_present_version(stocked: Backend) -> None:
    await revise(stocked, "one", "two")
    assert await stocked.reads.templates.by_ids(LUMEN, [ONE, TemplateId("none")]) == {
        ONE: TemplateView(ONE, "Named t-1", "active", "two", 3, IDA, later(5), NOW, None)
    }
    assert (await stocked.reads.templates.by_ids(UMBRA, [ONE]))[ONE].number == 1
    assert await stocked.reads.templates.by_ids(WorkspaceId("stranger"), [ONE]) == {}


async def test_templates_come_newest_first_and_those_out_of_use_only_when_asked_for(stocked: Backend) -> None:
    for size in (1, 2, 10):
        assert ids(await walk(lambda part: stocked.reads.templates.page(LUMEN, part), size)) == ["t-2", "t-1"]
        every = await walk(lambda part: stocked.reads.templates.page(LUMEN, part, with_archived=True), size)
        assert ids(every) == ["t-3", "t-2", "t-1"]
    assert (await stocked.reads.templates.page(WorkspaceId("stranger"), Slice(5))).total == 0


async def test_every_version_is_kept_and_the_newest_come_first(stocked: Backend) -> None:
    await revise(stocked, "one", "two")
    found = await stocked.reads.templates.versions(LUMEN, [ONE, TemplateId("t-2"), TemplateId("none")], 2)
    assert found == {
        ONE: [TemplateVersionView(3, "two", IDA, later(5)), TemplateVersionView(2, "one", IDA, later(5))],
        TemplateId("t-2"): [TemplateVersionView(1, "Hi {handle} ✨", IDA, later(1))],
    }
    assert len((await stocked.reads.templates.versions(LUMEN, [ONE], 9))[ONE]) == 3
    assert [one.number for one in (await stocked.reads.templates.versions(UMBRA, [ONE], 9))[ONE]] == [1]
