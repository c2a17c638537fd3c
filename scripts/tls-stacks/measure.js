/**
 * Measures what TLS libraries offer in their ClientHello and writes it down: `node scripts/tls-stacks/measure.js`, or
 * with the names of some dialers (`go node`) alone those. Needs `npm run build`. What is not at hand is said and keeps
 * the rows it has.
 */
import '../help.js'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { startServer } from '../../dist/index.js'
import { dialers } from './dialers.js'

const tables = fileURLToPath(new URL('../../src/diagnosis/stacks/measured/', import.meta.url))
const hellos = fileURLToPath(new URL('../../test/diagnosis/support/measured-hellos.json', import.meta.url))
const cache = process.env.TLS_STACKS_CACHE ?? join(tmpdir(), 'fourport-tls-stacks')
/** Starting a JVM that compiles its program first is the slowest of them. */
const limitMs = 60_000

mkdirSync(cache, { recursive: true })
const certs = mkdtempSync(join(tmpdir(), 'fourport-stacks-'))
const server = await startServer({ certs })
const port = String(server.ports.smtps.port)

/** One connection of a program: its ClientHello. */
async function helloOf({ version, settings, say }) {
  const seen = new Set(server.sessions().map(({ id }) => id))
  const [command, args, options] = say(port)
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'pipe'], timeout: limitMs, ...options })
  child.stdin.end('QUIT\r\n')
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += chunk))
  await once(child, 'close')
  const hello = server.sessions().find(({ id, clientHello }) => !seen.has(id) && clientHello)?.clientHello
  if (!hello) throw new Error(`${version} (${settings}) sent no ClientHello: ${errors.trim()}`)
  return hello
}

/** The suites that `begins` holds of a row, as the diagnosis reads it. */
const beginsOf = ({ ja4ro }) => ja4ro.split('_')[1].split(',').slice(0, 6).join(',')

const natural = new Intl.Collator('en', { numeric: true })
const keyOf = ({ stack, version, settings }) => `${stack} ${version} ${settings}`

/** A setting that changes nothing of a version's fingerprint needs no row of its own. */
const addsNothing = ({ stack, version, settings, hello }) =>
  rows.some(
    (one) =>
      one.hello.ja4 === hello.ja4 &&
      one.stack === stack &&
      one.version === version &&
      settings.startsWith(`${one.settings}, `),
  )

const chosen = process.argv.slice(2)
const measured = new Date().toISOString().slice(0, 10)
const rows = JSON.parse(readFileSync(hellos, 'utf8'))
try {
  for (const [by, dialer] of Object.entries(dialers)) {
    if (chosen.length > 0 && !chosen.includes(by)) continue
    let stacks = []
    try {
      stacks = dialer(cache)
    } catch (error) {
      console.error(`${by}: not measured: ${error.message}`)
    }
    for (const stack of stacks) {
      const { stack: name, version, settings } = stack
      try {
        const hello = await helloOf(stack)
        const row = { stack: name, version, settings, by, measured, hello }
        const at = rows.findIndex((one) => keyOf(one) === keyOf(row))
        if (addsNothing(row)) rows.splice(at, at < 0 ? 0 : 1)
        else rows.splice(at < 0 ? rows.length : at, 1, row)
        console.log(`${hello.ja4}  ${name}  ${version}  ${settings}`)
      } catch (error) {
        console.error(`${by}: ${error.message.split('\n', 1)[0]}`)
      }
    }
  }
} finally {
  await server.close()
  rmSync(certs, { recursive: true, force: true })
}

rows.sort((a, b) => a.by.localeCompare(b.by, 'en') || natural.compare(keyOf(a), keyOf(b)))
writeFileSync(
  hellos,
  await format(JSON.stringify(rows), { ...(await resolveConfig(hellos)), parser: 'json' }),
)

mkdirSync(tables, { recursive: true })
for (const by of Object.keys(dialers)) {
  const cells = rows
    .filter((row) => row.by === by)
    .map((row) => [
      row.hello.ja4,
      beginsOf(row.hello),
      row.stack,
      row.version,
      row.settings,
      row.by,
      row.measured,
    ])
  if (cells.length === 0) continue
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)))
  const lines = cells.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join(' | '))
  writeFileSync(
    join(tables, `${by}.ts`),
    `/** Written by \`node scripts/tls-stacks/measure.js ${by}\`. Columns: JA4, first suites in their own order, stack, version, settings, the dialer that measures the row again, date. */
export const rows = \`
${lines.join('\n')}
\`
`,
  )
}
