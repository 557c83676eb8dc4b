from creatorport.adapters.persistence.rows.row import Row, text


class WorkspaceRow(Row, table=True):
    """What a workspace has settled for itself."""

    __tablename__ = "workspaces"

    workspace_id: str = text(primary_key=True)
    currency: str = text()
