import { parseArgs } from 'node:util'
import { nextSignal, signalExitCode } from '../../src/cli/signals.ts'
import type { VerifyCell } from '../../src/model/verify.ts'
import { packageVersion } from '../../src/server/version.ts'
import { verifiedClients } from './clients.ts'
import { measure, type MeasureOptions } from './measure.ts'
import { machineName } from './machine-name.ts'
import { allMeasured, keep, type MeasuredSettings, withPart } from './measured.ts'
import { writePage } from './page.ts'
import type { VerifiedClient } from './verified-client.ts'

/** One run for each processor of a small machine: how long clients wait is part of what is measured. */
const defaultParallel = '2'

/** Ctrl-C ends it, and keeps the clients that were measured until then. @returns the exit code */
export async function run(args: readonly string[]): Promise<number> {
  const parsed = parse(args)
  if (parsed instanceof Error) {
    process.stderr.write(`${parsed.message}\n`)
    return 2
  }
  const { values, positionals } = parsed
  const names = verifiedClients.map(({ name }) => name)
  const unknown = positionals.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    process.stderr.write(`There is no client ${unknown.join(', ')}. There are ${names.join(', ')}.\n`)
    return 2
  }
  const chosen = verifiedClients.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  const stopped = nextSignal()
  const stop = new AbortController()
  void stopped.then((name) => stop.abort(new Error(name)))
  try {
    return await measureAll(chosen, values, stop.signal)
  } catch (error) {
    if (!stop.signal.aborted) throw error
    return signalExitCode(await stopped)
  }
}

interface Values {
  readonly scenarios?: string | undefined
  readonly keep: boolean
  readonly parallel: string
}

/**
 * @returns the exit code
 * @throws the reason of `signal`
 */
async function measureAll(
  clients: readonly VerifiedClient[],
  values: Values,
  signal: AbortSignal,
): Promise<number> {
  const scenarios = values.scenarios?.split(',') ?? null
  const isKept = scenarios === null || values.keep
  const host = await machineName()
  let failed = 0
  for (const client of clients) {
    const options = { scenarios, parallel: Number(values.parallel), host, signal, onCell: tell }
    const reason = client.missing() ?? (await measureOne(client, options, isKept))
    if (reason === null) continue
    process.stderr.write(`${client.name}: not measured: ${reason}\n`)
    failed++
  }
  return failed === 0 ? 0 : 1
}

function parse(args: readonly string[]) {
  try {
    const parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        scenarios: { type: 'string' },
        keep: { type: 'boolean', default: false },
        parallel: { type: 'string', default: defaultParallel },
      },
    })
    const { parallel } = parsed.values
    // At none at once nothing would be measured, and that be kept.
    if (!/^[1-9]\d?$/.test(parallel))
      return new Error(`--parallel is "${parallel}"; expected a whole number from 1 to 99.`)
    return parsed
  } catch (error) {
    return error as Error
  }
}

/** @returns why nothing of it can be kept; null: it is, or was not to be */
async function measureOne(
  client: VerifiedClient,
  options: MeasureOptions,
  isKept: boolean,
): Promise<string | null> {
  const settings: MeasuredSettings[] = []
  for (const one of client.settings) {
    process.stdout.write(`${client.name} ${client.version()}, ${one.names.join(' and ')}: ${one.told}\n`)
    settings.push(await measure(client, one, options))
  }
  if (!isKept) return null
  const { name, origin } = client
  const version = client.version()
  const on = new Date().toISOString().slice(0, 10)
  const before = allMeasured().find((one) => one.name === name)
  const whole = { name, origin, version, by: packageVersion(), on, settings }
  const measured = options.scenarios === null ? whole : before && withPart(before, version, settings)
  if (!measured) return 'a part is kept beside the rest of the same version and settings; measure it whole'
  await keep(measured)
  // At once: whatever ends the run, the page says what is kept.
  await writePage()
  return null
}

function tell({ scenario, profile, verdict, words, faults, end }: VerifyCell): void {
  const codes = faults.map(({ code }) => code)
  process.stdout.write(`  ${scenario} ${profile} ${verdict}: ${words} ${codes.join(' ')}\n`)
  if (verdict === 'passed' || verdict === 'observed') return
  process.stdout.write(
    `      exit ${end?.exitCode}: ${end?.output.trim().split('\n').slice(-3).join(' | ')}\n`,
  )
}
