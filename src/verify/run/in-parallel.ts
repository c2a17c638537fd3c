/**
 * Does the same with each, at most `width` at once, in their order. The first that rejects ends it when those that go on
 * are over.
 */
export async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values()
  let failed = false
  const worker = async (): Promise<void> => {
    for (const item of rest) {
      if (failed) return
      await work(item).catch((error: unknown) => {
        failed = true
        throw error
      })
    }
  }
  const workers = Array.from({ length: Math.min(width, items.length) }, worker)
  const results = await Promise.allSettled(workers)
  const failure = results.find((result) => result.status === 'rejected')
  if (failure) throw failure.reason
}
