import { resolveOptions } from '../../src/options/resolve-options.ts'
import { commandLine } from '../../src/options/source.ts'
import { describe, expect, it } from 'vitest'
import { parseArguments } from '../../src/cli/args.ts'
import { sharedFlags, withOwn } from '../../src/cli/flags.ts'
import { verbTable } from '../../src/cli/verbs.ts'

const parse = (argv: readonly string[]) => parseArguments(argv, sharedFlags())

describe('a command line', () => {
  const cases: readonly (readonly [string, string, object])[] = [
    ['nothing', '', { words: [], rest: null, options: {}, help: false, version: false }],
    ['a verb and what it works on', 'explain a.json', { words: ['explain', 'a.json'] }],
    ['values apart and joined', '--certs a --http-port=off', { options: { certs: 'a', http: 'off' } }],
    ['repeated flags that add', '--port relay=1 --port=smtps=2', { options: { ports: ['relay=1', 'smtps=2'] } }],
    ['the same flag again', '--size-limit 1MB --size-limit=1MB --faithful --no-hints --json --json=true', { options: { sizeLimitBytes: '1MB', hints: 'false', json: 'true' } }],
    ['switches', '--json --no-hints --quiet=false', { options: { json: 'true', hints: 'false', quiet: 'false' } }],
    ['flags that stand for a value', '--faithful --no-color', { options: { hints: 'false', color: 'never' } }],
    ['a switch followed by a verb', '--json serve', { words: ['serve'], options: { json: 'true' } }],
    ['a value with =', '--user a:b=c', { options: { users: ['a:b=c'] } }],
    ['a value that starts with a dash', '--user=-a:b', { options: { users: ['-a:b'] } }],
    ['an empty value', '--server-name=', { options: { serverName: '' } }],
    ['words after --', 'explain -- --json', { words: ['explain'], rest: ['--json'], options: {} }],
    ['a dash alone', 'explain -', { words: ['explain', '-'] }],
    ['short help', '-h', { help: true }],
    ['version', '--version', { version: true }],
  ] // prettier-ignore
  it.each(cases)('%s', (_what, line, expected) => {
    expect(parse(line === '' ? [] : line.split(' '))).toMatchObject(expected)
  })

  const refused: readonly (readonly [string, string, string, string])[] = [
    ['--prot relay=1', 'OPTION_UNKNOWN', 'Unknown option --prot.', 'Did you mean --port?'],
    ['--sizeLimitBytes 1', 'OPTION_UNKNOWN', 'Unknown option --sizeLimitBytes.', 'Did you mean --size-limit?'],
    ['--ports relay=1', 'OPTION_UNKNOWN', 'Unknown option --ports.', 'Did you mean --port?'],
    ['--http 80', 'OPTION_UNKNOWN', 'Unknown option --http.', 'Did you mean --http-port?'],
    ['--no-colour', 'OPTION_UNKNOWN', 'Unknown option --no-colour.', 'Did you mean --no-color?'],
    ['--faithfull', 'OPTION_UNKNOWN', 'Unknown option --faithfull.', 'Did you mean --faithful?'],
    ['--no-port', 'OPTION_UNKNOWN', 'Unknown option --no-port.', ''],
    ['-p 25', 'OPTION_UNKNOWN', 'Unknown option -p.', ''],
    ['--certs', 'OPTION_INVALID', '--certs needs a value: --certs PATH.', ''],
    ['--certs --json', 'OPTION_INVALID', '--certs needs a value: --certs PATH.', ''],
    ['--certs --help', 'OPTION_INVALID', '--certs needs a value: --certs PATH.', ''],
    ['--certs -- x', 'OPTION_INVALID', '--certs needs a value: --certs PATH.', ''],
    ['--no-hints=yes', 'OPTION_INVALID', '--no-hints takes no value.', ''],
    ['--faithful=no', 'OPTION_INVALID', '--faithful takes no value.', ''],
    ['--size-limit 1MB --size-limit=2MB', 'OPTION_CONFLICT', '--size-limit 1MB and --size-limit 2MB contradict each other.', 'Give one of the two.'],
    ['--hints --no-hints', 'OPTION_CONFLICT', '--hints and --no-hints contradict each other.', ''],
    ['--hints --faithful', 'OPTION_CONFLICT', '--hints and --faithful contradict each other.', ''],
    ['--no-color --color always', 'OPTION_CONFLICT', '--no-color and --color always contradict each other.', ''],
    ['--json --json=no', 'OPTION_CONFLICT', '--json and --json no contradict each other.', ''],
    ['--http-token hunter2 --http-token hunter3', 'OPTION_CONFLICT', '--http-token is given twice, with two values.', ''],
  ] // prettier-ignore
  it.each(refused)('%s is refused', (line, code, message, help) => {
    expect(() => parse(line.split(' '))).toThrow(
      expect.objectContaining({ code, message, help: expect.stringContaining(help) }),
    )
  })
})

describe('a verb’s own flags', () => {
  const flags = withOwn(sharedFlags(), {
    ports: { metavar: 'NAMES', description: '', many: true },
    'http-port': { metavar: 'PORT', description: '' },
    manual: { metavar: '', description: '' },
  })

  it('stand beside the shared ones, and are meant where both have the spelling', () => {
    const argv = ['--port', 'relay=1', '--ports', 'a', '--http-port=0', '--manual', '--ports=b', '--', '--ports', 'c']
    expect(parseArguments(argv, flags)).toMatchObject({
      options: { ports: ['relay=1'] },
      own: new Map([['ports', ['a', 'b']], ['http-port', ['0']], ['manual', ['true']]]),
      rest: ['--ports', 'c'],
    })
  }) // prettier-ignore

  it('take a value where the shared one of that spelling does, so that the verb can be found', async () => {
    const shared = sharedFlags()
    for (const verb of verbTable) {
      for (const [name, { metavar }] of Object.entries((await verb.flags?.()) ?? {})) {
        const same = shared.get(`--${name}`)
        if (same !== undefined) expect(metavar === '').toBe(same.metavar === '')
      }
    }
  })
})

describe('a profile by its usual number', () => {
  it('is the one of that name, for ports and for logins', async () => {
    const options = await resolveOptions(
      [{ source: commandLine, values: { ports: ['587=1587', 'smtps=off'], auth: ['587=required'] } }],
      'command',
    )
    expect(options.ports).toMatchObject({ submission: 1587, smtps: 'off', relay: 25 })
    expect(options.auth).toMatchObject({ submission: 'required', smtps: 'optional' })
  })

  it('is none where no profile has that number', async () => {
    const layers = [{ source: commandLine, values: { ports: ['588=1587'] } }]
    await expect(resolveOptions(layers, 'command')).rejects.toThrow(
      /the name to be one of relay, smtps, .*, or a usual number \(587\), got "588"/,
    )
  })
})
