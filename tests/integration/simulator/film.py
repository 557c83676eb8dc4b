"""Small MP4 files that say of themselves what a test wants; there is no picture in them."""

import struct


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def film(
    seconds: float = 15,
    *,
    frames: float = 30,
    width: int = 1080,
    height: int = 1920,
    size: int | None = None,
    moov_last: bool = True,
    long: bool = False,
) -> bytes:
    """Of `size` bytes when it is given; `long` writes the 64-bit form of the headers."""
    scale = 30_000
    moov = box(
        b"moov",
        _times(b"mvhd", 1000, seconds, long=long)
        + _track(b"soun", scale, seconds, 0, 0, 1024, long=long)
        + _track(b"vide", scale, seconds, width, height, round(scale / frames), long=long),
    )
    ftyp = box(b"ftyp", b"mp42\0\0\0\0mp42isom")
    rest = 0 if size is None else size - len(ftyp) - len(moov) - 8
    mdat = box(b"mdat", bytes(rest))
    return ftyp + (mdat + moov if moov_last else moov + mdat)


def _times(kind: bytes, scale: int, seconds: float, *, long: bool) -> bytes:
    units = int(seconds * scale)
    content = struct.pack(">IQQIQ", 1 << 24, 0, 0, scale, units) if long else struct.pack(">5I", 0, 0, 0, scale, units)
    return box(kind, content + bytes(80))


def _track(handler: bytes, scale: int, seconds: float, width: int, height: int, step: int, *, long: bool) -> bytes:
    head = struct.pack(">I", (1 << 24) if long else 0) + bytes(84 if long else 72)
    tkhd = box(b"tkhd", head + struct.pack(">II", width << 16, height << 16))
    stts = box(b"stts", struct.pack(">4I", 0, 1, int(seconds * scale / step), step))
    hdlr = box(b"hdlr", bytes(8) + handler + bytes(12))
    data_handler = box(b"hdlr", bytes(4) + b"dhlralis" + bytes(12))
    minf = box(b"minf", data_handler + box(b"stbl", box(b"stsd", bytes(200)) + stts))
    return box(b"trak", tkhd + box(b"mdia", _times(b"mdhd", scale, seconds, long=long) + hdlr + minf))
