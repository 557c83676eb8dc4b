"""Every use case of lists, on any units of work."""

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.use_cases.add_note import AddNote
from creatorport.application.use_cases.add_to_shortlist import AddToShortlist
from creatorport.application.use_cases.create_shortlist import CreateShortlist
from creatorport.application.use_cases.delete_note import DeleteNote
from creatorport.application.use_cases.delete_saved_search import DeleteSavedSearch
from creatorport.application.use_cases.delete_shortlist import DeleteShortlist
from creatorport.application.use_cases.edit_note import EditNote
from creatorport.application.use_cases.exclude_creators import ExcludeCreators
from creatorport.application.use_cases.readmit_creators import ReadmitCreators
from creatorport.application.use_cases.remove_from_shortlist import RemoveFromShortlist
from creatorport.application.use_cases.rename_saved_search import RenameSavedSearch
from creatorport.application.use_cases.rename_shortlist import RenameShortlist
from creatorport.application.use_cases.reorder_shortlist import ReorderShortlist
from creatorport.application.use_cases.save_search import SaveSearch
from creatorport.application.use_cases.tag_creators import TagCreators
from creatorport.application.use_cases.untag_creators import UntagCreators
from creatorport.graphql.lists.use_cases import ListUseCases


def list_use_cases(units: UnitsOfWork, clock: Clock, identities: Identities) -> ListUseCases:
    return ListUseCases(
        exclude_creators=ExcludeCreators(units, clock),
        readmit_creators=ReadmitCreators(units),
        create_shortlist=CreateShortlist(units, clock, identities),
        rename_shortlist=RenameShortlist(units),
        add_to_shortlist=AddToShortlist(units, clock),
        remove_from_shortlist=RemoveFromShortlist(units),
        reorder_shortlist=ReorderShortlist(units),
        delete_shortlist=DeleteShortlist(units),
        add_note=AddNote(units, clock, identities),
        edit_note=EditNote(units, clock),
        delete_note=DeleteNote(units),
        tag_creators=TagCreators(units, clock),
        untag_creators=UntagCreators(units),
        save_search=SaveSearch(units, clock, identities),
        rename_saved_search=RenameSavedSearch(units),
        delete_saved_search=DeleteSavedSearch(units),
    )
