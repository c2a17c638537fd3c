/** Makes a value when it is first asked for and keeps it. A failure is told to who asked, and not kept: the next one tries again. */
export function untilSuccess<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null
      throw error
    })
    return made
  }
}
