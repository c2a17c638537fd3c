import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { createServer } from '../../src/server/create-server.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import { followSessions } from '../../src/verify/run/sessions-by-listener.ts'

it('sessions are given as they are when it is enough, though one goes on: Ctrl-C waits for no connection', async () => {
  const values = { ports: { smtps: 'off', submission: 'off', submissionAlt: 'off' } } as const
  const options = await resolveOptions([{ source: 'verify option', values }], 'library')
  const assembled = await createServer(options)
  const sessions = followSessions(assembled)
  const { host, port } = assembled.server.ports.relay
  const socket = connect(port, host)
  try {
    const relay = sessions.of('relay')
    await once(socket, 'data')
    const enough = new AbortController()
    const told = relay.ended(enough.signal)
    enough.abort()
    expect((await told).map(({ durationMs }) => durationMs)).toEqual([null])
    expect(await relay.ended(AbortSignal.abort())).toHaveLength(1)
  } finally {
    socket.destroy()
    sessions.stop()
    await assembled.server.close()
  }
})
