"""Which source a section is taken from, and why it is empty where it is."""

from collections.abc import Callable, Sequence

from creatorport.application.insight_views import Section, StoredInsights
from creatorport.application.use_cases.capture_own_insights import SCOPES
from creatorport.domain.insights.reading import CONSENTED, SOURCES, Reading, ReadingKind
from creatorport.domain.pedigree import Absence

Tells = Callable[[Reading], bool]


def chosen(stored: StoredInsights, kinds: Sequence[ReadingKind], tells: Tells) -> tuple[Section, Reading | None]:
    """Return the first source that tells something, in the order given; without one, the first and why it does not."""
    for kind in kinds:
        reading = stored.readings.get(kind)
        if reading is not None and reading.captured_at is not None and tells(reading):
            return _section(reading), reading
    kind, absence = _cause(stored, kinds)
    reading = stored.readings.get(kind)
    captured, fresh = (reading.captured_at, reading.fresh_until) if reading else (None, None)
    return Section(SOURCES[kind].value, captured, fresh, absence), None


def _cause(stored: StoredInsights, kinds: Sequence[ReadingKind]) -> tuple[ReadingKind, Absence]:
    causes = [(kind, _absence(stored, kind)) for kind in kinds]
    # Public videos that were not had so far need a reading, and nobody's consent.
    cause = dict(causes).get(ReadingKind.PUBLIC_VIDEOS)
    if stored.found and causes[0][1] is Absence.NOT_PERMITTED and cause in (Absence.NOT_YET, Absence.ERROR):
        return ReadingKind.PUBLIC_VIDEOS, cause
    # Who may not look learns more from that than from what another source lacks.
    return next(((kind, cause) for kind, cause in causes if cause is not Absence.NOT_SUPPORTED), causes[0])


def _section(reading: Reading) -> Section:
    return Section(reading.source.value, reading.captured_at, reading.fresh_until, None)


def _absence(stored: StoredInsights, kind: ReadingKind) -> Absence:
    reading = stored.readings.get(kind)
    if kind in CONSENTED and (stored.granted is None or not SCOPES[kind] <= stored.granted):
        return Absence.NOT_PERMITTED
    if reading is None:
        return Absence.NOT_YET
    if reading.captured_at is not None:
        return Absence.NOT_SUPPORTED
    return reading.absence or Absence.NOT_YET
