from enum import Enum
from pathlib import Path

import graphql
import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from creatorport.application.ports.tiktok_one import CreatorOrder
from creatorport.domain import (
    account,
    activity,
    campaign,
    campaign_plan,
    errors,
    invitation,
    milestone,
    pedigree,
    post,
    product_link,
    workspace,
)
from creatorport.graphql.account.states import AccountState
from creatorport.graphql.activity.types import ActivityKind, ActorKind
from creatorport.graphql.campaign.states import CampaignState
from creatorport.graphql.creator.search import CreatorSortField
from creatorport.graphql.error.types import FixableBy
from creatorport.graphql.invitation.states import Delivery, InvitationState
from creatorport.graphql.performance.metrics import AbsenceReason, Source
from creatorport.graphql.performance.posts import PostState
from creatorport.graphql.plan.words import CollaborationType, LinkState, MilestoneMetric
from creatorport.graphql.schema import build, schema, sdl
from creatorport.graphql.viewer.types import Role

BUILT_IN = {"String", "Int", "Float", "Boolean", "ID"}


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    committed = Path(__file__).parents[2] / "schema.graphql"
    assert committed.read_text() == sdl(), "write it anew: creatorport.graphql.schema.sdl()"


def test_the_core_library_is_not_shadowed_by_our_package() -> None:
    assert graphql.GraphQLError.__module__ == "graphql.error.graphql_error"


def test_everything_in_the_schema_is_described() -> None:
    silent = []
    for name, kind in schema.core.type_map.items():
        if name.startswith("__") or name in BUILT_IN:
            continue
        if not kind.description:
            silent.append(name)
        if isinstance(kind, GraphQLEnumType):
            silent += [f"{name}.{value}" for value, told in kind.values.items() if not told.description]
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field_name, field in kind.fields.items():
                if not field.description:
                    silent.append(f"{name}.{field_name}")
                arguments = getattr(field, "args", {})
                silent += [f"{name}.{field_name}({one})" for one, told in arguments.items() if not told.description]
    assert silent == []


def test_every_mutation_takes_one_input_and_answers_with_errors() -> None:
    mutation = schema.core.mutation_type
    assert mutation is not None
    assert mutation.fields
    for name, field in mutation.fields.items():
        assert list(field.args) == ["input"], name
        payload = graphql.get_named_type(field.type)
        assert isinstance(payload, GraphQLObjectType)
        assert str(payload.fields["errors"].type) == "[UserError!]!", name


def test_no_field_could_show_a_token() -> None:
    fields = [
        (f"{kind.name}.{name}", str(field.type))
        for kind in schema.core.type_map.values()
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__")
        for name, field in kind.fields.items()
        if any(word in name.casefold() for word in ("token", "secret", "verifier"))
    ]
    # The secret of an outgoing webhook is its receiver's: whoever makes it is told it, that once.
    assert sorted(fields) == [
        ("CreateOutgoingWebhookPayload.secret", "String"),
        ("Mutation.rotateOutgoingWebhookSecret", "RotateOutgoingWebhookSecretPayload!"),
        ("OutgoingWebhook.formerSecretUntil", "DateTime"),
        ("OutgoingWebhook.secretRotatedAt", "DateTime"),
        ("RotateOutgoingWebhookSecretPayload.secret", "String"),
    ]


@pytest.mark.parametrize(
    ("ours", "domain"),
    [
        (CampaignState, campaign.CampaignState),
        (ActivityKind, activity.ActivityKind),
        (ActorKind, activity.ActorKind),
        (CollaborationType, campaign_plan.Collaboration),
        (MilestoneMetric, milestone.MilestoneMetric),
        (LinkState, product_link.LinkState),
        (InvitationState, invitation.InvitationState),
        (Delivery, invitation.Delivery),
        (PostState, post.PostState),
        (AccountState, account.AccountState),
        (AbsenceReason, pedigree.Absence),
        (Source, pedigree.Source),
        (Role, workspace.Role),
        (FixableBy, errors.FixableBy),
        (CreatorSortField, CreatorOrder),
    ],
)
def test_an_enum_of_the_graph_has_the_names_and_values_of_the_domain(ours: type[Enum], domain: type[Enum]) -> None:
    assert {one.name: one.value for one in ours} == {one.name: one.value for one in domain}


def test_the_schema_can_be_built_again() -> None:
    assert build().as_str() == schema.as_str()
