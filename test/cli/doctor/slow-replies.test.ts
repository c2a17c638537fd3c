import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import type { Examination } from '../../../src/cli/doctor/examination.ts'
import { examine } from '../../../src/cli/doctor/examine.ts'
import { readTarget } from '../../../src/cli/doctor/read-target.ts'

const open = new Set<Server>()
afterEach(() => {
  for (const server of open) server.close()
  open.clear()
})

/** Answers that come in parts, with pauses in which doctor looks at what came. */
async function look(serve: (socket: Socket) => void, answerMs = 600): Promise<Examination> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    serve(socket)
  })
  open.add(server)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return examine(readTarget(`127.0.0.1:${(server.address() as AddressInfo).port}`), {
    login: null,
    stores: [],
    isContainer: false,
    limits: { lookupMs: 5000, connectMs: 5000, answerMs, portMs: 20_000 },
  })
}

function answering(socket: Socket, ehlo: string): void {
  socket.on('data', (chunk) => socket.write(String(chunk).startsWith('EHLO') ? ehlo : '221 bye\r\n'))
}

it('waits for the last line of a greeting', async () => {
  const examined = await look((socket) => {
    socket.write('220-mail.example.com ESMTP Postfix\r\n')
    setTimeout(() => socket.write('220 mail.example.com ESMTP Postfix\r\n'), 1500)
    answering(socket, '250 mail.example.com\r\n')
  }, 2800)
  expect(examined).toMatchObject({ ok: true })
})

it.each([
  ['220-mail.example.com', /^The greeting of \S+ is not complete within 0\.6 s: "220-mail\.example\.com"/],
  ['220 '.padEnd(20_000, 'x'), /^The greeting of \S+ is longer than 16 KiB/],
])('reports a greeting that does not end: %.30s', async (greeting, sentence) => {
  const examined = await look((socket) => void socket.write(greeting))
  expect(examined.sentence).toMatch(sentence)
})

it('reports a reply to EHLO that does not end, and one that does not come', async () => {
  const endless = await look((socket) => {
    socket.write('220 hi\r\n')
    answering(socket, '250-X\r\n')
  })
  expect(endless.sentence).toMatch(/^The reply of \S+ is not complete within 0\.6 s: "250-X"/)
  const silent = await look((socket) => void socket.write('220 hi\r\n'))
  expect(silent.sentence).toMatch(/ greets, and then gives no answer after EHLO within 0\.6 s\.$/)
})

it('reads on after more than 16 KiB came at once', async () => {
  const examined = await look((socket) => {
    socket.write(`220 hi\r\n${'250-note\r\n'.repeat(1638)}`)
    answering(socket, '250 more\r\n')
  }, 3000)
  expect(examined).toMatchObject({ ok: true })
})

it('leaves no listeners behind for a reply in many parts', async () => {
  const warnings: string[] = []
  const note = ({ name }: Error): void => void warnings.push(name)
  process.on('warning', note)
  const examined = await look((socket) => {
    socket.setNoDelay(true)
    let sent = 0
    const drip = setInterval(() => {
      socket.write(sent++ < 40 ? 'x' : '\r\n')
      if (sent > 41) clearInterval(drip)
    }, 10)
    socket.write('220 ')
    answering(socket, '250 hi\r\n')
  }, 5000)
  process.off('warning', note)
  expect(examined.ok).toBe(true)
  expect(warnings).not.toContain('MaxListenersExceededWarning')
})
