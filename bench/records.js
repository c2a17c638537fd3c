/**
 * What observing costs: capture with session records against a build of the same source that records nothing, in one
 * run and in turn. `node bench/records.js [pairs of rounds]`
 */
import '../scripts/help.js'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { countFrom } from './support/count.js'
import { cpuMs } from './support/cpu.js'
import { drive } from './support/drive.js'
import { line, median } from './support/report.js'
import { start } from './support/start.js'

const rounds = countFrom(process.argv[2], { name: 'rounds', byDefault: 5 })
const root = fileURLToPath(new URL('..', import.meta.url))
// Where the build finds its dependencies, and nobody looks for sources.
const blind = join(root, 'node_modules', '.fourport-without-records')

/** What is taken out, by file: the bodies of so many functions get this in front. */
const removed = {
  'src/protocol/record.ts': [/(?<=\n  (?:add|command|reply|data|message)\([^)]*\): void \{)/g, 'return;', 5],
  'src/protocol/redact.ts': [/(?<=export function redactCommand\(line: string\): string \{)/, 'return line;'],
  'src/protocol/input/header-facts.ts': [
    /(?<=export function headerFacts\([^)]*\): HeaderFacts \{)/,
    'return { names: [], from: null, messageId: null, mailer: null };',
  ],
  'src/store/memory/stored-sessions.ts': [/(?<=  add\(record: SessionRecord\): boolean \{)/, 'return false;'],
}

const seen = new Set()
const takeOut = {
  name: 'without-records',
  enforce: 'pre',
  load(id) {
    const file = Object.keys(removed).find((path) => id === join(root, path))
    if (file === undefined) return null
    const [place, code, times = 1] = removed[file]
    const source = readFileSync(id, 'utf8')
    if (source.match(new RegExp(place, 'g'))?.length !== times)
      throw new Error(`${file} has not ${times} of ${place} any more: mend bench/records.js`)
    seen.add(file)
    return source.replace(place, code)
  },
}

await build({
  root,
  configFile: join(root, 'build.config.ts'),
  logLevel: 'silent',
  plugins: [takeOut],
  build: { outDir: blind },
})
const missing = Object.keys(removed).filter((file) => !seen.has(file))
if (missing.length > 0) throw new Error(`not in the build: ${missing.join(', ')}`)

const options = JSON.stringify({ maxMessages: 2_000 })
const servers = { on: await start('fourport', options), off: await start('fourport', options, blind) }
try {
  for (const [name, load] of [
    ['kept-open connections, 1 KiB', { mode: 'kept', body: 'plain-1k', count: 5_000 }],
    ['new connections, 1 KiB', { mode: 'new', body: 'plain-1k', count: 1_500 }],
  ]) {
    const samples = { on: [], off: [] }
    for (let round = 0; round <= 2 * rounds; round++) {
      // Each goes first every other time.
      const order = round % 2 === 0 ? ['on', 'off'] : ['off', 'on']
      for (const key of order) {
        const { pid, ports } = servers[key]
        const before = cpuMs(pid)
        const { perSecond } = await drive({ port: ports.plain, parallel: 10, ...load })
        if (round > 0) samples[key].push({ perSecond, cpu: (cpuMs(pid) - before) / load.count }) // the first warms up
      }
    }
    const of = (key, what) => median(samples[key].map((sample) => sample[what]))
    const cpu = ['on', 'off'].map((key) => of(key, 'cpu').toFixed(3))
    line(
      `${name}: with records, of without`,
      of('on', 'perSecond') / of('off', 'perSecond'),
      0.9,
      `CPU a message ${cpu.join(' against ')} ms`,
    )
  }
} finally {
  await Promise.all(Object.values(servers).map((server) => server.stop()))
  rmSync(blind, { recursive: true })
}
