from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import DateTime, and_, bindparam, cast, func, literal_column, select, true
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.mapping.campaign_plans import plan_from_row
from creatorport.adapters.persistence.reads.creators import SHOWN, view
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import CampaignRow, CreatorReadingRow, CreatorRow, PostRow
from creatorport.application.ports.match_reads import LastPost, MatchScene, Viewers
from creatorport.domain.ids import CampaignId, CreatorId, WorkspaceId
from creatorport.domain.insights.audience import Dimension
from creatorport.domain.insights.reading import ReadingKind

_C = table(CreatorRow).c
_G = table(CampaignRow).c
_P = table(PostRow).c
_WATCHED, _SEEN = (table(CreatorReadingRow).alias(name) for name in ("watched", "seen"))

_NEWEST = (
    select(
        func.max(_P.published_at).label("posted_at"),
        func.max(func.coalesce(_P.captured_at, _P.linked_at)).label("posts_read_at"),
    )
    .where(_P.workspace_id == _C.workspace_id, _P.creator_id == _C.id, _P.published_at.is_not(None))
    .lateral("newest")
)
_VIDEO = func.jsonb_array_elements(_SEEN.c.told["videos"]).table_valued("value").render_derived()
_PUBLISHED = _VIDEO.c.value.op("->>")(literal_column("'published_at'"))
_SHOWN_AT = select(func.max(cast(_PUBLISHED, DateTime(timezone=True)))).select_from(_VIDEO).scalar_subquery()


def _read(reading: Any, kind: ReadingKind) -> Any:
    return and_(
        reading.c.workspace_id == _C.workspace_id,
        reading.c.creator_id == _C.id,
        reading.c.kind == literal_column(f"'{kind.value}'"),
    )


# The campaign once for each creator; or once alone, when none of them is known.
_SCENE = (
    select(
        _G.budget_amount,
        _G.budget_currency,
        _G.plan,
        _G.country_codes,
        _NEWEST.c.posted_at,
        _NEWEST.c.posts_read_at,
        _WATCHED.c.told["audience"][Dimension.COUNTRY.value].label("watched_from"),
        _WATCHED.c.captured_at.label("watched_read_at"),
        _SHOWN_AT.label("shown_at"),
        _SEEN.c.captured_at.label("shown_read_at"),
        *SHOWN,
    )
    .select_from(
        table(CampaignRow)
        .outerjoin(table(CreatorRow), and_(_C.workspace_id == _G.workspace_id, one_of(_C.id, "ids")))
        .outerjoin(_NEWEST, true())
        .outerjoin(_WATCHED, _read(_WATCHED, ReadingKind.CAMPAIGNS))
        .outerjoin(_SEEN, _read(_SEEN, ReadingKind.PUBLIC_VIDEOS))
    )
    .where(_G.workspace_id == bindparam("workspace"), _G.id == bindparam("campaign"))
)


class SqlMatchReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def scene(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, ids: Collection[CreatorId]
    ) -> MatchScene | None:
        given = {"workspace": workspace_id, "campaign": campaign_id, "ids": list(ids)}
        rows = await self._statements.rows(_SCENE, given)
        if not rows:
            return None
        creators = {CreatorId(row.id): row for row in rows if row.id is not None}
        return MatchScene(
            plan=plan_from_row(rows[0]),
            country_codes=tuple(rows[0].country_codes or ()),
            creators={key: view(row) for key, row in creators.items()},
            last_posts={key: max(posts, key=_age) for key, row in creators.items() if (posts := list(_posts(row)))},
            viewers={
                key: Viewers(dict(row.watched_from), row.watched_read_at)
                for key, row in creators.items()
                if row.watched_from and row.watched_read_at is not None
            },
        )


def _posts(row: Any) -> Iterable[LastPost]:
    if row.posted_at is not None:
        yield LastPost(row.posted_at, row.posts_read_at)
    if row.shown_at is not None and row.shown_read_at is not None:
        yield LastPost(row.shown_at, row.shown_read_at)


def _age(post: LastPost) -> Any:
    return post.published_at, post.read_at
