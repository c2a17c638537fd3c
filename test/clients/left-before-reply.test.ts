import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startServer } from '../../src/index.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { runProcess } from '../support/clients/run-process.ts'
import { whyNot } from '../support/programs/programs.ts'

const certs = mkdtempSync(join(tmpdir(), 'fourport-left-'))
afterAll(() => rmSync(certs, { recursive: true, force: true }))

const program = (port: number): string => `
import smtplib
from email.message import EmailMessage
message = EmailMessage()
message['From'] = 'ann@app.example'
message['To'] = 'bob@app.example'
message['Subject'] = 'Hello'
message['Date'] = 'Tue, 14 Nov 2023 22:13:20 +0000'
message['Message-ID'] = '<1@app.example>'
message.set_content('Hello')
for attempt in range(2):
    try:
        smtplib.SMTP('127.0.0.1', ${port}, timeout=1).send_message(message)
    except smtplib.SMTPServerDisconnected:
        print('failed')
`

/**
 * A program that does not wait; `end` is what it does when the final dot is out. Corked, the system sends the dot when the
 * socket is closed: the answer cannot be faster.
 */
const atOnce = (port: number, secure: boolean, end: string, corks: boolean): string => `
import smtplib, socket, ssl, struct
context = ssl.create_default_context()
context.check_hostname = False
context.verify_mode = ssl.CERT_NONE
client = ${secure ? `smtplib.SMTP_SSL('127.0.0.1', ${port}, context=context)` : `smtplib.SMTP('127.0.0.1', ${port})`}
client.ehlo('app.example')
client.mail('ann@app.example')
client.rcpt('bob@app.example')
client.docmd('DATA')
${corks ? 'client.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)' : ''}
client.send('From: ann@app.example\\r\\nTo: bob@app.example\\r\\nSubject: Hello\\r\\nDate: Tue, 14 Nov 2023 22:13:20 +0000\\r\\nMessage-ID: <1@app.example>\\r\\n\\r\\nHello\\r\\n.\\r\\n')
${end}
`

/** SO_LINGER 0: the system sends a reset in place of a FIN. */
const resets = "client.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))"

type Ending = readonly [does: string, port: 'relay' | 'smtps', end: string, says: 'warning' | 'note' | null]

/** It is there, and stays unread. */
const arrives = 'import select; select.select([client.sock], [], [])'
const reads = 'client.getreply(); client.close()'
const endings: readonly Ending[] = [
  ['closes at once', 'relay', 'client.close()', 'warning'],
  ['closes at once', 'smtps', 'client.close()', 'warning'],
  ['reads the answer and closes', 'relay', reads, null],
  ['reads the answer and closes', 'smtps', reads, null],
  // No record tells whether it had read the answer: the acknowledgement is the system's.
  ['reads the answer and resets', 'relay', `client.getreply(); ${resets}; client.close()`, 'note'],
  ['reads the answer and resets', 'smtps', `client.getreply(); ${resets}; client.close()`, null],
  ['waits for the answer and closes', 'relay', `${arrives}; client.close()`, 'note'],
  ['ends its side, and then', 'relay', `client.sock.shutdown(socket.SHUT_WR); ${reads}`, null],
]

describe.skipIf(whyNot('python') || process.platform !== 'linux')(
  'a client that, after the final dot,',
  () => {
    test.each(endings)('%s on %s', async (_does, key, end, says) => {
      await using server = await startServer({ certs })
      const script = atOnce(server.ports[key].port, key === 'smtps', end, says === 'warning')
      const { output } = await runProcess('python3', ['-c', script], { limitMs: 30_000 })
      expect(output).toBe('')
      const [session] = await endedSessions(server)
      expect(session!.messages).toHaveLength(1)
      const { findings } = await server.verdict(session!)
      expect(findings.filter(({ id }) => id === 'left-before-reply')).toMatchObject(
        says === null
          ? []
          : [
              {
                severity: says,
                saw: expect.stringMatching(
                  says === 'warning'
                    ? /^The client left right after the final dot, before/
                    : /^The client reset/,
                ),
              },
            ],
      )
    })
  },
)

test.skipIf(whyNot('python'))(
  'smtplib with a time-out of 1 s reports two failures, and the mail is there twice',
  async () => {
    await using server = await startServer({ certs })
    await server.fault({ at: 'kept', delayMs: 60_000 })
    const { output } = await runProcess('python3', ['-c', program(server.ports.relay.port)], {
      limitMs: 30_000,
    })
    expect(output.trim().split('\n')).toEqual(['failed', 'failed'])
    const sessions = await endedSessions(server, { count: 2 })
    for (const session of sessions) {
      const { outcome, findings } = await server.verdict(session)
      expect(outcome).toBe('findings')
      expect(findings).toMatchObject([
        { id: 'left-before-reply', severity: 'warning', confidence: 'certain' },
      ])
    }
    const [last] = (await server.verdict(sessions.at(-1)!)).findings
    expect(last?.saw).toContain('"1@app.example", came in 1 other session.')
  },
)
