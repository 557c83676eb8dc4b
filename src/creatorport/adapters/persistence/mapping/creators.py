from creatorport.adapters.persistence.rows import CreatorRow
from creatorport.domain.creator import Creator, ExpiringUrl, Reach
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId, WorkspaceId
from creatorport.domain.pedigree import Pedigree, Source


def to_row(creator: Creator) -> CreatorRow:
    return CreatorRow(
        workspace_id=creator.workspace_id,
        id=creator.id,
        handle=creator.handle.text,
        handle_key=creator.handle.key,
        display_name=creator.display_name,
        avatar_url=creator.avatar.url if creator.avatar else None,
        avatar_expires_at=creator.avatar.expires_at if creator.avatar else None,
        followers=creator.reach.followers,
        following=creator.reach.following,
        likes=creator.reach.likes,
        videos=creator.reach.videos,
        source=creator.pedigree.source.value,
        captured_at=creator.pedigree.captured_at,
        fresh_until=creator.pedigree.fresh_until,
        found_at=creator.found_at,
    )


def from_row(row: CreatorRow) -> Creator:
    return Creator(
        id=CreatorId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        handle=Handle(row.handle, row.handle_key),
        display_name=row.display_name,
        avatar=ExpiringUrl(row.avatar_url, row.avatar_expires_at) if row.avatar_url is not None else None,
        reach=Reach(row.followers, row.following, row.likes, row.videos),
        pedigree=Pedigree(Source(row.source), row.captured_at, row.fresh_until),
        found_at=row.found_at,
    )
