import { once } from 'node:events'
import { connect } from 'node:net'

/** As many as are on their way at once: few enough that nothing is refused. */
const atOnce = 50

/** Sends messages of that size over one connection, pipelined (RFC 2920), and resolves when all are kept. */
export async function sendMany(port: number, count: number, sizeBytes: number): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  const header = 'Subject: one of many\r\nFrom: a@b.test\r\nTo: c@d.test\r\n\r\n'
  const line = `${'0123456789'.repeat(7)}\r\n`
  const text = header + line.repeat(Math.ceil((sizeBytes - header.length) / line.length))
  const transaction = `MAIL FROM:<a@b.test>\r\nRCPT TO:<c@d.test>\r\nDATA\r\n${text}.\r\n`
  socket.write('EHLO client.test\r\n')
  let sent = 0
  let kept = 0
  let rest = ''
  const more = (): void => {
    for (; sent < count && sent < kept + atOnce; sent++) socket.write(transaction)
  }
  more()
  for await (const chunk of socket.setEncoding('latin1') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\r\n')
    rest = lines.pop() ?? ''
    for (const reply of lines) {
      if (/^[45]/.test(reply)) throw new Error(`after ${kept} messages: ${reply}`)
      if (reply.startsWith('250 2.6.0')) kept++
    }
    if (kept === count) break
    more()
  }
  if (kept < count) throw new Error(`the connection ended after ${kept} messages`)
  if (!socket.destroyed) await once(socket.destroy(), 'close')
}
