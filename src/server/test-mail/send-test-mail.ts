import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { messageOf } from '../../base/errors.ts'
import type { BoundPort } from '../../model/port-profile.ts'
import { type Login, sendBy } from '../smtp-client.ts'
import { testMessage } from './test-message.ts'

const envelope = { from: 'page@fourport.example', to: ['you@fourport.example'] }
/** A port may be silent on purpose; nobody who watches waits longer. */
const patienceMs = 5_000

/** How the client is set up. */
export interface TestSettings extends SMTPConnection.Options {
  readonly host: string
  readonly port: number
  readonly auth?: Login
}

/** What became of it: null, or what the client reports. */
export interface TestSending {
  /** Of the client; null: no connection came about. */
  readonly localPort: number | null
  readonly error: string | null
}

/** One mail by a real client over a real socket. Never rejects: what fails is what somebody wants to see. */
export async function sendTestMail(
  bound: BoundPort,
  settings: TestSettings,
  date: Date,
): Promise<TestSending> {
  const socket = connect(settings.port, settings.host)
  let localPort: number | null = null
  const { auth = null, ...rest } = settings
  let connection: SMTPConnection | null = null
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(patienceMs) })
    localPort = socket.localPort ?? null
    connection = new SMTPConnection({
      ...rest,
      connection: socket,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
    })
    await sendBy(connection, auth, envelope, testMessage(bound, envelope, date))
    return { localPort, error: null }
  } catch (error) {
    close(connection, socket)
    return { localPort, error: messageOf(error) }
  }
}

function close(connection: SMTPConnection | null, socket: Socket): void {
  connection?.close()
  if (connection === null) socket.destroy()
}
