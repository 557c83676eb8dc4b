"""The audit log of campaigns, which the database itself keeps from being changed."""

from alembic import op

revision: str = "0066"
down_revision: str | None = "0050"

_UP = """
CREATE TABLE activities (
    number bigint GENERATED ALWAYS AS IDENTITY,
    workspace_id text NOT NULL,
    campaign_id text NOT NULL,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL,
    actor_id text,
    kind text NOT NULL,
    verb text NOT NULL,
    subject_kind text,
    subject_id text,
    facts jsonb NOT NULL,
    CONSTRAINT pk_activities PRIMARY KEY (number)
);
CREATE INDEX ix_activities_workspace_id_campaign_id_number ON activities (workspace_id, campaign_id, number);

-- The one thing that may be done to an entry is to forget the person in it: and then nothing else.
CREATE FUNCTION activities_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.actor_id IS NULL AND NEW.facts = '{}'
            AND to_jsonb(NEW) - 'actor_id' - 'facts' = to_jsonb(OLD) - 'actor_id' - 'facts' THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'entries of an audit log are neither changed nor deleted' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER activities_stay BEFORE UPDATE OR DELETE ON activities
    FOR EACH ROW EXECUTE FUNCTION activities_stay();
CREATE TRIGGER activities_stay_whole BEFORE TRUNCATE ON activities
    FOR EACH STATEMENT EXECUTE FUNCTION activities_stay();
"""

_DOWN = """
DROP TABLE activities;
DROP FUNCTION activities_stay();
"""


def upgrade() -> None:
    op.execute(_UP)


def downgrade() -> None:
    op.execute(_DOWN)
