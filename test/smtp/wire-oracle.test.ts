import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { recording } from '../support/clients/recording.ts'
import { playOutcome, type Outcome } from '../support/recordings/play-outcome.ts'
import { playedScripts } from '../support/wire-scripts/all-scripts.ts'
import type { PlayedScript, Start } from '../support/wire-scripts/played-script.ts'
import type { Cut } from '../support/wire.ts'

/** What came of a script: the cuts that come to the same share a line. */
interface Line extends Outcome {
  readonly script: string
  readonly start: Start
  readonly cuts: readonly Cut[]
}

async function linesOf(played: PlayedScript, start: Start): Promise<readonly Line[]> {
  const lines: Line[] = []
  for (const cut of played.cuts) {
    // As it is read back.
    const outcome = JSON.parse(JSON.stringify(await playOutcome(played, start, cut))) as Outcome
    const at = lines.findIndex(({ script: _script, start: _start, cuts: _cuts, ...known }) =>
      isDeepStrictEqual(known, outcome),
    )
    const same = lines[at]
    if (same === undefined) lines.push({ script: played.name, start, cuts: [cut], ...outcome })
    else lines[at] = { ...same, cuts: [...same.cuts, cut] }
  }
  return lines
}

describe.each(Object.entries(playedScripts))('what the server does with scripts: %s', (family, scripts) => {
  const file = new URL(`../recordings/scripts/${family}.jsonl`, import.meta.url)
  const kept: readonly Line[] = existsSync(file)
    ? readFileSync(file, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
    : []
  const runs = scripts.flatMap((script) =>
    script.starts.map((start) => ({ name: script.name, start, script })),
  )
  const played: Line[] = []
  const of = ({ name, start }: (typeof runs)[number], lines: readonly Line[]): readonly Line[] =>
    lines.filter((line) => line.script === name && line.start === start)
  afterAll(() => {
    if (!recording) return
    // Of a script that was left out this time, what was kept of it stays.
    const lines = runs.flatMap(
      (run) => [of(run, played), of(run, kept)].find(({ length }) => length > 0) ?? [],
    )
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  })

  it.each(runs)('$name ($start): the same as ever', async (run) => {
    const lines = await linesOf(run.script, run.start)
    played.push(...lines)
    if (!recording) expect(lines).toEqual(of(run, kept))
  })

  it.skipIf(recording)('nothing is kept of a script that is gone', () => {
    const known = new Set(runs.map(({ name, start }) => `${name} (${start})`))
    expect(kept.map(({ script, start }) => `${script} (${start})`).filter((one) => !known.has(one))).toEqual(
      [],
    )
  })
})
