from dataclasses import dataclass

from creatorport.application.use_cases.change_shortlist import DeleteShortlist, RenameShortlist, ReorderShortlist
from creatorport.application.use_cases.create_shortlist import CreateShortlist
from creatorport.application.use_cases.exclude_creators import ExcludeCreators, ReadmitCreators
from creatorport.application.use_cases.fill_shortlist import AddToShortlist, RemoveFromShortlist
from creatorport.application.use_cases.save_search import DeleteSavedSearch, RenameSavedSearch, SaveSearch
from creatorport.application.use_cases.tag_creators import TagCreators, UntagCreators
from creatorport.application.use_cases.write_notes import AddNote, DeleteNote, EditNote


@dataclass(frozen=True, slots=True)
class ListUseCases:
    """Every use case of a workspace's lists, ready made."""

    exclude_creators: ExcludeCreators
    readmit_creators: ReadmitCreators
    create_shortlist: CreateShortlist
    rename_shortlist: RenameShortlist
    add_to_shortlist: AddToShortlist
    remove_from_shortlist: RemoveFromShortlist
    reorder_shortlist: ReorderShortlist
    delete_shortlist: DeleteShortlist
    add_note: AddNote
    edit_note: EditNote
    delete_note: DeleteNote
    tag_creators: TagCreators
    untag_creators: UntagCreators
    save_search: SaveSearch
    rename_saved_search: RenameSavedSearch
    delete_saved_search: DeleteSavedSearch
