from collections.abc import Sequence

from creatorport.application.ports.notices import (
    AccountVideosChanged,
    AuthorizationRemoved,
    CampaignVideoChanged,
    CommentChanged,
    InvitationAnswered,
    MilestoneCrossed,
    Noted,
    Notice,
    PublicationTold,
    Unrecognised,
)
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.ids import WorkspaceId


async def concerned(uow: UnitOfWork, notices: Sequence[Notice]) -> frozenset[WorkspaceId]:
    """Return the workspaces that any of the notices is about. A delivery may speak of a thousand things of one."""
    people: set[str] = set()
    brands: set[str] = set()
    for notice in notices:
        match notice:
            case AuthorizationRemoved() | AccountVideosChanged() | PublicationTold() | CommentChanged():
                people.add(notice.open_id)
            case CampaignVideoChanged() | InvitationAnswered() | MilestoneCrossed():
                brands.add(notice.tto_account_id)
            case Noted() | Unrecognised():
                continue
    found = [one.workspace_id for open_id in sorted(people) for one in await uow.accounts.everywhere(open_id)]
    found += [one.workspace_id for open_id in sorted(people) for one in await uow.business.everywhere(open_id)]
    found += [one.workspace_id for brand in sorted(brands) for one in await uow.marketplaces.of_tto_account(brand)]
    return frozenset(found)
