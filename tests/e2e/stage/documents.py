"""What the front-end of these tests asks."""

from datetime import datetime

ERRORS = "errors { __typename code message field fixableBy retryAt ... on TikTokRefusal { tiktokCode logId } }"

START_MARKETPLACE = f"""
mutation ($input: StartMarketplaceConnectInput!) {{
  startMarketplaceConnect(input: $input) {{ authorizeUrl expiresAt {ERRORS} }}
}}"""

START_ACCOUNT = f"""
mutation ($input: StartTiktokConnectInput!) {{
  startTiktokConnect(input: $input) {{ authorizeUrl expiresAt {ERRORS} }}
}}"""

FINISH = f"""
mutation ($input: FinishTiktokConnectInput!) {{
  finishTiktokConnect(input: $input) {{ account {{ id handle }} marketplace {{ name }} {ERRORS} }}
}}"""

REFRESH = f"""
mutation ($input: RefreshTiktokAccountInput!) {{
  refreshTiktokAccount(input: $input) {{ account {{ id handle followers {{ value capturedAt }} }} {ERRORS} }}
}}"""

DISCONNECT = f"""
mutation ($input: DisconnectTiktokAccountInput!) {{
  disconnectTiktokAccount(input: $input) {{ account {{ id state scopes }} {ERRORS} }}
}}"""

ACCOUNTS = """
query {
  tiktokAccounts(first: 50) {
    totalCount
    nodes {
      id handle state cause scopes ownerId updatedAt accessExpiresAt
      followers { value absence capturedAt } likes { value }
    }
  }
}"""

MARKETPLACE = "query { marketplace { ttoAccountId name state cause connectedBy } }"

DISCOVER = """
query ($filter: CreatorFilter!, $first: Int!, $after: String, $sort: CreatorSort, $anew: Boolean! = false) {
  discoverCreators(filter: $filter, first: $first, after: $after, sort: $sort, anew: $anew) {
    totalCount source staleReason retryAt unappliedFilters cost { tiktokCalls savedCalls }
    pageInfo { hasNextPage hasPreviousPage endCursor }
    edges { cursor node { id handle followers { value capturedAt } } }
  }
}"""

CREATE = f"""
mutation ($input: CreateCampaignInput!) {{
  createCampaign(input: $input) {{ campaign {{ id state name }} {ERRORS} }}
}}"""

INVITE = f"""
mutation ($input: InviteCreatorsInput!) {{
  inviteCreators(input: $input) {{ invitations {{ id state handle }} {ERRORS} }}
}}"""

LAUNCH = f"""
mutation ($input: LaunchCampaignInput!) {{
  launchCampaign(input: $input) {{ campaign {{ id state }} {ERRORS} }}
}}"""

COMPLETE = f"""
mutation ($input: CompleteCampaignInput!) {{
  completeCampaign(input: $input) {{ campaign {{ id state }} {ERRORS} }}
}}"""

CAMPAIGN = """
query ($id: ID!) {
  campaign(id: $id) {
    id name state tiktokCampaignId inviteLink
    invitationCounts { state count }
    performance { posts measured views { value absence } likes { value } comments { value } shares { value } }
    invitations(first: 50) {
      totalCount
      nodes {
        id state delivery sentAt answeredAt answer
        creator { id handle followers { value } }
        performance { posts views { value } }
      }
    }
    posts(first: 50) {
      totalCount
      nodes {
        videoId url
        creator { handle }
        latest { views { value } capturedAt }
        history(newest: 100) { capturedAt views { value } }
      }
    }
  }
}"""

CAMPAIGN_IDS = "query { campaigns(first: 100) { totalCount nodes { id name state } } }"

LIVE = """
subscription ($id: ID!, $after: String) {
  campaignPerformance(campaignId: $id, after: $after) {
    __typename
    ... on CampaignPerformanceUpdate {
      cursor campaignId
      totals { posts views { value } likes { value } }
      changed { creatorId totals { posts views { value } } }
    }
    ... on Lagged { cursor oldestCursor message }
  }
}"""


def instant(written: str) -> float:
    """The Unix time of a `DateTime`."""
    return datetime.fromisoformat(written).timestamp()
