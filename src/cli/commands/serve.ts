import { createServer } from '../../server/create-server.ts'
import { exitCodes } from '../exit-codes.ts'
import type { Invocation } from '../invocation.ts'
import { createLineWriter } from '../print/line-writer.ts'
import { presenterFor } from '../print/presenter-for.ts'
import { nextSignal } from '../signals.ts'
import { createTally } from '../tally.ts'

/** `fourport serve`: the four ports until a signal comes. */
export async function serve({ options }: Invocation): Promise<number> {
  const out = createLineWriter(process.stdout)
  const presenter = await presenterFor(options, out)
  const tally = createTally()
  const server = await createServer(options)
  server.on('message', (message) => presenter.message(message))
  server.on('session', (session) => {
    const verdict = server.verdict(session)
    tally.add(verdict)
    presenter.session(session, verdict)
  })
  server.on('error', (error) => presenter.error(error))
  presenter.ready(server)
  presenter.stopping(await nextSignal())
  await server.close()
  if (out.dropped > 0)
    presenter.error(new Error(`${out.dropped} lines were left out: nobody read the output`))
  await out.flush()
  return tally.fails(options.failOn) ? exitCodes.findings : exitCodes.ok
}
