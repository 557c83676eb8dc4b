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

CREATE_SHORTLIST = """
mutation ($input: CreateShortlistInput!) {
  createShortlist(input: $input) { shortlist { id name } errors { code message } }
}"""

SHORTLIST = """
mutation ($input: AddToShortlistInput!) {
  addToShortlist(input: $input) { shortlist { id } errors { code message } }
}"""

REFRESH = """
mutation ($input: RefreshCreatorsInput!) {
  refreshCreators(input: $input) { creators { id } errors { code message } }
}"""

SCORES = """
query ($campaign: ID!, $creators: [ID!]!) {
  matchScores(campaignId: $campaign, creatorIds: $creators) {
    creator { handle } score confidence factors { name weight contribution standing }
  }
}"""

TEMPLATE = """
mutation ($input: CreateMessageTemplateInput!) {
  createMessageTemplate(input: $input) { template { id } errors { code message } }
}"""

INVITE = """
mutation ($input: InviteInBatchInput!) {
  inviteInBatch(input: $input) { batch { id counts { total refused } } errors { code message field } }
}"""

PROGRESS = """
subscription ($id: ID!) {
  invitationBatchProgress(batchId: $id) {
    ... on InvitationBatchProgress { state counts { total sent } }
    ... on Lagged { cursor }
  }
}"""

INVITATIONS = """
query ($id: ID!) {
  campaign(id: $id) { invitations(first: 100) { nodes { id handle state currentTerms { number } } } }
}"""

MY_INVITATIONS = """
query {
  myInvitations(first: 10, states: [SENT, VIEWED]) {
    nodes { id campaignName brandName message currentTerms { number fee { amount currency } } }
  }
}"""

COUNTER = """
mutation ($input: CounterInvitationInput!) {
  counterInvitation(input: $input) { invitation { negotiation } errors { code message } }
}"""

ACCEPT_COUNTER = """
mutation ($input: AcceptCounterOfferInput!) {
  acceptCounterOffer(input: $input) {
    invitation { state agreedNumber campaign { committed { amount } remaining { amount currency } } }
    errors { code message }
  }
}"""

OWED = """
query {
  deliverables(first: 10, states: [DUE]) { nodes { id kind dueAt } }
  tiktokAccounts(first: 10) { nodes { handle videoList(first: 1) { nodes { videoId title } } } }
}"""

SUBMIT = """
mutation ($input: SubmitDeliverableInput!) {
  submitDeliverable(input: $input) { deliverable { id state } errors { code message } }
}"""

APPROVE = """
mutation ($input: ApproveDeliverableInput!) {
  approveDeliverable(input: $input) { deliverable { state linkRequest { state } } errors { code message } }
}"""

BOARD = """
query ($id: ID!) {
  campaign(id: $id) {
    deliverableCounts { state count }
    milestones { metric threshold reachedAt reachedValue }
    activity(first: 5) { nodes { at verb actorKind } }
  }
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
