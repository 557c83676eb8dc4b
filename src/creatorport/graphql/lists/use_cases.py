from dataclasses import dataclass

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
