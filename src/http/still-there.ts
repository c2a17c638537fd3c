import { isGone } from '../capture/message-reader.ts'

const atOnce = 4

/** What is made of each message of a page; those that have left the store meanwhile are left out. */
export async function stillThere<Given, Made>(
  given: readonly Given[],
  make: (one: Given) => Promise<Made>,
): Promise<Made[]> {
  const made: Made[][] = []
  let next = 0
  // Each may take the bytes of a message, and what is made of them.
  const makeSome = async (): Promise<void> => {
    while (next < given.length) {
      const at = next++
      made[at] = await make(given[at] as Given).then(
        (value) => [value],
        (error: unknown) => {
          if (isGone(error)) return []
          throw error
        },
      )
    }
  }
  await Promise.all(Array.from({ length: atOnce }, makeSome))
  return made.flat()
}
