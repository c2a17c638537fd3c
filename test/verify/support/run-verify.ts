import { fileURLToPath } from 'node:url'
import type { VerifyCell, VerifyReport } from '../../../src/model/verify.ts'
import type { Client } from '../../../src/verify/client/client.ts'
import { commandClient } from '../../../src/verify/client/command.ts'
import { runVerify, type VerifySettings } from '../../../src/verify/run/verify.ts'

const path = (name: string): string => fileURLToPath(new URL(`../clients/${name}.mjs`, import.meta.url))

const plainly = { env: {}, presets: [], caEnv: false } as const

/** A program of ours, run by this Node. */
export function nodeClient(
  name: string,
  env: Readonly<Record<string, string>> = {},
  ...args: readonly string[]
): Client {
  return commandClient([process.execPath, path(name), ...args], { ...plainly, env })
}

/** A script on a command line. */
export function scriptClient(script: string, ...args: readonly string[]): Client {
  return commandClient([process.execPath, '--input-type=module', '-e', script, '--', ...args], plainly)
}

export async function verified(
  scenarios: readonly string[],
  client: Client,
  settings: Partial<VerifySettings> = {},
): Promise<VerifyReport> {
  const { report } = await runVerify(client, { ...settingsOf(scenarios), ...settings })
  return report
}

/** Over these scenarios on every port. */
export function settingsOf(scenarios: readonly string[]): VerifySettings {
  return {
    ports: null,
    scenarios,
    login: true,
    requireTls: false,
    host: 'localhost',
    strictManners: false,
    transcripts: false,
    known: [],
    repeat: 1,
    to: null,
    from: null,
    user: null,
    certs: null,
    fixed: null,
    limitMs: 20_000,
    parallel: 4,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    page: null,
    onDone: async () => undefined,
  }
}

/** `good smtps passed: delivered`, a line for each cell. */
export function cellsInWords(report: VerifyReport): readonly string[] {
  return report.cells.map(
    ({ scenario, profile, verdict, words }) => `${scenario} ${profile} ${verdict}: ${words}`,
  )
}

export function cellOf(report: VerifyReport, scenario: string, profile: string): VerifyCell {
  const cell = report.cells.find((one) => one.scenario === scenario && one.profile === profile)
  if (cell === undefined) throw new Error(`no cell for ${scenario} on ${profile}`)
  return cell
}
