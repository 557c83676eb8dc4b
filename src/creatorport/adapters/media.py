"""Handed-in videos in a folder, readable by nobody but us."""

import asyncio
import contextlib
import hashlib
import os
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from creatorport.domain.errors import MediaTooLarge, NotFound
from creatorport.domain.ids import MediaId, WorkspaceId

_PIECE = 256 * 1024
_PART = ".part"


class FolderMediaStore:
    """Implements MediaStore. Names are digests of workspace and id, so that nobody's words become a path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(
        self, workspace_id: WorkspaceId, media_id: MediaId, pieces: AsyncIterator[bytes], *, most: int
    ) -> int:
        path = self._path(workspace_id, media_id)
        part = path.with_suffix(_PART)
        size = 0
        file = await asyncio.to_thread(_create, part)
        try:
            async for piece in _bounded(pieces, most):
                size += len(piece)
                await asyncio.to_thread(file.write, piece)
            await asyncio.to_thread(_finish, file, part, path)
        except BaseException:
            file.close()
            part.unlink(missing_ok=True)
            raise
        return size

    async def read(self, workspace_id: WorkspaceId, media_id: MediaId, first: int, last: int) -> AsyncIterator[bytes]:
        try:
            file = await asyncio.to_thread(self._path(workspace_id, media_id).open, "rb")
        except FileNotFoundError as error:
            raise NotFound("media", media_id) from error
        with contextlib.closing(file):
            await asyncio.to_thread(file.seek, first)
            left = last - first + 1
            while left > 0:
                piece = await asyncio.to_thread(file.read, min(_PIECE, left))
                if not piece:
                    raise NotFound("media", media_id)
                left -= len(piece)
                yield piece

    async def drop(self, workspace_id: WorkspaceId, media_id: MediaId) -> None:
        await asyncio.to_thread(self._path(workspace_id, media_id).unlink, missing_ok=True)

    async def drop_broken(self, older_than: timedelta) -> int:
        return await asyncio.to_thread(_drop_broken, self._folder, time.time() - older_than.total_seconds())

    def _path(self, workspace_id: WorkspaceId, media_id: MediaId) -> Path:
        name = hashlib.sha256(f"{len(workspace_id)}:{workspace_id}/{media_id}".encode()).hexdigest()
        return self._folder / name


async def _bounded(pieces: AsyncIterator[bytes], most: int) -> AsyncIterator[bytes]:
    size = 0
    async for piece in pieces:
        size += len(piece)
        if size > most:
            raise MediaTooLarge(most)
        yield piece


def _create(part: Path) -> BinaryIO:
    part.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(descriptor, "wb", buffering=_PIECE)


def _drop_broken(folder: Path, before: float) -> int:
    broken = [part for part in folder.glob(f"*{_PART}") if part.stat().st_mtime < before]
    for part in broken:
        part.unlink(missing_ok=True)
    return len(broken)


def _finish(file: BinaryIO, part: Path, path: Path) -> None:
    file.flush()
    os.fsync(file.fileno())
    file.close()
    part.replace(path)
