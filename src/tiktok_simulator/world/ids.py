"""Video ids: 19 digits, the second of creation in the upper 32 bits, creator and index veiled in the lower."""

CREATORS = 1 << 14
POSTED_FROM = 1 << 17  # indexes below count usual videos, those from here on were posted during the run
_INDEXES = 1 << 18
_LOW = 0xFFFFFFFF
_FACTOR = 0x9E3779B1  # odd, hence invertible modulo 2³²
_INVERSE = pow(_FACTOR, -1, 1 << 32)


class VideoIds:
    """Makes ids, and reads creator and index back out, so that no table of a million videos is kept."""

    def __init__(self, veil: int) -> None:
        self._veil = veil & _LOW

    def video_id(self, creator: int, index: int, second: int) -> str:
        low = ((creator * _INDEXES + index) * _FACTOR & _LOW) ^ self._veil
        return str(second << 32 | low)

    def creator_and_index(self, video_id: str) -> tuple[int, int] | None:
        """None for text that cannot be one of ours."""
        if not (video_id.isascii() and video_id.isdecimal()) or len(video_id) != 19:
            return None
        plain = ((int(video_id) & _LOW) ^ self._veil) * _INVERSE & _LOW
        return divmod(plain, _INDEXES)
