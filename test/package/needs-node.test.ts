import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { whyNotFromNpm } from '../support/programs/from-npm.ts'
import { spawnSync } from '../support/programs/processes.ts'
import { root } from './support/consumer.ts'

const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const manifest = JSON.parse(read('package.json'))
/** npm's package with the binary of this kind of machine; `node` itself is a script that fetches it. */
const binaries = `node-${process.platform}-${process.arch}`
const words = 'Fourport needs Node 20.19 or newer; this is Node '

describe('an older Node', () => {
  test('is held against the version of package.json', () => {
    expect(manifest.engines.node).toBe('>=20.19.0')
    expect(read('src/base/needs-node.ts')).toContain('major < 20 || (major === 20 && minor < 19)')
    expect(read('src/base/needs-node.ts')).toContain('Fourport needs Node 20.19 or newer')
  })

  test('is what each entry looks at before it loads anything else', () => {
    const entries = Object.values<Record<string, unknown>>(manifest.exports).flatMap((entry) =>
      [entry['module-sync'] ?? entry, entry['require']].flatMap((target) => {
        const { default: file } = (target ?? {}) as { default?: string }
        return file === undefined ? [] : [file]
      }),
    )
    expect(entries.length).toBeGreaterThan(8)
    for (const file of entries) {
      const [first] = /^(?:import|export) .*$|^.*\brequire\(.*$/m.exec(read(file)) ?? []
      expect(first, file).toMatch(/^(?:import|require\()\s?"\.\/(?:chunks\/)?needs-node-\w/)
    }
    const [looks = '', loads] = read(manifest.bin.fourport).split(/^.*\b(?:import|require)\(/m)
    expect(looks).toMatch(/Fourport needs Node[\s\S]*process\.exit\(3\)/)
    expect(looks).not.toMatch(/^import /m)
    expect(loads).toMatch(/^"\.\/command\.js"\)/)
  })

  test('is said by the command, by import and by require', { timeout: 180_000 }, async (context) => {
    const folder = mkdtempSync(join(tmpdir(), 'fourport-old-node-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    writeFileSync(join(folder, 'package.json'), '{"private":true}')
    const reason = await whyNotFromNpm(folder, `${binaries}@18`)
    if (reason !== null) context.skip(reason)
    const node = join(folder, 'node_modules', binaries, 'bin', 'node')
    const run = (...args: readonly string[]) => spawnSync(node, args, { encoding: 'utf8' })
    const version = run('--version').stdout.trim().slice(1)
    expect(version).toMatch(/^18\./)
    const said = `${words}${version}.`

    const command = run(join(root, manifest.bin.fourport), '--json')
    expect(command).toMatchObject({ status: exitCodes.notStarted, stdout: '', stderr: `${said}\n` })
    for (const { default: file } of [
      manifest.exports['.']['module-sync'],
      manifest.exports['./client']['default'],
    ]) {
      const script = `import(${JSON.stringify(join(root, file))}).catch(({ message }) => console.log(message))`
      expect(run('-e', script)).toMatchObject({ stdout: `${said}\n`, stderr: '' })
    }
    const file = JSON.stringify(join(root, manifest.exports['.'].require.default))
    expect(run('-e', `try { require(${file}) } catch ({ message }) { console.log(message) }`)).toMatchObject({
      stdout: `${said}\n`,
      stderr: '',
    })
  })
})
