import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { messageOf } from '../../base/errors.ts'
import type { BoundPort } from '../../model/port-profile.ts'
import { openSocket } from '../../net/open-socket.ts'
import { type ClientLogin, sendBy } from '../smtp-client.ts'
import { testMessage } from './test-message.ts'

const envelope = { from: 'page@fourport.example', to: ['you@fourport.example'] }
/** A port may be silent on purpose, and somebody watches. */
const patienceMs = 5_000

/** How the client is set up. */
export interface TestSettings extends SMTPConnection.Options {
  readonly host: string
  readonly port: number
  readonly auth?: ClientLogin
}

/** What became of it: null, or what the client reports. */
interface TestSending {
  /** Of the client; null: no connection came about. */
  readonly localPort: number | null
  readonly error: string | null
}

/** One mail by a real client over a real socket. Never rejects: what fails is what somebody wants to see. */
export async function sendTestMail(
  bound: BoundPort,
  { auth, ...settings }: TestSettings,
  date: Date,
): Promise<TestSending> {
  let localPort: number | null = null
  let client: SMTPConnection | null = null
  try {
    const connection = await openSocket(settings.host, settings.port, patienceMs)
    localPort = connection.localPort ?? null
    client = new SMTPConnection({
      ...settings,
      connection,
      greetingTimeout: patienceMs,
      socketTimeout: patienceMs,
    })
    await sendBy(client, auth ?? null, envelope, testMessage(bound, envelope, date))
    return { localPort, error: null }
  } catch (error) {
    client?.close()
    return { localPort, error: messageOf(error) }
  }
}
