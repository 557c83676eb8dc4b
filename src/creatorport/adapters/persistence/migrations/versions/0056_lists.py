"""Shortlists, notes on creators, their tags, and saved searches."""

from alembic import op

revision: str = "0056"
down_revision: str | None = "0080"

_UP = """
CREATE TABLE shortlists (
    workspace_id text NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_shortlists PRIMARY KEY (workspace_id, id)
);
CREATE INDEX ix_shortlists_workspace_id_created_at_id ON shortlists (workspace_id, created_at, id);
CREATE TABLE shortlist_creators (
    workspace_id text NOT NULL,
    shortlist_id text NOT NULL,
    creator_id text NOT NULL,
    place integer NOT NULL,
    added_by text NOT NULL,
    added_at timestamptz NOT NULL,
    CONSTRAINT pk_shortlist_creators PRIMARY KEY (workspace_id, shortlist_id, creator_id),
    CONSTRAINT fk_shortlist_creators_workspace_id_shortlist_id_shortlists FOREIGN KEY (workspace_id, shortlist_id)
        REFERENCES shortlists (workspace_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_shortlist_creators_workspace_id_creator_id_creators FOREIGN KEY (workspace_id, creator_id)
        REFERENCES creators (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_shortlist_creators_workspace_id_shortlist_id_place
    ON shortlist_creators (workspace_id, shortlist_id, place);
CREATE INDEX ix_shortlist_creators_workspace_id_creator_id ON shortlist_creators (workspace_id, creator_id);
CREATE TABLE creator_notes (
    workspace_id text NOT NULL,
    id text NOT NULL,
    creator_id text NOT NULL,
    author text NOT NULL,
    written_at timestamptz NOT NULL,
    edited_at timestamptz,
    edited_by text,
    text text NOT NULL,
    CONSTRAINT pk_creator_notes PRIMARY KEY (workspace_id, id),
    CONSTRAINT fk_creator_notes_workspace_id_creator_id_creators FOREIGN KEY (workspace_id, creator_id)
        REFERENCES creators (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_creator_notes_workspace_id_creator_id_written_at_id
    ON creator_notes (workspace_id, creator_id, written_at, id);
CREATE TABLE creator_tags (
    workspace_id text NOT NULL,
    creator_id text NOT NULL,
    tag text NOT NULL,
    tagged_by text NOT NULL,
    tagged_at timestamptz NOT NULL,
    CONSTRAINT pk_creator_tags PRIMARY KEY (workspace_id, creator_id, tag),
    CONSTRAINT fk_creator_tags_workspace_id_creator_id_creators FOREIGN KEY (workspace_id, creator_id)
        REFERENCES creators (workspace_id, id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_creator_tags_workspace_id_tag_tagged_at_creator_id
    ON creator_tags (workspace_id, tag, tagged_at, creator_id);
CREATE TABLE saved_searches (
    workspace_id text NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    asked text NOT NULL,
    form integer NOT NULL,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT pk_saved_searches PRIMARY KEY (workspace_id, id)
);
CREATE INDEX ix_saved_searches_workspace_id_created_at_id ON saved_searches (workspace_id, created_at, id);
"""

_DOWN = """
DROP TABLE saved_searches;
DROP TABLE creator_tags;
DROP TABLE creator_notes;
DROP TABLE shortlist_creators;
DROP TABLE shortlists;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
