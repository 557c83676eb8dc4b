// Bundles GraphiQL into one script, one stylesheet and one notice file. Versions are pinned by package-lock.json
// and esbuild is deterministic, so a second build gives the same bytes.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, '../../src/creatorport/adapters/http/graphiql');

// The published stylesheet carries two families of fonts as data URLs, six times the size of the rules themselves.
// Without them the page uses the reader's own fonts.
const withoutFonts = {
  name: 'without-fonts',
  setup(builder) {
    builder.onLoad({ filter: /graphiql\/dist\/style\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/@font-face\s*\{[^}]*\}/g, ''),
      loader: 'css',
    }));
  },
};

const result = await build({
  absWorkingDir: here,
  entryPoints: { graphiql: 'graphiql.jsx' },
  outdir: out,
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022'],
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [withoutFonts],
  legalComments: 'none',
  metafile: true,
  logLevel: 'info',
});

const packages = new Map();
for (const input of Object.keys(result.metafile.inputs)) {
  const path = join(here, input);
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path);
  if (match) packages.set(relative(here, match[1]), match[1]);
}

// Many packages of one author carry the same text: each text is written once, under all that it covers.
const covered = new Map();
for (const folder of [...packages.values()].sort()) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).sort().find((name) => /^licen[cs]e/i.test(name));
  const text = file === undefined ? 'No text is shipped with the package.' : readFileSync(join(folder, file), 'utf8').trim();
  covered.set(text, [...(covered.get(text) ?? []), `${manifest.name} ${manifest.version} (${manifest.license})`]);
}

writeFileSync(
  join(out, 'LICENCES.txt'),
  [
    'graphiql.js and graphiql.css are built by scripts/graphiql from the packages named below.',
    ...[...covered].map(([text, names]) => `${names.join('\n')}\n\n${text}`),
  ].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n',
);
