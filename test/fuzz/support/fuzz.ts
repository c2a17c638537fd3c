import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, it } from 'vitest'

/** A run that failed once: it is replayed first, for ever. `why` says what was wrong. */
interface KeptSeed {
  readonly seed: number
  readonly path: string
  readonly why: string
}

const file = new URL('../seeds.json', import.meta.url)
const kept = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, readonly KeptSeed[]>>

/** How many times as much as in CI, and from which seed: `FOURPORT_FUZZ=50 npx vitest run test/fuzz` begins at a random one. */
const times = Number(process.env['FOURPORT_FUZZ'] ?? 1)
const seed = process.env['FOURPORT_FUZZ'] === undefined ? 1 : Date.now() & 0x7fff_ffff

/**
 * A property that holds for whatever comes. In CI it begins at the same seed each time, so that a build never fails by chance;
 * the long run looks elsewhere. A failure prints the seed to keep.
 *
 * @param runs - How often in CI
 */
export function fuzz<Given>(
  name: string,
  runs: number,
  given: fc.Arbitrary<Given>,
  holds: (value: Given) => Promise<void>,
): void {
  const property = fc.asyncProperty(given, holds)
  describe(name, () => {
    it.each(kept[name] ?? [])('still holds where it did not once: $why', async ({ seed: once, path }) => {
      await fc.assert(property, { seed: once, path, endOnFailure: true })
    })

    it(
      'holds for whatever comes',
      async () => {
        const details = await fc.check(property, {
          seed,
          numRuns: Math.ceil(runs * times),
          endOnFailure: true,
        })
        if (!details.failed) return
        const line = JSON.stringify({ seed: details.seed, path: details.counterexamplePath, why: '…' })
        throw new Error(
          `${fc.defaultReportMessage(details)}\n\nKeep it in test/fuzz/seeds.json, under ${JSON.stringify(name)}: ${line}`,
        )
      },
      240_000 * Math.max(1, times),
    )
  })
}
