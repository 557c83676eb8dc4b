"""Everything that is kept of accounts or creators, one row each, in one statement.

An account and a creator are the same person where their handles agree, within one workspace. The consented store is
reached through the account alone, and the answer of the creators' statement is the only place where both are seen.
"""

from typing import Final

from sqlalchemy import Text, TextClause, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

_OF_ACCOUNT = """
    b.granted,
    coalesce((
        SELECT jsonb_agg(to_jsonb(r)) FROM consented_readings r
        WHERE r.workspace_id = a.workspace_id AND r.account_id = a.id
    ), '[]') AS consented,
    coalesce((
        SELECT jsonb_agg(to_jsonb(d) ORDER BY d.day DESC) FROM (
            SELECT * FROM consented_days d
            WHERE d.workspace_id = a.workspace_id AND d.account_id = a.id
            ORDER BY d.day DESC LIMIT :days
        ) d
    ), '[]') AS days,
    coalesce((
        SELECT jsonb_agg(to_jsonb(h) ORDER BY h.day DESC) FROM (
            SELECT DISTINCT ON (h.day) h.day, h.followers, h.captured_at FROM (
                SELECT (s.captured_at AT TIME ZONE 'UTC')::date AS day, s.followers, s.captured_at
                FROM profile_snapshots s
                WHERE s.workspace_id = a.workspace_id AND s.account_id = a.id
            ) h
            ORDER BY h.day DESC, h.captured_at DESC LIMIT :days
        ) h
    ), '[]') AS history
"""
_CONNECTION = """
LEFT JOIN LATERAL (
    SELECT b.scopes AS granted FROM business_connections b
    WHERE b.workspace_id = a.workspace_id AND b.id = a.id AND b.sealed_access_token IS NOT NULL
) b ON true
"""

_ACCOUNTS = f"""
SELECT a.id, a.handle, {_OF_ACCOUNT},
    coalesce((
        SELECT jsonb_agg(to_jsonb(p)) FROM creator_readings p
        JOIN creators c ON c.workspace_id = p.workspace_id AND c.id = p.creator_id
        WHERE p.workspace_id = a.workspace_id AND c.handle_key = lower(a.handle)
    ), '[]') AS public,
    EXISTS (
        SELECT FROM creators c WHERE c.workspace_id = a.workspace_id AND c.handle_key = lower(a.handle)
    ) AS found
FROM accounts a {_CONNECTION}
WHERE a.workspace_id = :workspace AND a.id = ANY(:ids) AND (:owner IS NULL OR a.owner = :owner)
"""  # noqa: S608  constants
_CREATORS = f"""
SELECT c.id, c.handle, {_OF_ACCOUNT},
    coalesce((
        SELECT jsonb_agg(to_jsonb(p)) FROM creator_readings p
        WHERE p.workspace_id = c.workspace_id AND p.creator_id = c.id
    ), '[]') AS public,
    true AS found
FROM creators c
LEFT JOIN LATERAL (
    SELECT a.workspace_id, a.id FROM accounts a
    WHERE a.workspace_id = c.workspace_id AND lower(a.handle) = c.handle_key
    ORDER BY a.profile_at DESC, a.id LIMIT 1
) a ON true
{_CONNECTION}
WHERE c.workspace_id = :workspace AND c.id = ANY(:ids)
"""  # noqa: S608  constants

_IDS = bindparam("ids", type_=ARRAY(Text()))

OF_ACCOUNTS: Final[TextClause] = text(_ACCOUNTS).bindparams(_IDS, bindparam("owner", type_=Text()))
OF_CREATORS: Final[TextClause] = text(_CREATORS).bindparams(_IDS)
