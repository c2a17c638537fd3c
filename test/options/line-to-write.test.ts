import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { FourportError } from '../../src/base/errors.ts'
import { parseArguments } from '../../src/cli/args.ts'
import { sharedFlags } from '../../src/cli/flags.ts'
import { environmentLayer } from '../../src/options/environment.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import { type OptionName, optionNames, optionTable } from '../../src/options/table.ts'
import { shellWords } from './support/shell-words.ts'

const folder = mkdtempSync(join(tmpdir(), 'fourport-lines-'))
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(join(folder, 'users.txt'), 'ada:secret\n')

/** What is said of an option with a value that fits none. */
async function saidOf(source: string, name: OptionName, value: unknown = { nonsense: 1 }): Promise<string> {
  const asked = resolveOptions([{ source, values: { [name]: value } }], source.endsWith(' option') ? 'library' : 'command')
  const error: unknown = await asked.then(() => undefined, (reason: unknown) => reason)
  expect(error).toBeInstanceOf(FourportError)
  expect((error as FourportError).code).toBe('OPTION_INVALID')
  return (error as FourportError).help
} // prettier-ignore

const lineIn = (help: string): string => /Write, for example: (.*)$/s.exec(help)?.[1] ?? ''

/** What an option is refused for that stands alone, or that names no file that there is: not for what it was given. */
async function isTaken(source: string, values: unknown): Promise<void> {
  const asked = resolveOptions([{ source, values }], source.endsWith(' option') ? 'library' : 'command')
  const error: unknown = await asked.then(() => undefined, (reason: unknown) => reason)
  if (error !== undefined) expect((error as FourportError).message).toMatch(/users file|contradict|only|without|nothing|needs/)
} // prettier-ignore

describe('the line to write for a value that does not fit', () => {
  it.each(optionNames)('is one that %s takes, as a flag', async (name) => {
    const line = lineIn(await saidOf('command line', name))
    expect(line).toMatch(new RegExp(`^--${optionTable[name].flag}(?: |$)`))
    await isTaken('command line', parseArguments(shellWords(line), sharedFlags()).options)
  })

  it.each(optionNames)('is one that %s takes, as a variable', async (name) => {
    const [variable = '', ...value] = shellWords(lineIn(await saidOf('environment', name)))[0]!.split('=')
    const layer = environmentLayer({ [variable]: value.join('=') })
    expect(Object.keys(layer.values as object)).toEqual([name])
    await isTaken('environment', layer.values)
  })

  it.each(optionNames)('is one that %s takes, in a config file', async (name) => {
    const line = lineIn(await saidOf('a.json', name))
    await isTaken('a.json', JSON.parse(`{ ${line} }`))
  })

  it.each(optionNames.filter((name) => optionTable[name].commandOnly !== true))(
    'is one that %s takes, in code',
    async (name) => {
      const line = lineIn(await saidOf('startServer() option', name))
      const { runInThisContext } = await import('node:vm')
      await isTaken('startServer() option', runInThisContext(`({ ${line} })`))
    },
  )

  it.each([
    ['command line', 'ports', ['smtps=x'], '--port smtps=10465'],
    ['command line', 'ports', ['587=x'], '--port submission=10587'],
    ['command line', 'ports', ['x'], '--port smtps=1465'],
    ['environment', 'ports', 'submission-alt=x', 'FOURPORT_PORTS=submission-alt=12525'],
    ['startServer() option', 'ports', { submissionAlt: 'x' }, 'ports: { submissionAlt: 12525 }'],
    ['a.json', 'ports', { 'submission-alt': 'x' }, '"ports": { "submission-alt": 12525 }'],
    ['command line', 'color', 'alwasy', '--color always'],
    ['command line', 'failOn', 'eror', '--fail-on error'],
    ['command line', 'faults', ['RCPT cod=1'], "--fault 'RCPT to=*@busy.test code=451 times=2'"],
  ] as const)('is of the place and the word that was meant: %s %s %j', async (source, name, value, line) => {
    expect(lineIn(await saidOf(source, name, value))).toBe(line)
  })
})
