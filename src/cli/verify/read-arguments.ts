import { FourportError } from '../../base/errors.ts'
import { shown } from '../../base/fields.ts'
import { didYouMean } from '../../base/suggest.ts'
import { portKeys, type ProfileName, profileNames, profilesByKey } from '../../model/port-profile.ts'
import type { ExtraEnvironment } from '../../verify/client/environment.ts'
import { checkPlaceholders } from '../../verify/client/placeholders.ts'
import { type PresetName, presetNames } from '../../verify/client/presets.ts'
import type { VerifyOptions } from '../../verify/verify-options.ts'
import { type WantedReports, wantedReports } from '../reports/wanted-reports.ts'
import { readConnect, readHttpPort, readLimit, readList, readParallel } from './flag-values.ts'
import type { VerifyFlagName } from './flags.ts'
import type { Invocation } from '../verb.ts'

/** How the client is reached. */
export type Subject =
  | { readonly by: 'command'; readonly command: readonly string[] }
  | { readonly by: 'url'; readonly url: string }
  | { readonly by: 'manual' }

export interface VerifyRequest {
  readonly subject: Subject
  readonly options: VerifyOptions
  readonly environment: ExtraEnvironment
  readonly reports: WantedReports
  /** Of the page that shows the run; null: there is none. */
  readonly httpPort: number | null
  /** What the report is held against; null: nothing. */
  readonly expect: { readonly file: string; readonly update: boolean } | null
}

/** @throws FourportError OPTION_INVALID, OPTION_CONFLICT */
export function readArguments({ own: given, command }: Pick<Invocation, 'own' | 'command'>): VerifyRequest {
  const all = (name: VerifyFlagName): readonly string[] => given.get(name) ?? []
  const listed = (name: VerifyFlagName): readonly string[] =>
    given.has(name) ? readList(name, all(name)) : []
  const [limit] = all('limit')
  const [parallel] = all('parallel')
  const [connect] = all('connect')
  return {
    subject: readSubject(given, command),
    options: {
      ...(given.has('ports') && { ports: listed('ports').map(readPort) }),
      ...(given.has('scenarios') && { scenarios: listed('scenarios') }),
      ...(connect !== undefined && { host: readConnect(connect) }),
      ...(limit !== undefined && { limitMs: readLimit(limit) }),
      ...(parallel !== undefined && { parallel: readParallel(parallel) }),
      login: !given.has('no-login'),
    },
    environment: {
      env: Object.fromEntries(all('env').map(readVariable)),
      presets: listed('preset').map(readPreset),
      caEnv: given.has('ca-env'),
    },
    httpPort: given.has('http-port') ? readHttpPort(all('http-port')[0]!) : null,
    reports: wantedReports(all('report')),
    expect: readExpectation(all('expect')[0], given.has('update')),
  }
} // prettier-ignore

function readSubject(given: Invocation['own'], command: readonly string[] | null): Subject {
  const [url] = given.get('url') ?? []
  const manual = given.has('manual')
  const wanted = [command !== null && 'a command', url !== undefined && '--url', manual && '--manual']
  const named = wanted.filter((one) => one !== false)
  if (named.length > 1) {
    throw new FourportError('OPTION_CONFLICT', `verify was given ${named.join(' and ')}.`, {
      help: 'Give one of them: there is one way in which the mail is sent.',
    })
  }
  if (url !== undefined) return { by: 'url', url }
  if (manual) return { by: 'manual' }
  if (command !== null && command.length > 0 && command[0] !== '') return { by: 'command', command }
  throw new FourportError('OPTION_INVALID', 'verify needs a command that sends one mail.', {
    help: 'Write it after two dashes: `fourport verify -- node send.mjs`. See `fourport help verify`.',
  })
}

/** A name, or the number that everybody knows it by. */
function readPort(text: string): ProfileName {
  const byNumber = portKeys.find((key) => String(profilesByKey[key].defaultPort) === text)
  const name = byNumber === undefined ? profileNames.find((one) => one === text) : profilesByKey[byNumber].name
  if (name !== undefined) return name
  const numbers = portKeys.map((key) => profilesByKey[key].defaultPort)
  throw new FourportError('OPTION_INVALID', `--ports: ${shown(text)} is no port.${didYouMean(text, profileNames)}`, {
    help: `There are ${profileNames.join(', ')}, or ${numbers.join(', ')}.`,
  })
} // prettier-ignore

function readVariable(text: string): readonly [string, string] {
  const [, name, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(text) ?? []
  if (name === undefined || value === undefined) {
    throw new FourportError(
      'OPTION_INVALID',
      `--env: expected NAME=TEXT, such as MAIL_PORT={port}, got ${shown(text)}.`,
    )
  }
  checkPlaceholders(value, `--env ${name}`)
  return [name, value]
}

function readPreset(text: string): PresetName {
  const name = presetNames.find((one) => one === text)
  if (name !== undefined) return name
  throw new FourportError(
    'OPTION_INVALID',
    `--preset: ${shown(text)} is none.${didYouMean(text, presetNames)}`,
    {
      help: `There are ${presetNames.join(', ')}; any other name is set by --env NAME={port}.`,
    },
  )
}

function readExpectation(file: string | undefined, update: boolean): VerifyRequest['expect'] {
  if (file !== undefined) return { file, update }
  if (!update) return null
  throw new FourportError('OPTION_CONFLICT', '--update is given without --expect.', {
    help: 'Name the file that is to hold today’s report: --expect FILE --update.',
  })
}
