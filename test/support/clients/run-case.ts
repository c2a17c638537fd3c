import type { SessionRecord } from '../../../src/index.ts'
import { login, rightTls, type Case } from './cases.ts'
import { endedSessions, findingsOf } from './ended-sessions.ts'
import { recording, writeClientRecording } from './recording.ts'
import { said } from './said.ts'
import { sampleMessage } from './sample-message.ts'
import type { Servers } from './servers.ts'

/** What a client printed in a case, and what the server says of it. */
export interface SeenCase {
  readonly output: string
  /** Ids of all that is more than a note, sorted. */
  readonly findings: readonly string[]
  readonly sessions: readonly SessionRecord[]
  readonly delivered: boolean
}

/** Each case meets a server of its own: what another client did a moment ago must not explain it. */
export async function runCase(servers: Servers, one: Case): Promise<SeenCase> {
  await using target = await servers.start(one.server)
  const { server, caFile } = target
  const to = ['bob@client.test']
  const { output } = await one.client.send({
    host: 'localhost',
    port: server.ports[one.port].port,
    tls: rightTls[one.port],
    verify: true,
    caFile,
    from: login.user,
    to,
    message: sampleMessage(login.user, to, one.name),
    ...one.change,
  })
  const sessions = await endedSessions(server)
  if (recording) writeClientRecording(one.name, one.client, { expected: one.expected, sessions })
  const findings = await findingsOf(server, sessions)
  return {
    output,
    findings: said(findings, one.expected),
    sessions,
    delivered: (await server.messages()).length > 0,
  }
}
