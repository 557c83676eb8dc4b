"""Message templates, and their versions."""

from alembic import op

revision: str = "0075"
down_revision: str | None = "0065"

_UP = """
CREATE TABLE message_templates (
    workspace_id text NOT NULL,
    id text NOT NULL,
    name text NOT NULL,
    state text NOT NULL,
    number integer NOT NULL,
    wording text NOT NULL,
    revised_by text NOT NULL,
    revised_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL,
    archived_at timestamptz,
    version integer NOT NULL,
    CONSTRAINT pk_message_templates PRIMARY KEY (workspace_id, id)
);
CREATE INDEX ix_message_templates_workspace_id_created_at_id ON message_templates (workspace_id, created_at, id);
CREATE TABLE message_template_versions (
    workspace_id text NOT NULL,
    template_id text NOT NULL,
    number integer NOT NULL,
    wording text NOT NULL,
    written_by text NOT NULL,
    written_at timestamptz NOT NULL,
    CONSTRAINT pk_message_template_versions PRIMARY KEY (workspace_id, template_id, number),
    CONSTRAINT fk_message_template_versions_template FOREIGN KEY (workspace_id, template_id)
        REFERENCES message_templates (workspace_id, id)
);
"""

_DOWN = """
DROP TABLE message_template_versions;
DROP TABLE message_templates;
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
