"""The contract of MediaStore, kept by a folder and by the fake."""

import os
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from creatorport.adapters.media import FolderMediaStore
from creatorport.application.ports.media_store import MediaStore
from creatorport.domain.errors import MediaTooLarge, NotFound
from creatorport.domain.ids import MediaId, WorkspaceId
from tests.fakes.media import InMemoryMediaStore

LUMEN, UMBRA = WorkspaceId("lumen"), WorkspaceId("../umbra")
ONE = MediaId("media-1")


@pytest.fixture(params=["fake", "folder"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> MediaStore:
    return InMemoryMediaStore() if request.param == "fake" else FolderMediaStore(tmp_path / "media")


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def breaking() -> AsyncIterator[bytes]:
    yield b"lemon"
    raise ConnectionResetError


async def read(store: MediaStore, workspace: WorkspaceId, first: int, last: int) -> bytes:
    return b"".join([piece async for piece in store.read(workspace, ONE, first, last)])


async def test_a_file_comes_back_in_any_part_for_its_workspace_alone(store: MediaStore) -> None:
    assert await store.keep(LUMEN, ONE, pieces(b"lemon ", b"", b"pasta"), most=11) == 11
    assert await read(store, LUMEN, 0, 10) == b"lemon pasta"
    assert await read(store, LUMEN, 4, 7) == b"n pa"
    with pytest.raises(NotFound):
        await read(store, UMBRA, 0, 10)
    assert await store.keep(UMBRA, ONE, pieces(b"other"), most=11) == 5
    assert await read(store, LUMEN, 0, 4) == b"lemon"


async def test_a_file_that_is_too_large_or_breaks_off_leaves_nothing(store: MediaStore) -> None:
    with pytest.raises(MediaTooLarge):
        await store.keep(LUMEN, ONE, pieces(b"lemon", b" pasta"), most=10)
    with pytest.raises(ConnectionResetError):
        await store.keep(LUMEN, ONE, breaking(), most=10)
    with pytest.raises(NotFound):
        await read(store, LUMEN, 0, 0)


async def test_a_dropped_file_is_gone_and_dropping_it_twice_is_no_error(store: MediaStore) -> None:
    await store.keep(LUMEN, ONE, pieces(b"lemon"), most=10)
    await store.drop(LUMEN, ONE)
    await store.drop(LUMEN, ONE)
    with pytest.raises(NotFound):
        await read(store, LUMEN, 0, 0)


async def test_what_a_dead_process_left_half_stored_is_dropped_and_whole_files_stay(
    store: MediaStore, tmp_path: Path
) -> None:
    await store.keep(LUMEN, ONE, pieces(b"lemon"), most=10)
    half = tmp_path / "media" / "half.part"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"lem")
    assert await store.drop_broken(timedelta(hours=1)) == 0
    os.utime(half, (0, 0))
    in_a_folder = isinstance(store, FolderMediaStore)
    assert await store.drop_broken(timedelta(hours=1)) == in_a_folder
    assert half.exists() is not in_a_folder
    assert await read(store, LUMEN, 0, 4) == b"lemon"


async def test_nobody_else_on_the_machine_can_read_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "media"
    await FolderMediaStore(folder).keep(UMBRA, ONE, pieces(b"lemon"), most=10)
    (file,) = folder.iterdir()
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)
    assert file.name.isalnum()
    with pytest.raises(MediaTooLarge):
        await FolderMediaStore(folder).keep(LUMEN, ONE, pieces(b"lemon"), most=1)
    assert [one.name for one in folder.iterdir()] == [file.name]
