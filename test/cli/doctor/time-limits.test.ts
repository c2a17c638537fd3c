import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import type { Examination } from '../../../src/cli/doctor/examination.ts'
import { examine } from '../../../src/cli/doctor/examine.ts'
import { readTarget } from '../../../src/cli/doctor/read-target.ts'

/** Less time for the port than for its answers, so that doctor ends in the midst of one. */
const limits = { lookupMs: 5000, connectMs: 5000, answerMs: 10_000, portMs: 700 }

async function look(scheme: string, serve: (socket: Socket) => void): Promise<Examination> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.resume()
    serve(socket)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const target = readTarget(`${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const examined = await examine(target, { login: null, stores: [], isContainer: false, limits })
  server.close()
  return examined
}

it.each([
  ['smtp', 'the greeting', () => undefined],
  ['smtp', 'the answer to EHLO', (socket: Socket) => void socket.write('220 mail.example\r\n')],
  ['smtps', 'the TLS handshake', () => undefined],
])(
  'says of %s that its own time was over before %s, and not that the server failed',
  async (scheme, what, serve) => {
    const { ok, sentence, steps } = await look(scheme, serve)
    expect(ok).toBe(false)
    expect(sentence).toMatch(
      new RegExp(
        `^\\S+ is slow: doctor gives one port 0\\.7 s in all, and ${what} was not complete by then\\.$`,
      ),
    )
    expect(steps.at(-1)).toMatchObject({ state: 'fault', says: 'no answer within 0.7 s' })
    expect(JSON.stringify(steps)).not.toMatch(/closed|failed/)
  },
)
