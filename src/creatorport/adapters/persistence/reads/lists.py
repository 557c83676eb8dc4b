from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.exclusions import SqlExclusionReads
from creatorport.adapters.persistence.reads.notes import SqlNoteReads
from creatorport.adapters.persistence.reads.saved_searches import SqlSavedSearchReads
from creatorport.adapters.persistence.reads.shortlists import SqlShortlistReads
from creatorport.adapters.persistence.reads.tags import SqlTagReads
from creatorport.application.ports.list_reads import ListReads


def sql_list_reads(engine: AsyncEngine) -> ListReads:
    """Put the reads of lists together."""
    return ListReads(
        exclusions=SqlExclusionReads(engine),
        shortlists=SqlShortlistReads(engine),
        notes=SqlNoteReads(engine),
        tags=SqlTagReads(engine),
        saved_searches=SqlSavedSearchReads(engine),
    )
