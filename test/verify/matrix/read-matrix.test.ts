import { describe, expect, it } from 'vitest'
import { onlyThese } from '../../../src/verify/matrix/only-these.ts'
import { readMatrix } from '../../../src/verify/matrix/read-matrix.ts'
import type { VerifyOptions } from '../../../src/verify/verify-options.ts'

const read = (text: string, overrides: VerifyOptions = {}) =>
  readMatrix({ text, file: 'c.yml', folder: '/clients', overrides })
const clients = (...lines: readonly string[]): string => ['version: 1', 'clients:', ...lines].join('\n')

describe('the clients of a file', () => {
  it('have the defaults, what they say themselves, and above all what the command line says', () => {
    const text = [
      'version: 1',
      'defaults: { ports: [465], limitMs: 30s, user: all@app.test, command: [app] }',
      'clients:',
      '  - { name: one, user: one@app.test }',
      '  - { name: two, ports: [25, submission], to: ada@app.test, from: shop@app.test }',
    ].join('\n')
    const [one, two] = read(text, { limitMs: 5000 })
    expect(one?.options).toMatchObject({ ports: ['smtps'], limitMs: 5000, user: 'one@app.test', parallel: null })
    expect(two?.options).toMatchObject({ ports: ['relay', 'submission'], limitMs: 5000, user: 'all@app.test', to: ['ada@app.test'], from: 'shop@app.test' })
  }) // prettier-ignore

  it('are one for each version, wherever it is named', () => {
    const found = read(
      clients('  - { name: lib, versions: ["1.10", "2.0"], command: "lib@{version} {port}" }'),
    )
    expect(found.map(({ name }) => name)).toEqual(['lib 1.10', 'lib 2.0'])
    expect(found.map((one) => one.open().name)).toEqual(["sh -c 'lib@1.10 {port}'", "sh -c 'lib@2.0 {port}'"])
    const named = read(clients('  - { name: "{version} of lib", versions: ["3"], command: lib }'))
    expect(named.map(({ name }) => name)).toEqual(['3 of lib'])
  })

  it('may be JSON, with tabs and a mark at its start, and share lines of YAML', () => {
    const json = JSON.stringify({ version: 1, clients: [{ name: 'a', command: ['b'] }] }, null, '\t')
    expect(read(`\uFEFF${json}`).map(({ name }) => name)).toEqual(['a'])
    const shared = clients('  - &app { name: a, command: b, limitMs: 1s }', '  - { <<: *app, name: c }')
    expect(read(shared).map(({ name, options }) => [name, options.limitMs])).toEqual([['a', 1000], ['c', 1000]])
  }) // prettier-ignore

  it('are chosen by name or pattern', () => {
    const all = read(clients(...['a 1', 'a 2', 'b'].map((name) => `  - { name: ${name}, command: x }`)))
    const names = (...only: readonly string[]) => onlyThese(all, only).map(({ name }) => name)
    expect(names('b', 'a*')).toEqual(['a 1', 'a 2', 'b'])
    expect(names()).toHaveLength(3)
    expect(() => names('c')).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID', message: '--only: no client is called "c".', help: expect.stringContaining('a 1, a 2 and b') as string }) as Error,
    )
  }) // prettier-ignore
})

const client = (fields: string): string => clients(`  - { name: app, command: [app], ${fields} }`)

describe('a file that does not fit is refused with what came, where, what was expected and what to write', () => {
  it.each([
    ['[', /^c\.yml:1:\d+: it cannot be read as YAML or JSON: /, 'Text with braces'],
    ['[]', 'c.yml:1:1: it is []; expected an object with version and clients.', ''],
    ['version: 1\nversion: 1', /^c\.yml:2:1: it cannot be read as YAML or JSON: Map keys must be unique/, ''],
    ['version: 1\nclients: !!js/function "x"', /^c\.yml:2:\d+: .*[Uu]nresolved tag/, ''],
    ['version: 1\nclients: []', 'c.yml:2:10: clients is []; expected a list of 1 to 1000 clients.', ''],
    ['version: 2\nclients: []', 'c.yml:1:10: version is 2; expected 1, the version of this form.', 'version: 1'],
    ['version: 1\nclient: []', 'c.yml:2:9: the file has the field "client"; it takes version, defaults, clients. Did you mean clients?', ''],
    [clients('  - command: app'), 'c.yml:3:5: clients[0] has no name; expected one.', 'name: nodemailer'],
    [clients('  - name: app'), 'c.yml:3:5: clients[0] has no command; expected one.', 'command: [node, send.mjs]'],
    [client('comand: x'), /^c\.yml:3:\d+: clients\[0\] has the field "comand"; it takes name, version, .* Did you mean command\?$/, ''],
    [client('version: 1.10'), /^c\.yml:3:43: clients\[0\]\.version is 1\.10; expected a version, as a text/, 'version: "1.10"'],
    [client('ports: [465, 466]'), /^c\.yml:3:\d+: clients\[0\]\.ports\[1\] is 466; expected /, 'ports: [465, 587]'],
    [client('limitMs: 30'), /clients\[0\]\.limitMs is 30; expected a whole number of milliseconds/, 'limitMs: 30s'],
    [client('env: { PORT: {port} }'), /clients\[0\]\.env\.PORT is \{ port: null \}; expected a text\.$/, 'env: { MAIL_PORT: "{port}" }'],
    [client('env: { PORT: 25 }'), /clients\[0\]\.env\.PORT is 25; expected a text\.$/, 'PORT: "25"'],
    [client('env: { PORT: "{prot}" }'), /^c\.yml:3:\d+: env\.PORT has \{prot\}, which stands for nothing\. Did you mean port\?/, 'The placeholders are'],
    [client('scenarios: [cert-expird]'), /^c\.yml:3:\d+: No scenario is called "cert-expird"/, ''],
    [client('presets: [larvel]'), /clients\[0\]\.presets\[0\] is "larvel"; expected .*did you mean laravel/, ''],
    [client('to: [Ada <ada@app.test>]'), /clients\[0\]\.to\[0\] is "Ada <ada@app\.test>"; expected a bare address/, ''],
    [client('version: "1", versions: ["2"]'), /^c\.yml:3:\d+: clients\[0\] has version and versions; expected one of them\.$/, ''],
    [client('known: [{ scenario: cert-sha1, reason: x, until: 2027-02-30 }]'), /^c\.yml:3:\d+: clients\[0\]\.known has "2027-02-30" as "until" in entry 1/, 'An entry is'],
    [clients('  - { name: a, command: x }', '  - { name: a, command: y }'), 'c.yml:4:5: clients[1] is called "a", as is clients[0]; expected a name of its own.', ''],
    [clients('  - { name: "a\\u001b[2J", command: x }'), /clients\[0\]\.name is "a\\u001b\[2J"; expected a name/, ''],
    [clients('  - &a [*a]'), /^c\.yml:/, ''],
    [`version: 1\nclients: ${'['.repeat(100_000)}`, /^c\.yml:/, ''],
  ] as const)('%j', (text, message, help) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({
        code: 'MATRIX_UNREADABLE',
        message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
        help: expect.stringContaining(help) as string,
      }) as Error,
    )
  }) // prettier-ignore

  it('but what the command line says is not blamed on the file', () => {
    expect(() => read(client('login: true'), { scenarios: ['no-such'] })).toThrow(
      expect.objectContaining({ code: 'OPTION_INVALID' }) as Error,
    )
  })

  it('and aliases of aliases grow nothing', () => {
    const rows = Array.from({ length: 30 }, (_, index) => `a${index}: &a${index} [${index === 0 ? '1' : `*a${index - 1}, *a${index - 1}`}]`)
    expect(() => read(['version: 1', ...rows].join('\n'))).toThrow(/c\.yml:/)
  }) // prettier-ignore
})
