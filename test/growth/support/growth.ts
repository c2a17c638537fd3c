import { Script } from 'node:vm'

/** A piece of work that is ready to be done as often as it takes to measure it. */
type Work = () => unknown

/** An input of so many characters or so many items, and the work it makes. Making the input is not measured. */
export type MakeWork = (size: number) => Work

/** Eight times the input takes eight times the work where that is linear, up to 28 on a busy machine, and 64 where it is quadratic. */
const mostGrowth = 36
/** Only what is seen this often is no accident of a busy machine. */
const attempts = 5
/** Less processor time than this says nothing. */
const measurableMs = 2
/** Work that is not measurable with an input of so many characters is cheap, however it grows. */
const mostCharacters = 1_000_000
/** An item takes some kilobytes, and eight times as many are made as are measured. */
export const mostItems = 10_000
/** Where one call takes so long it hangs: others take some milliseconds. */
const deadlineMs = 20_000

/**
 * Fails where the work for an input grows faster than the input.
 *
 * The size is sought at which the work can be measured; then inputs of once, twice, four and eight times that size are compared.
 * What is compared is the time for which this process had the processor, the least of several runs, and never a clock: a
 * busy machine takes longer, for all of them alike.
 *
 * @param largest - The largest input, before it is taken eight times; default: so many characters
 * @throws Error - how many times the work it is for eight times the input; or that one call hangs
 */
export async function expectLinear(make: MakeWork, largest: number = mostCharacters): Promise<void> {
  const seen: number[] = []
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const growth = await growthOf(make, measurableMs * attempt, largest)
    if (growth <= mostGrowth) return
    seen.push(Math.round(growth))
  }
  throw new Error(`For eight times the input it is ${seen.join(', ')} times the work.`)
}

async function growthOf(make: MakeWork, measurable: number, largest: number): Promise<number> {
  for (let size = 16; size <= largest; size *= 2) {
    // The first run compiles what it runs.
    if ((await leastMs(make(size), 1)) < measurable) continue
    const one = await leastMs(make(size), 3)
    if (one < measurable) continue
    return growthFrom(make, size, one)
  }
  return 0
}

async function growthFrom(make: MakeWork, size: number, one: number): Promise<number> {
  let growth = 1
  for (const times of [2, 4, 8]) {
    // Once is enough to see that the next is not for ever; the last one decides.
    growth = (await leastMs(make(size * times), times === 8 ? 2 : 1)) / one
    // What is off already might take for ever with the next.
    if (growth > mostGrowth) break
  }
  return growth
}

/** Processor time, in milliseconds. */
async function leastMs(work: Work, runs: number): Promise<number> {
  let least = Infinity
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage()
    await withDeadline(work)
    const { user, system } = process.cpuUsage(before)
    least = Math.min(least, (user + system) / 1000)
  }
  return least
}

const call = new Script('globalThis.measuredWork()')

/** Ends a call that hangs, in a regular expression too. */
function withDeadline(work: Work): unknown {
  Object.assign(globalThis, { measuredWork: work })
  return call.runInThisContext({ timeout: deadlineMs })
}
