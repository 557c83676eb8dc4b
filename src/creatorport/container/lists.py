"""What members do with lists."""

from dependency_injector import containers, providers

from creatorport.application.ports.clock import Clock
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


class Lists(containers.DeclarativeContainer):
    """The use cases of a workspace's lists."""

    clock: providers.Dependency[Clock] = providers.Dependency()
    storage = providers.DependenciesContainer()

    use_cases = providers.Singleton(
        ListUseCases,
        exclude_creators=providers.Singleton(ExcludeCreators, storage.units, clock),
        readmit_creators=providers.Singleton(ReadmitCreators, storage.units),
        create_shortlist=providers.Singleton(CreateShortlist, storage.units, clock, storage.identities),
        rename_shortlist=providers.Singleton(RenameShortlist, storage.units),
        add_to_shortlist=providers.Singleton(AddToShortlist, storage.units, clock),
        remove_from_shortlist=providers.Singleton(RemoveFromShortlist, storage.units),
        reorder_shortlist=providers.Singleton(ReorderShortlist, storage.units),
        delete_shortlist=providers.Singleton(DeleteShortlist, storage.units),
        add_note=providers.Singleton(AddNote, storage.units, clock, storage.identities),
        edit_note=providers.Singleton(EditNote, storage.units, clock),
        delete_note=providers.Singleton(DeleteNote, storage.units),
        tag_creators=providers.Singleton(TagCreators, storage.units, clock),
        untag_creators=providers.Singleton(UntagCreators, storage.units),
        save_search=providers.Singleton(SaveSearch, storage.units, clock, storage.identities),
        rename_saved_search=providers.Singleton(RenameSavedSearch, storage.units),
        delete_saved_search=providers.Singleton(DeleteSavedSearch, storage.units),
    )
