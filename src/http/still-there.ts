import { isGone } from '../capture/message-reader.ts'

/** What is made of each message of a page; those that have left the store meanwhile are left out. */
export async function stillThere<Given, Made>(
  given: readonly Given[],
  make: (one: Given) => Promise<Made>,
): Promise<Made[]> {
  const made = await Promise.all(
    given.map((one) =>
      make(one).then(
        (value) => [value],
        (error: unknown) => {
          if (isGone(error)) return []
          throw error
        },
      ),
    ),
  )
  return made.flat()
}
