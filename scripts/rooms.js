/**
 * The rooms of src/ and what each may import, of ours and of others'. `node scripts/rooms.js` writes the rules into
 * .oxlintrc.json; test/docs/architecture.test.ts compares this table with that file and with docs/architecture.md.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Room → rooms it may import. Facts flow one way: whoever is further down knows those above, never the reverse. */
export const rooms = {
  base: [],
  model: [],
  ports: ['model', 'base'],
  tls: ['model', 'base'],
  smtp: ['ports', 'tls', 'model', 'base'],
  capture: ['model', 'base'],
  store: ['capture', 'model', 'base'],
  diagnosis: ['model', 'base'],
  http: ['store', 'capture', 'diagnosis', 'model', 'base'],
  server: ['ports', 'tls', 'smtp', 'capture', 'store', 'diagnosis', 'http', 'model', 'base'],
  testing: ['server', 'store', 'diagnosis', 'model', 'base'],
  client: ['model', 'base'],
  ui: ['model'],
  cli: ['server', 'diagnosis', 'ports', 'tls', 'model', 'base'],
}

/** Package → the rooms that may import it. */
export const packages = {
  'smtp-server': ['smtp'],
  mailparser: ['capture'],
  libmime: ['capture'],
  selfsigned: ['tls'],
  '@peculiar/x509': ['tls'],
  hono: ['http'],
  '@hono/zod-openapi': ['http'],
  zod: ['http'],
  ws: ['http'],
  preact: ['ui'],
  vitest: ['testing'],
}

export function roomRules() {
  return Object.entries(rooms).map(([room, allowed]) => {
    const foreign = Object.keys(rooms)
      .filter((other) => other !== room && !allowed.includes(other))
      .map((other) => ({
        group: [`../${other}/*`, `../${other}/**`, `../../${other}/*`, `../../${other}/**`],
        message: `src/${room} may not import src/${other}: its imports are ${allowed.join(', ') || 'nothing of ours'} (docs/architecture.md, “Rooms”).`,
      }))
    const others = Object.entries(packages)
      .filter(([, owners]) => !owners.includes(room))
      .map(([name, owners]) => ({
        group: [name, `${name}/*`, `${name}/**`],
        message: `Only ${owners.map((owner) => `src/${owner}`).join(', ')} may import ${name}, so that one place knows it (docs/architecture.md, “Rooms”).`,
      }))
    return {
      files: [`src/${room}/**`],
      rules: { 'no-restricted-imports': ['error', { patterns: [...foreign, ...others] }] },
    }
  })
}

/** The lint configuration with the rules of the rooms renewed, everything else as it is. */
export function withRooms(configuration) {
  const isRoom = ({ rules }) => 'no-restricted-imports' in rules
  return {
    ...configuration,
    overrides: [...configuration.overrides.filter((entry) => !isRoom(entry)), ...roomRules()],
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = new URL('../.oxlintrc.json', import.meta.url)
  const configuration = withRooms(JSON.parse(readFileSync(path, 'utf8')))
  writeFileSync(path, `${JSON.stringify(configuration, null, 2)}\n`)
}
