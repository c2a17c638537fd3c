import { setImmediate as nextTurn } from 'node:timers/promises'
import { FourportError } from '../../base/errors.ts'
import { limitedBy } from '../../base/time-limit.ts'
import { profiles } from '../../model/port-profile.ts'
import type { Client, ClientRun } from '../client/client.ts'
import type { OpenCell } from './cell-server.ts'
import type { PlannedCell } from './plan.ts'

/** A daemon that takes mail over connects by then, if it does so for each mail. */
const comesWithinMs = 2000

/**
 * Whether a client has ended as if its mail had been sent, and left that to somebody who goes on without it: then it
 * never says what became of the mail. One that has come and gone by itself, or has delivered, is no such client.
 */
export async function leftBehind(
  { goesOn, reportsSuccess }: ClientRun,
  open: Pick<OpenCell, 'soFar' | 'comes'>,
  signal: AbortSignal,
): Promise<boolean> {
  if (!reportsSuccess) return false
  // Of a client that has just left, the system may hold a connection that was not accepted yet.
  await nextTurn()
  await nextTurn()
  const { connections, open: isOpen, accepted } = open.soFar()
  if (accepted > 0) return false
  if (connections > 0) return isOpen && goesOn()
  return goesOn() || (await open.comes(limitedBy(comesWithinMs, signal)))
}

/** What is wrong with a client that leaves its mail to a process in the background, on these ports. */
export function inBackground({ name, kind }: Client, cells: readonly PlannedCell[]): FourportError {
  const ports = cells.map(({ profile }) => String(profiles[profile].defaultPort))
  const where = `on port ${ports.join(', ')}`
  const how = kind === 'function' ? 'it returned' : 'it ended with exit code 0'
  return new FourportError(
    'CLIENT_IN_BACKGROUND',
    `${name} left its mail in the background: ${where} ${how} before the mail was accepted.`,
    { help: kind === 'function' ? awaitIt : waitForIt },
  )
}

const waitForIt =
  'Such an exit code reports nothing. Run the command in the foreground (docker run without -d, no & in a shell); or, if it only adds the mail to a queue, let it wait until the queue is empty, and exit with another code if a mail was refused.'

const awaitIt = 'Await the sending in the function, so that it throws what went wrong: `await send(…)`.'
