import type { BoundPort, ProfileName } from '../../src/model/port-profile.ts'
import { Wire } from './wire.ts'

export const profileNames: readonly ProfileName[] = ['relay', 'smtps', 'submission', 'submission-alt']

export interface FuzzSession {
  readonly port: ProfileName
  /** Whether the bytes come under TLS, where the port has it; else they come in clear, also to 465. */
  readonly tls: boolean
  readonly bytes: Buffer
  /** Sizes of the segments, over and over. */
  readonly cuts: readonly number[]
  readonly ending: 'end' | 'reset' | 'destroy'
}

/** Connects, under TLS if asked and if the port has it. null: the port let nobody in. */
export async function speakTls(port: BoundPort, name: ProfileName, tls: boolean): Promise<Wire | null> {
  if (!tls || name === 'relay') {
    const wire = await Wire.open(port)
    if (name !== 'smtps') await wire.reply()
    return wire
  }
  const wire = name === 'smtps' ? await Wire.openTls(port) : await Wire.open(port)
  await wire.reply()
  if (name === 'smtps') return wire
  await wire.command('EHLO me.test')
  if (!(await wire.command('STARTTLS')).startsWith('220')) return null
  await wire.startTls()
  return wire
}

/** Plays a session and gives back what the server said, as far as whole replies can be expected of it. */
export async function send(port: BoundPort, session: FuzzSession): Promise<string> {
  const wire = await speakTls(port, session.port, session.tls)
  if (wire === null) throw new Error(`STARTTLS was refused on ${session.port}`)
  let at = 0
  for (let turn = 0; at < session.bytes.length && !wire.ended; turn++) {
    const size = session.cuts[turn % session.cuts.length]!
    await wire.writeCut(session.bytes.subarray(at, at + size), 'at-once')
    at += size
  }
  if (session.ending === 'end') {
    wire.end()
    const said = await wire.rest()
    // After STARTTLS in clear the server's bytes are TLS: an alert for what was no handshake.
    const secured = said.search(/^220 2\.0\.0 Ready to start TLS\r\n/m)
    return secured < 0 ? said : said.slice(0, said.indexOf('\n', secured) + 1)
  }
  const said = wire.pending
  if (session.ending === 'reset') wire.reset()
  else wire.destroy()
  // What came up to here may stop in the middle of a reply, and after STARTTLS in clear goes on in TLS.
  const whole = said.slice(0, said.lastIndexOf('\n') + 1)
  return whole.includes('Ready to start TLS') || /^\d{3}-/.test(whole.trimEnd().split('\n').at(-1) ?? '')
    ? ''
    : whole
}
