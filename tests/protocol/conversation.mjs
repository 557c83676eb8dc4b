// Drives a server with the reference clients of graphql-transport-ws and GraphQL over SSE, and prints what they got.
// Usage: node conversation.mjs <http url>
import { createClient as createStreamClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';

const [url] = process.argv.slice(2);

async function collected(client, request) {
  const results = [];
  try {
    for await (const result of client.iterate(request)) results.push(result);
    return { results };
  } catch (error) {
    return { results, refused: Array.isArray(error) ? error.map(({ extensions }) => extensions.code) : String(error) };
  }
}

async function conversation(client) {
  const requests = {
    query: { query: 'query ($n: String) { hello(name: $n) }', variables: { n: 'you' } },
    member: { query: '{ me }' },
    mutation: { query: 'mutation { publish(text: "x") }' },
    subscription: { query: 'subscription { count(to: 3) }' },
    syntax: { query: '{' },
    validation: { query: '{ nothing }' },
    costly: { query: '{ creators(first: 100000) { edges { node { name } } } }' },
  };
  const heard = {};
  for (const [name, request] of Object.entries(requests)) heard[name] = await collected(client, request);
  return heard;
}

const socket = createSocketClient({
  url: url.replace('http', 'ws'),
  connectionParams: { Authorization: 'Bearer owner' },
  retryAttempts: 0,
  keepAlive: 50,
});
const stream = createStreamClient({ url, headers: { Authorization: 'Bearer owner' }, retryAttempts: 0 });
console.log(JSON.stringify({ socket: await conversation(socket), stream: await conversation(stream) }));
await socket.dispose();
stream.dispose();
