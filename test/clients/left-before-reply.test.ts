import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
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
