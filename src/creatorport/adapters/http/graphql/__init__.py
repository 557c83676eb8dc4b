"""The GraphQL transports: HTTP, server-sent events and WebSocket, written to their specifications on graphql-core."""
