import { get as getPlain } from 'node:http'
import { type Socket, connect } from 'node:net'
import { messageOf, systemCode } from '../../base/errors.ts'
import { healthMark } from '../../base/health-mark.ts'
import { isNotTls, opensslReason } from '../tls-fault.ts'

/** What came of looking at one port. */
export interface Health {
  readonly name: string
  readonly host: string
  readonly port: number
  /** null: it answers as it should. */
  readonly fault: string | null
}

export interface CheckedPort {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly tls: boolean
}

/**
 * What all ports together get. Less than the image's `--timeout`, by more than a Node under load takes to start: an
 * engine that kills the check learns that it failed, and not which port hangs.
 */
export const checkTimeoutMs = 2000

/** Waits for the greeting (under TLS where the port has it from the start), says NOOP and QUIT, reads the 221. */
export async function checkPort(target: CheckedPort, deadline: AbortSignal): Promise<Health> {
  const { name, host, port } = target
  try {
    const socket = await open(target)
    return { name, host, port, fault: await converse(socket, deadline) }
  } catch (error) {
    return { name, host, port, fault: faultOf(error) }
  }
}

async function open({ host, port, tls }: CheckedPort): Promise<Socket> {
  if (!tls) return connect({ host, port })
  const { connect: connectTls } = await import('node:tls')
  // Whether the port answers is the question here, not whether this process trusts the CA.
  return connectTls({ host, port, ALPNProtocols: [healthMark], rejectUnauthorized: false })
}

function converse(socket: Socket, deadline: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let text = ''
    let step = 0
    const steps = [
      { code: '220', say: `NOOP ${healthMark}\r\n` },
      { code: '250', say: 'QUIT\r\n' },
      { code: '221', say: null },
    ]
    whenOver(deadline, () => {
      // A server that hung hears it when it goes on, and can tell whose visit this was.
      socket.write(steps.slice(step).map(({ say }) => say ?? '').join('')) // prettier-ignore
      end(noAnswer)
    })
    socket.on('error', reject)
    socket.on('close', () => resolve('closed without an answer'))
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const line = /^(\d{3}) .*\r\n/m.exec(text)
      if (line === null) return
      text = text.slice(line.index + line[0].length)
      const expected = steps[step++]
      if (expected === undefined || line[1] !== expected.code)
        return end(`answered ${line[0].trim().slice(0, 60)}`)
      if (expected.say === null) end(null)
      else socket.write(expected.say)
    })
    function end(fault: string | null): void {
      resolve(fault)
      socket.destroy()
    }
  })
}

export interface CheckedPage {
  readonly host: string
  readonly port: number
  readonly https: boolean
  /** '': the top. */
  readonly webRoot: string
}

/** The page answers, whatever it says: a login that is asked for is an answer too. */
export async function checkPage(
  { host, port, https, webRoot }: CheckedPage,
  deadline: AbortSignal,
): Promise<Health> {
  const get = https ? (await import('node:https')).get : getPlain
  return new Promise((resolve) => {
    const done = (fault: string | null): void => resolve({ name: 'http', host, port, fault })
    const request = get({ host, port, path: `${webRoot}/livez`, rejectUnauthorized: false }, (response) => {
      response.resume()
      request.destroy()
      done((response.statusCode ?? 500) < 500 ? null : `answered ${response.statusCode}`)
    })
    whenOver(deadline, () => request.destroy(new Error(noAnswer)))
    request.on('error', (error) => done(faultOf(error)))
  })
}

const noAnswer = `no answer within ${checkTimeoutMs / 1000} s`

function whenOver(deadline: AbortSignal, then: () => void): void {
  if (deadline.aborted) then()
  else deadline.addEventListener('abort', then, { once: true })
}

function faultOf(error: unknown): string {
  const causes: Readonly<Record<string, string>> = {
    ECONNREFUSED: 'nothing listens there',
    ECONNRESET: 'reset the connection',
    EHOSTUNREACH: 'cannot be reached',
    ENOTFOUND: 'has no address',
  }
  return causes[systemCode(error)] ?? tlsFault(messageOf(error)) ?? messageOf(error).split('\n')[0]!
}

function tlsFault(message: string): string | undefined {
  const reason = opensslReason(message)
  if (reason === undefined) return undefined
  return `${isNotTls(reason) ? 'no TLS answered there' : 'TLS failed'} (${reason})`
}
