"""Every use case of lists, on any units of work."""

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.use_cases.change_shortlist import DeleteShortlist, RenameShortlist, ReorderShortlist
from creatorport.application.use_cases.create_shortlist import CreateShortlist
from creatorport.application.use_cases.exclude_creators import ExcludeCreators, ReadmitCreators
from creatorport.application.use_cases.fill_shortlist import AddToShortlist, RemoveFromShortlist
from creatorport.application.use_cases.save_search import DeleteSavedSearch, RenameSavedSearch, SaveSearch
from creatorport.application.use_cases.tag_creators import TagCreators, UntagCreators
from creatorport.application.use_cases.write_notes import AddNote, DeleteNote, EditNote
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
