from datetime import datetime

from creatorport.adapters.persistence.rows.row import Row, instant, text


class CommentNewsRow(Row, table=True):
    """The newest that TikTok told of a comment on an account's video."""

    __tablename__ = "comment_news"

    workspace_id: str = text(primary_key=True)
    video_id: str = text(primary_key=True)
    comment_id: str = text(primary_key=True)
    is_reply: bool
    action: str = text()
    at: datetime = instant()
