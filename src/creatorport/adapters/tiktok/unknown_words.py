"""Words of TikTok's that we do not know: a new status, a new kind. They are counted and logged; none is an error."""

import structlog
from opentelemetry import metrics

from creatorport.domain.texts import plain

_LONGEST = 60


class UnknownWords:
    """Counts them by where they stood. The word itself goes into the log alone: nobody bounds how many there are."""

    def __init__(self) -> None:
        self._counter = metrics.get_meter("creatorport.tiktok").create_counter(
            "tiktok_unknown_words", description="Words of TikTok's that we do not know, taken for OTHER"
        )
        self._log = structlog.get_logger("creatorport.tiktok")

    def met(self, endpoint: str, field: str, word: str) -> None:
        self._counter.add(1, {"endpoint": endpoint, "field": field})
        self._log.warning("tiktok_unknown_word", endpoint=endpoint, field=field, word=plain(word)[:_LONGEST])


UNKNOWN_WORDS = UnknownWords()
