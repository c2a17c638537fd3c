import { type Eventual, whenThere } from '../../base/eventual.ts'
import type { FeedEvent } from '../../model/feed-event.ts'
import { createServer } from '../../server/create-server.ts'
import { announceSessions } from '../announce-sessions.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Invocation } from '../verb.ts'
import { createLineWriter } from '../print/line-writer.ts'
import { presenterFor } from '../print/presenter-for.ts'
import { nextSignal } from '../signals.ts'
import { createCounter } from '../counter.ts'

/** `fourport serve`: the four ports until a signal comes. */
export async function serve(invocation: Invocation): Promise<number> {
  const options = await invocation.options()
  const out = createLineWriter(process.stdout)
  const presenter = await presenterFor(options, out)
  const counter = createCounter()
  const signal = nextSignal()
  const { server, feed, begunAt, subject, reviews } = await createServer(options, {
    onListening: presenter.ready,
  })
  server.on('error', (error) => presenter.error(error))
  // From the first event on: clients may have come while the rest was read from disk. And not the handle's events: a
  // listener there may keep a message for good, so its memory could not be used again.
  const announced = announceSessions({ reviews, presenter, counter })
  const tell = (event: FeedEvent): Eventual<void> => {
    if (event.type === 'session') return announced.session(event.session)
    if (event.type === 'message') {
      counter.message()
      return whenThere(subject(event.message), (decoded) => presenter.message(event.message, decoded))
    }
  }
  let told: Eventual<void> = undefined
  feed.subscribe(
    (event) => {
      told = whenThere(told, () => tell(event))
      if (told instanceof Promise) told = told.catch((error: unknown) => presenter.error(error))
    },
    { since: begunAt },
  )

  presenter.stopping(await signal)
  await server.close()
  await told
  await announced.all()
  const code = counter.fails(options.failOn) ? exitCodes.findings : exitCodes.ok
  presenter.stopped({ ...counter.totals(), droppedLines: out.dropped, exitCode: code })
  await out.flush()
  // Everything of ours is closed; what still keeps the process, a library's timer say, may not hold up a container.
  return process.exit(code)
}
