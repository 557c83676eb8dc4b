import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from procrastinate.schema import SchemaManager
from psycopg import sql
from sqlalchemy import NullPool, create_engine, make_url

from creatorport.adapters.persistence.engine import conninfo, psycopg_url
from creatorport.adapters.persistence.rows import Row
from creatorport.adapters.persistence.rows.invitations import LIVE
from creatorport.adapters.persistence.rows.syncs import OPEN
from creatorport.adapters.persistence.schema import migrate, schema_is_current, take_back
from creatorport.domain.errors import StorageUnavailable
from creatorport.domain.invitation_states import LIVE_STATES
from creatorport.domain.sync import OPEN_STATES

QUEUE_SCHEMA = "c70ec4b400a60ad9592787653aae5ae77ae41bf801d56b5bd2712751a07f2009"


@pytest.fixture
def blank_url(database_url: str) -> Iterator[str]:
    """The URL of a database in which nothing was ever made."""
    url = make_url(database_url)
    name = f"{url.database}_blank"
    with psycopg.connect(conninfo(database_url), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield url.set(database=name).render_as_string(hide_password=False)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def things(url: str) -> set[str]:
    """Return the names of all tables, indices, functions and types."""
    statement = """
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION SELECT typname FROM pg_type WHERE typnamespace = 'public'::regnamespace
    """
    with psycopg.connect(conninfo(url)) as connection:
        return {name for (name,) in connection.execute(statement).fetchall()}


def test_the_migrations_make_what_the_rows_describe(database_url: str) -> None:
    engine = create_engine(psycopg_url(database_url), poolclass=NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_server_default": True,
                "include_name": lambda name, kind, _: not (kind == "table" and str(name).startswith("procrastinate_")),
            },
        )
        assert compare_metadata(context, Row.metadata) == []
    engine.dispose()


def test_all_the_way_down_leaves_nothing_behind_and_up_again_makes_the_same(blank_url: str) -> None:
    assert schema_is_current(blank_url) is False
    migrate(blank_url)
    assert schema_is_current(blank_url) is True
    made = things(blank_url)
    assert {"campaigns", "log", "procrastinate_jobs", "uq_invitations_live"} <= made
    take_back(blank_url, to="base")
    assert things(blank_url) == {"alembic_version", "_alembic_version", "alembic_version_pkc"}
    assert schema_is_current(blank_url) is False
    migrate(blank_url)
    assert things(blank_url) == made


def test_single_steps_can_be_taken_back(blank_url: str) -> None:
    migrate(blank_url)
    take_back(blank_url, to="0001")
    assert "procrastinate_jobs" not in things(blank_url)
    assert "campaigns" in things(blank_url)
    migrate(blank_url)
    assert schema_is_current(blank_url) is True


def test_a_profile_of_an_older_release_was_read_when_it_was_connected(blank_url: str) -> None:
    migrate(blank_url)
    take_back(blank_url, to="0003")
    with psycopg.connect(conninfo(blank_url)) as connection:
        connection.execute("""
            INSERT INTO accounts (workspace_id, id, owner, open_id, has_reach, requested_scopes, state, connected_at,
                updated_at, version)
            VALUES ('lumen', '1', 'ida', 'open-mara', false, '{}', 'connected', '2026-11-01T00:00:00Z',
                '2026-11-20T00:00:00Z', 3)
        """)
    migrate(blank_url)
    with psycopg.connect(conninfo(blank_url)) as connection:
        assert connection.execute("SELECT profile_at = connected_at FROM accounts").fetchall() == [(True,)]


JOINED_BEFORE = """
SET LOCAL session_replication_role = replica;
INSERT INTO invitations (workspace_id, id, campaign_id, creator_id, handle, handle_key, message, state, created_at,
    terms_number, negotiation, over_budget, life, reminders, join_token_hash, version)
SELECT 'lumen', handle, 'c', handle, handle, lower(handle), '', 'sent', now(), 1, 'open', false, 60, '[]', hash, 1
FROM (VALUES ('Mara', 'h1'), ('ben', NULL)) AS invited (handle, hash);
INSERT INTO accounts (workspace_id, id, owner, open_id, has_reach, requested_scopes, state, connected_at, profile_at,
    updated_at, version)
SELECT workspace, workspace || owner, owner, owner, false, '{}', 'connected', now(), now(), now(), 1
FROM (VALUES ('lumen', 'Mara'), ('lumen', 'ben'), ('lumen', 'mira'), ('umbra', 'Mara')) AS known (workspace, owner);
INSERT INTO connect_attempts (state_hash, target, workspace_id, member_id, scopes, expected, started_at, takes_over)
VALUES ('by the link', 'account', 'lumen', 'Mara', '{}', 'Mara', now(), false),
    ('with a login', 'account', 'lumen', 'Mara', '{}', 'Mara', now(), true);
"""


def test_what_a_join_link_of_an_older_release_connected_is_no_members_any_more(database_url: str) -> None:
    take_back(database_url, to="0051")
    with psycopg.connect(conninfo(database_url)) as connection:
        connection.execute(JOINED_BEFORE)
    migrate(database_url)
    with psycopg.connect(conninfo(database_url)) as connection:
        owners = connection.execute("SELECT id, owner FROM accounts").fetchall()
        members = connection.execute("SELECT state_hash, member_id FROM connect_attempts").fetchall()
    assert dict(owners) == {"lumenMara": "joined:@mara", "lumenben": "ben", "lumenmira": "mira", "umbraMara": "Mara"}
    assert dict(members) == {"by the link": "joined:@mara", "with a login": "Mara"}


ENDED_BEFORE = """
SET LOCAL session_replication_role = replica;
INSERT INTO campaigns (workspace_id, id, name, brand_name, brief, state, created_by, created_at, version)
SELECT 'lumen', state, state, 'Lumen', '', state, 'ida', '2026-11-01T00:00:00Z', 1
FROM unnest(ARRAY['active', 'cancelled', 'rejected']) AS state;
INSERT INTO activities (workspace_id, campaign_id, at, actor_kind, kind, verb, facts)
VALUES ('lumen', 'cancelled', '2026-11-20T00:00:00Z', 'member', 'campaign', 'cancelled', '{}'),
    ('lumen', 'cancelled', '2026-11-21T00:00:00Z', 'member', 'campaign', 'archived', '{}');
"""


def test_when_an_older_release_ended_a_campaign_its_activity_tells(database_url: str) -> None:
    take_back(database_url, to="0090")
    with psycopg.connect(conninfo(database_url)) as connection:
        connection.execute(ENDED_BEFORE)
    migrate(database_url)
    with psycopg.connect(conninfo(database_url)) as connection:
        ended: dict[str, datetime | None] = dict(connection.execute("SELECT id, ended_at FROM campaigns").fetchall())
    assert ended["active"] is None
    assert ended["cancelled"] == datetime(2026, 11, 20, tzinfo=UTC)
    assert ended["rejected"] is not None


def test_processes_that_start_at_once_migrate_once(blank_url: str) -> None:
    with ThreadPoolExecutor(6) as starting:
        list(starting.map(migrate, [blank_url] * 6))
    assert schema_is_current(blank_url) is True


def test_no_database_is_said_to_be_unavailable() -> None:
    with pytest.raises(StorageUnavailable):
        migrate("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(StorageUnavailable):
        schema_is_current("postgresql://nobody@127.0.0.1:1/nothing")


def test_the_index_of_live_invitations_knows_the_domains_live_states() -> None:
    assert _named(LIVE) == {state.value for state in LIVE_STATES}


def test_the_index_of_open_sync_runs_knows_the_domains_open_states() -> None:
    assert _named(OPEN) == {state.value for state in OPEN_STATES}


def test_the_queues_schema_is_the_one_that_the_migrations_were_written_for() -> None:
    """When this fails, procrastinate has changed its schema: its migrations become a new one of ours."""
    assert hashlib.sha256(SchemaManager.get_schema().encode()).hexdigest() == QUEUE_SCHEMA


def _named(condition: str) -> set[str]:
    return {word.strip(" '") for word in condition.partition("(")[2].rstrip(")").split(",")}
