import type { ResolvedOptions } from '../../options/options.ts'

/** How much was moved. */
export interface Moved {
  readonly messages: number
  readonly sessions: number
}

/** @param more - Sentences that follow */
export function printMoved(
  what: string,
  { messages, sessions }: Moved,
  { json, quiet }: Pick<ResolvedOptions, 'json' | 'quiet'>,
  more: readonly string[] = [],
): void {
  if (json) process.stdout.write(`${JSON.stringify({ type: 'moved', messages, sessions })}\n`)
  else if (!quiet)
    process.stdout.write(
      `${what}: ${[count(messages, 'message'), count(sessions, 'session')].join(', ')}.\n${more.map((line) => `${line}\n`).join('')}`,
    )
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en-US')} ${what}${number === 1 ? '' : 's'}`
}
