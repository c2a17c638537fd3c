import { createServer } from '../../server/create-server.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Invocation } from '../invocation.ts'
import { createLineWriter } from '../print/line-writer.ts'
import { presenterFor } from '../print/presenter-for.ts'
import { nextSignal } from '../signals.ts'
import { createTally } from '../tally.ts'

/** By then everything of ours is closed; what still keeps the process, a library's timer say, may not hold up a container. */
const lingerMs = 500

/** `fourport serve`: the four ports until a signal comes. */
export async function serve({ options }: Invocation): Promise<number> {
  const out = createLineWriter(process.stdout)
  const presenter = await presenterFor(options, out)
  const tally = createTally()
  const { server, feed } = await createServer(options)
  // Not the handle's event: a listener there may keep a message for good, so its memory could not be used again.
  feed.subscribe((event) => {
    if (event.type !== 'message') return
    tally.message()
    presenter.message(event.passing)
  })
  server.on('session', (session) => {
    const verdict = server.verdict(session)
    tally.session(verdict)
    presenter.session(session, verdict)
  })
  server.on('error', (error) => presenter.error(error))
  presenter.ready(server)

  presenter.stopping(await nextSignal())
  await server.close()
  const code = tally.fails(options.failOn) ? exitCodes.findings : exitCodes.ok
  presenter.stopped({ ...tally.totals(), droppedLines: out.dropped, exitCode: code })
  await out.flush()
  setTimeout(() => process.exit(code), lingerMs).unref()
  return code
}
