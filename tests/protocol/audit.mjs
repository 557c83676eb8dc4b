// Runs every audit of GraphQL over HTTP against a server and prints one JSON line per audit.
// Usage: node audit.mjs <url> [headers as JSON]
import { serverAudits } from 'graphql-http';

const [url, given = '{}'] = process.argv.slice(2);
const extra = JSON.parse(given);

function fetchFn(target, init = {}) {
  return fetch(target, { ...init, headers: { ...extra, ...init.headers } });
}

for (const { id, name, fn } of serverAudits({ url, fetchFn })) {
  const { status, reason } = await fn();
  console.log(JSON.stringify({ id, name, status, reason: reason ?? null }));
}
