import { get as getPlain } from 'node:http'
import { type Socket, connect } from 'node:net'
import { messageOf, systemCode } from '../../base/errors.ts'
import { healthMark } from './mark.ts'

/** What came of looking at one port. */
export interface Health {
  readonly name: string
  readonly host: string
  readonly port: number
  /** null: it answers as it should. */
  readonly fault: string | null
}

export interface Target {
  readonly name: string
  readonly host: string
  readonly port: number
  readonly tls: boolean
}

/** Below the time-out that container engines give a check (30 s) with room for a machine under load. */
const checkTimeoutMs = 5000

/** Waits for the greeting (under TLS where the port has it from the start), says NOOP and QUIT. */
export async function checkPort(target: Target): Promise<Health> {
  const { name, host, port } = target
  try {
    const socket = await open(target)
    return { name, host, port, fault: await converse(socket) }
  } catch (error) {
    return { name, host, port, fault: faultOf(error) }
  }
}

async function open({ host, port, tls }: Target): Promise<Socket> {
  if (!tls) return connect({ host, port })
  const { connect: connectTls } = await import('node:tls')
  // Whether the port answers is the question here, not whether this process trusts the CA.
  return connectTls({ host, port, rejectUnauthorized: false })
}

function converse(socket: Socket): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let text = ''
    let step = 0
    const steps = [
      { code: '220', say: `${healthMark}\r\n` },
      { code: '250', say: 'QUIT\r\n' },
    ]
    socket.setTimeout(checkTimeoutMs, () => end(`no answer within ${checkTimeoutMs / 1000} s`))
    socket.on('error', reject)
    socket.on('close', () => resolve('closed without an answer'))
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const line = /^(\d{3}) .*\r\n/m.exec(text)
      if (line === null) return
      text = text.slice(line.index + line[0].length)
      const expected = steps[step++]
      if (expected === undefined) return end(null)
      if (line[1] !== expected.code) return end(`answered ${line[0].trim().slice(0, 60)}`)
      socket.write(expected.say)
    })
    function end(fault: string | null): void {
      resolve(fault)
      socket.destroy()
    }
  })
}

/** The page answers, whatever it says: a login that is asked for is an answer too. */
export async function checkPage(host: string, port: number, https: boolean): Promise<Health> {
  const get = https ? (await import('node:https')).get : getPlain
  return new Promise((resolve) => {
    const done = (fault: string | null): void => resolve({ name: 'http', host, port, fault })
    const request = get(
      { host, port, path: '/livez', timeout: checkTimeoutMs, rejectUnauthorized: false },
      (response) => {
        response.resume()
        request.destroy()
        done((response.statusCode ?? 500) < 500 ? null : `answered ${response.statusCode}`)
      },
    )
    request.on('timeout', () => request.destroy(new Error(`no answer within ${checkTimeoutMs / 1000} s`)))
    request.on('error', (error) => done(faultOf(error)))
  })
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

/** What OpenSSL says of first bytes that are no TLS record: which of these depends on the bytes and its version. */
const notTls: readonly string[] = [
  'wrong version number',
  'packet length too long',
  'record layer failure',
  'http request',
  'unknown protocol',
]

/** Of OpenSSL's line of numbers, functions and files (`…:error:0A00010B:SSL routines:…`), the reason. */
function tlsFault(message: string): string | undefined {
  const reason = /:error:[\dA-F]+:[^:]*:[^:]*:([^:\n]+)/.exec(message)?.[1]
  if (reason === undefined) return undefined
  return `${notTls.includes(reason) ? 'no TLS answered there' : 'TLS failed'} (${reason})`
}
