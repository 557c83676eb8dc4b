"""The GraphQL that the demo speaks; it is also what the documentation shows."""

START_MARKETPLACE = """
mutation ($input: StartMarketplaceConnectInput!) {
  startMarketplaceConnect(input: $input) { authorizeUrl expiresAt errors { code message } }
}"""

START_ACCOUNT = """
mutation ($input: StartTiktokConnectInput!) {
  startTiktokConnect(input: $input) { authorizeUrl expiresAt errors { code message } }
}"""

ACCOUNTS = """
query {
  viewer { memberId role }
  marketplace { name }
  tiktokAccounts(first: 100) {
    nodes {
      id handle displayName state accessExpiresAt followers { value }
      videoList(first: 1) { totalCount }
      lastSync { id state calls error }
    }
  }
}"""

SYNC = """
mutation ($input: SyncTiktokAccountInput!) {
  syncTiktokAccount(input: $input) { run { id state } errors { code message } }
}"""

PLAN = """
query ($more: Int) {
  syncPlan(first: 1, moreAccounts: $more) {
    outlook { things callsPerDay freshness }
    next { videoIds words dueAt }
    whatIf { after { things freshness } }
  }
}"""

INVITE_TO_CONNECT = """
mutation ($input: CreateConnectInviteInput!) {
  createConnectInvite(input: $input) { url expiresAt errors { code message } }
}"""

DISCOVER = """
query ($filter: CreatorFilter!, $first: Int!) {
  discoverCreators(filter: $filter, first: $first) {
    totalCount
    nodes { id handle displayName followers { value capturedAt } }
  }
}"""

CREATE = """
mutation ($input: CreateCampaignInput!) {
  createCampaign(input: $input) { campaign { id state } errors { code message } }
}"""

INVITE = """
mutation ($input: InviteCreatorsInput!) {
  inviteCreators(input: $input) { invitations { id state } errors { code message field } }
}"""

LAUNCH = """
mutation ($input: LaunchCampaignInput!) {
  launchCampaign(input: $input) { campaign { id state } errors { code message } }
}"""

CAMPAIGN = """
query ($id: ID!) {
  campaign(id: $id) {
    name state inviteLink
    invitationCounts { state count }
    performance { posts measured views { value } likes { value } engagementRate { value } }
    invitations(first: 20) {
      totalCount
      nodes { state delivery answer creator { handle } performance { views { value } } }
    }
    posts(first: 20) { nodes { url history(newest: 100) { capturedAt } } }
  }
}"""

LIVE = """
subscription ($id: ID!, $after: String) {
  campaignPerformance(campaignId: $id, after: $after) {
    ... on CampaignPerformanceUpdate {
      cursor
      totals { posts views { value } likes { value } comments { value } shares { value } engagementRate { value } }
    }
    ... on Lagged { cursor message }
  }
}"""
