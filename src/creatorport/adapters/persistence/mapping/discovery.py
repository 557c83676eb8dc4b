from collections.abc import Sequence
from typing import Any

from creatorport.adapters.persistence.rows import CategoriesRow, FoundListRow
from creatorport.domain.categories import Categories
from creatorport.domain.creator_profile import Label
from creatorport.domain.found_list import FoundList, Place, Walk
from creatorport.domain.ids import CreatorId, FoundListId, WorkspaceId


def list_to_row(found: FoundList) -> FoundListRow:
    return FoundListRow(
        workspace_id=found.workspace_id,
        id=found.id,
        scope=found.scope,
        by_key=found.by_key,
        ascending=found.ascending,
        walks=[_walk_written(walk) for walk in found.walks],
        made_at=found.made_at,
        expires_at=found.expires_at,
        calls=found.calls,
        version=found.version,
    )


def list_from_row(row: FoundListRow) -> FoundList:
    return FoundList(
        id=FoundListId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        scope=row.scope,
        by_key=row.by_key,
        ascending=row.ascending,
        walks=tuple(_walk_read(walk) for walk in row.walks),
        made_at=row.made_at,
        expires_at=row.expires_at,
        calls=row.calls,
        version=row.version,
    )


def categories_to_row(categories: Categories) -> CategoriesRow:
    return CategoriesRow(
        workspace_id=categories.workspace_id,
        content=labels_written(categories.content),
        industry=labels_written(categories.industry),
        read_at=categories.read_at,
    )


def categories_from_row(row: CategoriesRow) -> Categories:
    return Categories(WorkspaceId(row.workspace_id), labels_read(row.content), labels_read(row.industry), row.read_at)


def labels_written(labels: Sequence[Label]) -> list[dict[str, str]]:
    return [{"id": label.id, "name": label.name} for label in labels]


def labels_read(written: Sequence[Any] | None) -> tuple[Label, ...]:
    return tuple(Label(one["id"], one["name"]) for one in written or ())


def _walk_written(walk: Walk) -> dict[str, Any]:
    return {
        "countries": list(walk.countries),
        "places": [[place.creator_id, place.key, place.call] for place in walk.places],
        "total": walk.total,
        "reached": walk.reached,
        "overlap": walk.overlap,
    }


def _walk_read(written: dict[str, Any]) -> Walk:
    places = tuple(Place(CreatorId(creator_id), key, call) for creator_id, key, call in written["places"])
    return Walk(tuple(written["countries"]), places, written["total"], written["reached"], written["overlap"])
