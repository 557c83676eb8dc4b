"""The planner's reads, each over all things at once."""

from typing import Final

from sqlalchemy import text

NEWEST: Final = 60
"""How many of an account's videos the planner looks after; older ones are left to the syncs, unless promised."""

REFRESHABLES: Final = text("""
WITH chosen AS (
    SELECT workspace_id, id, followers, profile_at, scopes FROM accounts
    WHERE issued_at IS NOT NULL AND (CAST(:workspace AS text) IS NULL OR workspace_id = :workspace)
        AND (failed_at IS NULL OR failed_at < CAST(:now AS timestamptz) - INTERVAL '1 hour')
),
live AS (
    SELECT DISTINCT p.workspace_id, p.video_id FROM posts p
    JOIN campaigns c ON c.workspace_id = p.workspace_id AND c.id = p.campaign_id WHERE c.state = 'active'
),
watched AS (
    SELECT DISTINCT p.workspace_id, p.video_id FROM posts p
    JOIN attention t ON t.workspace_id = p.workspace_id AND t.kind = 'campaign' AND t.id = p.campaign_id
    WHERE t.until > :now
),
promised AS (
    SELECT p.workspace_id, p.video_id, min(f.bound) AS bound FROM posts p
    JOIN freshness_promises f ON f.workspace_id = p.workspace_id AND f.subject = 'campaign'
        AND f.subject_id = p.campaign_id AND f.withdrawn_at IS NULL
    GROUP BY 1, 2
),
counted AS (
    SELECT v.workspace_id, v.id, v.account_id, v.video_id, v.captured_at, v.published_at, c.followers,
        row_number() OVER of_account AS place,
        count(*) OVER (PARTITION BY v.workspace_id, v.account_id) AS videos
    FROM account_videos v JOIN chosen c ON c.workspace_id = v.workspace_id AND c.id = v.account_id
    WHERE v.state = 'visible' AND 'video.list' = ANY (c.scopes)
    WINDOW of_account AS (
        PARTITION BY v.workspace_id, v.account_id ORDER BY coalesce(v.published_at, v.first_seen_at) DESC, v.id
    )
),
things AS (
    SELECT v.workspace_id, v.id AS key, v.account_id, v.video_id, v.captured_at, v.published_at, v.followers,
        l.video_id IS NOT NULL AS live, w.video_id IS NOT NULL AS watched, p.bound, v.videos, v.place
    FROM counted v
    LEFT JOIN live l ON l.workspace_id = v.workspace_id AND l.video_id = v.video_id
    LEFT JOIN watched w ON w.workspace_id = v.workspace_id AND w.video_id = v.video_id
    LEFT JOIN promised p ON p.workspace_id = v.workspace_id AND p.video_id = v.video_id
    UNION ALL
    SELECT c.workspace_id, 'profile:' || c.id, c.id, NULL, c.profile_at, NULL, c.followers,
        EXISTS (
            SELECT 1 FROM counted v JOIN live l ON l.workspace_id = v.workspace_id AND l.video_id = v.video_id
            WHERE v.workspace_id = c.workspace_id AND v.account_id = c.id
        ), false, NULL, 0, 0
    FROM chosen c WHERE 'user.info.stats' = ANY (c.scopes)
)
SELECT t.workspace_id, t.key, t.account_id, t.video_id, t.captured_at, t.published_at, t.followers, t.live,
    t.watched OR a.id IS NOT NULL AS watched, least(t.bound, f.bound) AS bound, t.videos,
    b.shape, b.exposure, b.asked_at
FROM things t
LEFT JOIN attention a ON a.workspace_id = t.workspace_id AND a.kind = 'account' AND a.id = t.account_id
    AND a.until > :now
LEFT JOIN freshness_promises f ON f.workspace_id = t.workspace_id AND f.subject = 'account'
    AND f.subject_id = t.account_id AND f.withdrawn_at IS NULL
LEFT JOIN beliefs b ON b.workspace_id = t.workspace_id AND b.key = t.key
WHERE t.place <= :newest OR t.live OR t.bound IS NOT NULL OR f.bound IS NOT NULL
ORDER BY t.workspace_id, t.key
""")

UNLEARNED: Final = text("""
WITH news AS (
    SELECT v.workspace_id, v.id AS key, v.account_id, v.video_id, v.published_at, a.followers,
        b.shape, b.exposure, b.learned_at
    FROM account_videos v
    JOIN accounts a ON a.workspace_id = v.workspace_id AND a.id = v.account_id
    LEFT JOIN beliefs b ON b.workspace_id = v.workspace_id AND b.key = v.id
    WHERE v.captured_at > coalesce(b.learned_at, '-infinity') AND v.state = 'visible'
    UNION ALL
    SELECT a.workspace_id, 'profile:' || a.id, a.id, NULL, NULL, a.followers, b.shape, b.exposure, b.learned_at
    FROM accounts a
    LEFT JOIN beliefs b ON b.workspace_id = a.workspace_id AND b.key = 'profile:' || a.id
    WHERE EXISTS (
        SELECT 1 FROM profile_snapshots s WHERE s.workspace_id = a.workspace_id AND s.account_id = a.id
            AND s.captured_at > coalesce(b.learned_at, '-infinity')
    )
    LIMIT :most
)
SELECT n.workspace_id, n.key, n.published_at, n.followers, n.shape, n.exposure, n.learned_at,
    s.captured_at, s.views, s.likes, s.comments, s.shares, CAST(NULL AS bigint) AS reached, true AS is_video
FROM news n JOIN video_snapshots s ON s.workspace_id = n.workspace_id AND s.video = n.key
    AND s.captured_at >= coalesce(n.learned_at, '-infinity')
WHERE n.video_id IS NOT NULL
UNION ALL
SELECT n.workspace_id, n.key, n.published_at, n.followers, n.shape, n.exposure, n.learned_at,
    s.captured_at, NULL, NULL, NULL, NULL, s.followers, false
FROM news n JOIN profile_snapshots s ON s.workspace_id = n.workspace_id AND s.account_id = n.account_id
    AND s.captured_at >= coalesce(n.learned_at, '-infinity')
WHERE n.video_id IS NULL
ORDER BY 1, 2, 8
""")

KEYS: Final = text("""
SELECT v.id FROM account_videos v
WHERE v.workspace_id = :workspace AND v.state = 'visible' AND CASE WHEN :subject = 'account' THEN v.account_id = :key
    ELSE EXISTS (
        SELECT 1 FROM posts p WHERE p.workspace_id = v.workspace_id AND p.campaign_id = :key AND p.video_id = v.video_id
    ) END
UNION ALL
SELECT 'profile:' || a.id FROM accounts a
WHERE :subject = 'account' AND a.workspace_id = :workspace AND a.id = :key AND 'user.info.stats' = ANY (a.scopes)
""")

LEDGERS: Final = text("""
WITH things AS (
    SELECT f.id AS promise, f.bound, v.id AS key, v.account_id, v.video_id,
        greatest(f.made_at, v.first_seen_at) AS since
    FROM freshness_promises f
    JOIN account_videos v ON v.workspace_id = f.workspace_id AND v.state = 'visible'
    WHERE f.workspace_id = :workspace AND CASE WHEN f.subject = 'account' THEN v.account_id = f.subject_id
        ELSE EXISTS (
            SELECT 1 FROM posts p
            WHERE p.workspace_id = f.workspace_id AND p.campaign_id = f.subject_id AND p.video_id = v.video_id
        ) END
    UNION ALL
    SELECT f.id, f.bound, 'profile:' || a.id, a.id, NULL, f.made_at
    FROM freshness_promises f
    JOIN accounts a ON a.workspace_id = f.workspace_id AND a.id = f.subject_id AND 'user.info.stats' = ANY (a.scopes)
    WHERE f.workspace_id = :workspace AND f.subject = 'account'
),
looks AS (
    SELECT t.promise, t.key, t.bound, t.since, s.captured_at
    FROM things t JOIN video_snapshots s ON s.workspace_id = :workspace AND s.video = t.key AND s.captured_at > t.since
    WHERE t.video_id IS NOT NULL
    UNION ALL
    SELECT t.promise, t.key, t.bound, t.since, s.captured_at
    FROM things t
    JOIN profile_snapshots s ON s.workspace_id = :workspace AND s.account_id = t.account_id AND s.captured_at > t.since
    WHERE t.video_id IS NULL
),
gaps AS (
    SELECT l.promise, l.key, l.bound, l.captured_at,
        extract(epoch FROM l.captured_at
            - lag(l.captured_at, 1, l.since) OVER (PARTITION BY l.promise, l.key ORDER BY l.captured_at)) AS gap
    FROM looks l JOIN freshness_promises f ON f.workspace_id = :workspace AND f.id = l.promise
    WHERE f.withdrawn_at IS NULL OR l.captured_at <= f.withdrawn_at
)
SELECT t.promise, t.key, t.bound, t.since, max(g.captured_at) AS refreshed_at, coalesce(max(g.gap), 0) AS worst,
    count(*) FILTER (WHERE g.gap > t.bound) AS breaches, count(g.gap) AS refreshes
FROM things t LEFT JOIN gaps g ON g.promise = t.promise AND g.key = t.key
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2
""")
