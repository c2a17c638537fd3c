import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spawn } from '../support/programs/processes.ts'
import { scratchDirectory } from './fixtures.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
// Inside node_modules, so that what was built finds its dependencies.
const built = join(root, 'node_modules', '.cache', `fourport-tls-${process.pid}`)

/** Says that it is ready, waits for a line, then opens the folder and prints what it serves. */
const racer = `
import { loadTls } from './load-tls.js'
const [directory, hostName] = process.argv.slice(2)
const clock = { now: () => Date.now(), elapsedMs: () => performance.now() }
process.stdout.write('ready\\n')
process.stdin.once('data', async () => {
  const { ca, pem } = await loadTls({
    directory, caCopy: null, hostNames: [hostName], certificate: null, key: null, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3', clock,
  })
  process.stdout.write(JSON.stringify({ ca: ca.pem, pem }))
  process.stdin.destroy()
})
`

beforeAll(async () => {
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(root, 'src/tls/load-tls.ts'),
      outDir: built,
      rollupOptions: { output: { entryFileNames: '[name].js' } },
    },
  })
  writeFileSync(join(built, 'racer.mjs'), racer)
})
afterAll(() => rmSync(built, { recursive: true, force: true }))

interface Served {
  readonly ca: string
  readonly pem: { readonly cert: string; readonly key: string }
}

async function start(directory: string, hostName: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(built, 'racer.mjs'), directory, hostName], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return child
}

async function result(child: ChildProcess): Promise<Served> {
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stdin?.write('go\n')
  await once(child, 'close')
  return JSON.parse(output) as Served
}

/** Several processes let go at the same moment. */
async function race(directory: string, hostNames: readonly string[]): Promise<readonly Served[]> {
  const children = await Promise.all(hostNames.map((name) => start(directory, name)))
  return Promise.all(children.map(result))
}

function expectOneAuthority(directory: string, served: readonly Served[]): void {
  const onDisk = readFileSync(join(directory, 'ca.pem'), 'latin1')
  for (const { ca, pem } of served) {
    expect(ca).toBe(onDisk)
    const leaf = new X509Certificate(pem.cert)
    expect(leaf.verify(new X509Certificate(onDisk).publicKey)).toBe(true)
    expect(leaf.checkPrivateKey(createPrivateKey(pem.key))).toBe(true)
  }
  expect(readdirSync(directory).toSorted()).toEqual([
    '.gitignore',
    'ca.key',
    'ca.pem',
    'server.key',
    'server.pem',
  ])
}

describe('processes that start at once', () => {
  it('on an empty folder serve by one CA', async () => {
    for (let round = 0; round < 3; round++) {
      const directory = join(scratchDirectory(), 'certs')
      expectOneAuthority(
        directory,
        await race(directory, ['same.test', 'same.test', 'same.test', 'same.test']),
      )
    }
  })

  it('with different names each get their own in their leaf', async () => {
    const directory = scratchDirectory()
    const names = ['a.test', 'b.test', 'c.test']
    const served = await race(directory, names)
    expectOneAuthority(directory, served)
    for (const [index, { pem }] of served.entries()) {
      expect(new X509Certificate(pem.cert).checkHost(names[index] ?? '')).toBe(names[index])
    }
  })

  it('on a folder with a damaged key serve by one CA all the same', async () => {
    const directory = scratchDirectory()
    await race(directory, ['same.test'])
    for (const name of ['server.key', 'server.pem']) writeFileSync(join(directory, name), '')
    expectOneAuthority(directory, await race(directory, ['same.test', 'same.test', 'same.test']))
  })
})

describe('a start with certificates on disk', () => {
  it('loads nothing but Node’s own modules', () => {
    const code = readFileSync(join(built, 'load-tls.js'), 'utf8')
    const imports = [...code.matchAll(/^(?:import|export)\b[^'"]*['"]([^'"]+)['"]/gm)].map(([, name]) => name)
    expect(imports.length).toBeGreaterThan(0)
    expect(imports.filter((name) => !name?.startsWith('node:'))).toEqual([])
    // What it would load to make something, to know that this test looks at the right file.
    expect(code).toMatch(/import\(/)
  })
})
