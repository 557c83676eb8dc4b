from collections.abc import Sequence
from typing import Annotated

import strawberry

from creatorport.application.template_views import PreviewView, TemplateView
from creatorport.application.use_cases.preview_invitations import PreviewInvitationsQuery
from creatorport.application.views import Page
from creatorport.domain.ids import CampaignId
from creatorport.graphql.connection import PAGE_DEFAULT, After, Connection, First, part_of
from creatorport.graphql.context import Info
from creatorport.graphql.fields import query
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.template.types import InvitationPreview, MessageTemplate
from creatorport.graphql.template.words import (
    CREATORS,
    MESSAGE,
    OVERRIDES,
    TEMPLATE,
    InvitationOverride,
    creators_of,
    words_of,
)
from creatorport.graphql.terms.inputs import TermsInput
from creatorport.graphql.terms.offers import TERMS, TERMS_OF, CreatorTermsInput


@strawberry.type
class TemplateQueries:
    @query("The workspace's message templates, newest first.", Connection[MessageTemplate])
    async def message_templates(
        self,
        info: Info,
        first: First = PAGE_DEFAULT,
        after: After = None,
        with_archived: Annotated[bool, strawberry.argument(description="Show those out of use, too.")] = False,
    ) -> Page[TemplateView]:
        return await info.context.queries.templates(part_of(first, after), with_archived=with_archived)

    @query(
        "What each creator would get, in the order of the creators. Nothing is kept, and nothing is sent.",
        list[InvitationPreview],
        reads_only=False,
    )
    async def preview_invitations(
        self,
        info: Info,
        campaign_id: Annotated[strawberry.ID, strawberry.argument(description="The campaign.")],
        creator_ids: Annotated[list[strawberry.ID], strawberry.argument(description=CREATORS)],
        template_id: Annotated[strawberry.ID | None, strawberry.argument(description=TEMPLATE)] = None,
        message: Annotated[str | None, strawberry.argument(description=MESSAGE)] = None,
        overrides: Annotated[list[InvitationOverride] | None, strawberry.argument(description=OVERRIDES)] = None,
        terms: Annotated[TermsInput | None, strawberry.argument(description=TERMS)] = None,
        terms_of: Annotated[list[CreatorTermsInput] | None, strawberry.argument(description=TERMS_OF)] = None,
    ) -> Sequence[PreviewView]:
        asked = PreviewInvitationsQuery(
            info.context.member,
            CampaignId(local_id("Campaign", campaign_id, "campaignId")),
            creators_of(creator_ids),
            words_of(template_id, message, overrides or (), terms, terms_of or ()),
        )
        return await info.context.use_cases.preview_invitations(asked)
