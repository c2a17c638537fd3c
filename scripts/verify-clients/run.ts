import { parseArgs } from 'node:util'
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

/** @returns the exit code */
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
  const scenarios = values.scenarios?.split(',') ?? null
  const chosen = verifiedClients.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  const host = await machineName()
  let failed = 0
  for (const client of chosen) {
    const options = { scenarios, parallel: Number(values.parallel), host, onCell: tell }
    const reason = client.missing() ?? (await measureOne(client, options, scenarios === null || values.keep))
    if (reason === null) continue
    process.stderr.write(`${client.name}: not measured: ${reason}\n`)
    failed++
  }
  if (scenarios === null || values.keep) await writePage()
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
