// The page served at GET /graphql: GraphiQL over the same origin, with graphql-ws for subscriptions.
// The bearer token is what the reader writes in the header editor; a WebSocket cannot carry headers from a
// browser, so the same token is sent again inside connection_init.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import 'graphiql/style.css';
import './page.css';
import { createClient } from 'graphql-ws';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

const endpoint = new URL(window.location.pathname, window.location.origin);
const socketEndpoint = new URL(endpoint);
socketEndpoint.protocol = endpoint.protocol === 'https:' ? 'wss:' : 'ws:';

function bearer(headers) {
  const name = Object.keys(headers ?? {}).find((key) => key.toLowerCase() === 'authorization');
  return name === undefined ? {} : { Authorization: headers[name] };
}

// A client per token: connection_init is sent once per socket, and another token means another caller.
const clients = new Map();

function clientFor(headers) {
  const connectionParams = bearer(headers);
  const key = JSON.stringify(connectionParams);
  if (!clients.has(key)) {
    clients.set(key, createClient({ url: socketEndpoint.href, lazy: true, connectionParams }));
  }
  return clients.get(key);
}

function fetcher(parameters, options) {
  const fetch = createGraphiQLFetcher({ url: endpoint.href, wsClient: clientFor(options?.headers) });
  return fetch(parameters, options);
}

const welcome = `# creatorport. Write { "Authorization": "Bearer <token>" } in the Headers editor below;
# it is used for queries, mutations and subscriptions alike.
# Ctrl-Space completes, Ctrl-Enter runs.

{
  __typename
}
`;

createRoot(document.getElementById('graphiql')).render(
  createElement(GraphiQL, {
    fetcher,
    defaultQuery: welcome,
    isHeadersEditorEnabled: true,
    // A token in localStorage would outlive the reader's session.
    shouldPersistHeaders: false,
  }),
);
