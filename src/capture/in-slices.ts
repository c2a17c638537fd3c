/** A client that connects meanwhile does not notice a pause of this length. */
const sliceMs = 10

/** Runs a long computation to its end and lets everything else have its turn in between. A short one runs through. */
export async function inSlices(steps: Generator<void, void, void>): Promise<void> {
  let pauseAt = performance.now() + sliceMs
  while (!steps.next().done) {
    if (performance.now() < pauseAt) continue
    await new Promise(setImmediate)
    pauseAt = performance.now() + sliceMs
  }
}
