from enum import Enum

import strawberry

from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute, derived, edge
from creatorport.graphql.viewer.loaders import CurrencyByWorkspaceIdLoader


@strawberry.enum(description="What a member is in a workspace.")
class Role(Enum):
    OWNER = value("owner", description="May do everything.")
    MANAGER = value("manager", description="Runs campaigns, and looks after accounts.")
    VIEWER = value("viewer", description="Looks on.")
    CREATOR = value("creator", description="Connects accounts of their own, and sees no more.")


@strawberry.type(description="A brand's or agency's own space.")
class Workspace:
    id: str = attribute("The workspace's name, as the issuer of the caller's token knows it.")
    currency: str | None = edge(
        CurrencyByWorkspaceIdLoader,
        "The ISO 4217 code of the one currency of all its amounts; null until an amount or an owner settles it.",
        key=lambda workspace: workspace.id,
    )


@strawberry.type(description="Who is asking.")
class Viewer:
    member_id: str = derived(lambda member: member.id, "The member's id, as the issuer of the token knows it.")
    role: Role = derived(lambda member: member.role.value, "What the member is in this workspace.")
    workspace: Workspace = derived(lambda member: Workspace(id=member.workspace_id), "The workspace that is spoken of.")
