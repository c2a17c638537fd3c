/**
 * Measures mail clients against the whole table of `fourport verify`, and writes docs/clients.md:
 * `npm run verify:clients`, or with names alone those; what is not at hand is said and keeps what it has.
 * `--scenarios good,cert-*` runs a part, prints it, and keeps nothing, with `--keep` those cells; `--parallel N` runs so
 * many at once.
 */
import '../help.js'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'

// Settings of the person who runs it (a proxy, a CA, where Python looks) must not decide what clients do.
const kept = ['PATH', 'LANG', 'TMPDIR', 'HOME', 'XDG_CACHE_HOME', 'FOURPORT_CLIENTS']
for (const name of Object.keys(process.env)) if (!kept.includes(name)) delete process.env[name]

// What is measured is what stands in src/, without a build.
const vite = await createServer({
  configFile: false,
  root: fileURLToPath(new URL('../..', import.meta.url)),
  appType: 'custom',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  optimizeDeps: { noDiscovery: true },
})
try {
  const { run } = await vite.ssrLoadModule('/scripts/verify-clients/run.ts')
  process.exitCode = await run(process.argv.slice(2))
} finally {
  await vite.close()
}
