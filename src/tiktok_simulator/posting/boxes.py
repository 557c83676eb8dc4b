"""Looks into an MP4 or MOV file as it comes by, and keeps nothing of it but a few numbers."""

from dataclasses import dataclass

_OPENED = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl"})
_READ = frozenset({b"mvhd", b"tkhd", b"mdhd", b"hdlr", b"stts"})
# The most that is looked at of a box; the numbers stand at its beginning.
_PREFIX = 128
TO_THE_END = 1 << 62


@dataclass(slots=True)
class Boxes:
    """Takes a file part by part, however it is cut. What the file does not say is None.

    `duration` is in seconds, `width` and `height` are those of the largest picture; `frame_rate` is that of a video
    track whose frames all take the same time.
    """

    duration: float | None = None
    width: int | None = None
    height: int | None = None
    frame_rate: float | None = None
    held: str = ""
    skip: int = 0
    track_scale: int = 0
    is_video: bool = False

    def take(self, part: bytes) -> None:
        held, at = bytes.fromhex(self.held), 0
        while at < len(part):
            if self.skip:
                passed = min(self.skip, len(part) - at)
                self.skip -= passed
                at += passed
                continue
            wanted = _wanted(held)
            piece = part[at : at + wanted - len(held)]
            held += piece
            at += len(piece)
            if len(held) == wanted and wanted == _wanted(held):
                self._read(held)
                held = b""
        self.held = held.hex()

    def _read(self, box: bytes) -> None:
        """One box, or its beginning; the rest of it is passed over."""
        kind, header = box[4:8], _header(box)
        size = _size(box)
        if kind in _OPENED:
            return
        self.skip = size - len(box)
        content = box[header:]
        try:
            if kind == b"mvhd":
                scale, length = _times(content)
                self.duration = length / scale if scale else None
            elif kind == b"tkhd":
                self._picture(content)
            elif kind == b"mdhd":
                self.track_scale = _times(content)[0]
            elif kind == b"hdlr" and content[4:8] != b"dhlr":  # MOV has a second one, about where the data are
                self.is_video = content[8:12] == b"vide"
            elif kind == b"stts":
                self._frames(content)
        except IndexError:
            # Cut short: the file says nothing there.
            return

    def _picture(self, content: bytes) -> None:
        start = 88 if content[0] == 1 else 76
        width, height = _number(content[start : start + 2]), _number(content[start + 4 : start + 6])
        if width * height > (self.width or 0) * (self.height or 0):
            self.width, self.height = width, height

    def _frames(self, content: bytes) -> None:
        entries, step = _number(content[4:8]), _number(content[12:16])
        if self.is_video and entries == 1 and step:
            self.frame_rate = self.track_scale / step


def _wanted(held: bytes) -> int:
    """How many bytes of the box that begins here are needed."""
    if len(held) < 8:
        return 8
    header = _header(held)
    if len(held) < header:
        return header
    return min(_PREFIX, _size(held)) if held[4:8] in _READ else header


def _header(box: bytes) -> int:
    return 16 if _number(box[:4]) == 1 else 8


def _size(box: bytes) -> int:
    """With its header. A box without a size, or with an impossible one, goes to the end of the file."""
    header, size = _header(box), _number(box[:4])
    if header == 16:
        size = _number(box[8:16])
    return size if size >= header else TO_THE_END


def _times(content: bytes) -> tuple[int, int]:
    """Units per second, and units, of a header in its short or long form."""
    if content[0] == 1:
        return _number(content[20:24]), _number(content[24:32])
    return _number(content[12:16]), _number(content[16:20])


def _number(piece: bytes) -> int:
    return int.from_bytes(piece, "big")
