import { type Field, field, list } from '../../base/kinds/compounds.ts'
import { accepted, type Kind, kindOf, type Reading, refused, scalar } from '../../base/kinds/kind.ts'
import { boolean, choice, duration, text } from '../../base/kinds/scalars.ts'
import type { KnownFailure } from '../../model/verify.ts'
import { presetNames } from '../client/presets.ts'
import { verifyTable } from '../verify-options.ts'

/** A field of a client in the file: what it takes, and what may be written. */
export interface MatrixField extends Field {
  /** As YAML. */
  readonly example: string
}

/** Longer than the setup of any client; a quarter of it is long. */
const longestSetupMs = 3_600_000

const word = text(/^[^\0]+$/, 'a text', { maxLength: 4096 })
const commandWords = list(word, {
  least: 1,
  most: 500,
  commas: 'nowhere',
  alwaysList: true,
  expected: 'a command',
})

/** A list of words is run as it is; a text by a shell. */
const command: Kind<readonly string[]> = kindOf({
  metavar: 'COMMAND',
  expected: 'a command: a list of words, or a line for the shell',
  schema: { anyOf: [word.schema, commandWords.schema] },
  read(value): Reading<readonly string[]> {
    if (typeof value === 'string') {
      return word.fits(value) ? accepted(['sh', '-c', value]) : refused(command.expected, value)
    }
    if (!Array.isArray(value) || value.length === 0) return refused(command.expected, value)
    return commandWords.read(value)
  },
})

/** No control character: it stands in lists and titles. */
const label = (expected: string): Kind<string> => text(/^[^\s\p{Cc}]\P{Cc}*$/u, expected, { maxLength: 100 })

const version = label('a version, as a text of 100 characters at most')

/** What is checked by itself where it is read. */
const known: Kind<readonly KnownFailure[]> = scalar({
  metavar: 'LIST',
  expected: 'a list of known failures',
  schema: {
    type: 'array',
    maxItems: 1000,
    items: {
      type: 'object',
      properties: {
        scenario: { type: 'string' },
        port: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
        faults: { type: 'array', minItems: 1, items: { type: 'string' } },
        reason: { type: 'string', minLength: 1, maxLength: 500 },
        until: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
      },
      required: ['scenario', 'reason', 'until'],
      additionalProperties: false,
    },
  },
  fits: Array.isArray,
})

const variables: Kind<Readonly<Record<string, string>>> = kindOf({
  metavar: 'VARIABLES',
  expected: 'variables by their names, each a text',
  schema: {
    type: 'object',
    propertyNames: { pattern: '^[A-Za-z_]\\w*$' },
    additionalProperties: { type: 'string' },
  },
  read(value): Reading<Readonly<Record<string, string>>> {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return refused(variables.expected, value)
    for (const [name, given] of Object.entries(value)) {
      if (!/^[A-Za-z_]\w*$/.test(name)) return refused('the name of a variable', name, `.${name}`)
      if (typeof given !== 'string' || given.includes('\0')) return refused('a text', given, `.${name}`)
    }
    return accepted(value as Readonly<Record<string, string>>)
  },
})

const row = (description: string, kind: Kind<never> | Kind<unknown>, example: string): MatrixField => ({
  ...field(description, kind as Kind<unknown>),
  example,
})

/** Those of `verifyClient`, under the same names. */
const shared = [
  'ports',
  'scenarios',
  'login',
  'requireTls',
  'host',
  'strictManners',
  'repeat',
  'to',
  'from',
  'user',
  'limitMs',
  'parallel',
] as const
const examples: Readonly<Record<(typeof shared)[number], string>> = {
  ports: '[465, 587]',
  scenarios: '["cert-*", downgrade]',
  login: 'false',
  requireTls: 'true',
  host: 'mail.example.test',
  strictManners: 'true',
  repeat: '3',
  to: '[ada@example.org]',
  from: 'shop@example.org',
  user: 'shop@example.org',
  limitMs: '30s',
  parallel: '1',
}
const descriptions: Partial<Readonly<Record<(typeof shared)[number], string>>> = {
  requireTls: 'Whether it is set to require TLS although it has no login',
  login: 'Whether it gets a user and a password, and the servers ask for them',
  strictManners: 'Whether bad manners keep it from being verified',
}

/** What a client has in the file, and what may be said once for all in `defaults`. */
export const clientFields: Readonly<Record<string, MatrixField>> = {
  name: row('What it is called in the report', label('a name, as a text of 100 characters at most'), 'nodemailer'),
  version: row('Its version, for the report', version, '"7.0.3"'),
  versionCommand: row('A command that prints its version', command, '"node -p process.version"'),
  versions: row(
    'Versions that it is verified in, each as a client of its own; {version} stands for one',
    list(version, { least: 1, most: 100, commas: 'nowhere', alwaysList: true, expected: 'a list of versions as texts' }),
    '["6.9.16", "7.0.3"]',
  ),
  command: row('The command that sends one mail', command, '[node, send.mjs]'),
  cwd: row('The folder that it is run in, from that of the file', word, 'clients/nodemailer'),
  env: row('Variables for it, with placeholders', variables, '{ MAIL_PORT: "{port}" }'),
  presets: row(
    'The variables of a framework',
    list(choice(presetNames), { least: 1, alwaysList: true, expected: `a list of ${presetNames.join(', ')}` }),
    '[laravel]',
  ),
  caEnv: row('Whether SSL_CERT_FILE and NODE_EXTRA_CA_CERTS name the CA', boolean, 'true'),
  setup: row('A command that makes it ready, run once before it, in the folder of the file', command, '"npm ci"'),
  setupLimitMs: row('How long the setup may take', duration(100, longestSetupMs), '10m'),
  ...Object.fromEntries(
    shared.map((name) => [
      name,
      row(descriptions[name] ?? verifyTable[name].description, verifyTable[name].kind as Kind<unknown>, examples[name]),
    ]),
  ),
  known: row(
    'Failures that are known, each with a reason and a last day',
    known,
    '[{ scenario: cert-sha1, reason: the old gateway, until: 2027-03-31 }]',
  ),
} // prettier-ignore

/** What is one client's own. */
const ownFields: ReadonlySet<string> = new Set(['name', 'version', 'versions'])

export const defaultFields: Readonly<Record<string, MatrixField>> = Object.fromEntries(
  Object.entries(clientFields).filter(([name]) => !ownFields.has(name)),
)

export const mostClients = 1000
export const matrixVersion = 1

/** What was given of one client, read. */
export interface GivenClient {
  readonly name?: string
  readonly version?: string
  readonly versionCommand?: readonly string[]
  readonly versions?: readonly string[]
  readonly command?: readonly string[]
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly presets?: readonly (typeof presetNames)[number][]
  readonly caEnv?: boolean
  readonly setup?: readonly string[]
  readonly setupLimitMs?: number
}
