import { it } from 'vitest'
import { spawn } from '../support/programs/processes.ts'
import { whyNot } from '../support/programs/programs.ts'

/** tshark, where it is installed and may listen on loopback. */
export const tshark: typeof it | typeof it.skip = whyNot('tshark') === null ? it : it.skip

/** A segment of TCP as tshark saw it cross the loopback. */
export interface Segment {
  readonly from: 'client' | 'server'
  /** The client's port. */
  readonly peer: number
  readonly payload: Buffer
  readonly syn: boolean
  readonly fin: boolean
  readonly rst: boolean
}

export interface Capture extends AsyncDisposable {
  readonly segments: readonly Segment[]
  /** All of it in lines: `S: 220 …`, `C: EHLO …`, `S: <RST>`; what no person can read is `<22 …>`, the first octet and how many. */
  readonly text: string
  /** Waits until that is there; it fails with all that was seen. */
  until(look: (capture: Capture) => boolean): Promise<void>
  /** The connections seen so far are of no account any more. */
  forget(): void
}

const deadlineMs = 20_000
const FIN = 0x01
const SYN = 0x02
const RST = 0x04

/** Listens to one port on loopback from now on. */
export async function listenTo(port: number): Promise<Capture> {
  const fields = ['tcp.srcport', 'tcp.dstport', 'tcp.flags', 'tcp.payload'].flatMap((field) => ['-e', field])
  const args = ['-i', 'lo', '-n', '-l', '-f', `tcp port ${port}`, '-T', 'fields', ...fields]
  const child = spawn('tshark', args, { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  // Of connections that began since: what an earlier one left to be seen is of no account.
  const begun = new Set<number>()
  const segments: Segment[] = []
  let wake = (): void => undefined
  let rest = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const segment of lines.map((line) => segmentOf(line, port))) {
      if (segment.syn) begun.add(segment.peer)
      if (begun.has(segment.peer)) segments.push(segment)
    }
    wake()
  })
  await new Promise<void>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1')
      if (/Capture started/.test(said)) resolve()
    })
    child.once('close', () => reject(new Error(`tshark ended: ${said}`)))
  })
  const capture: Capture = {
    segments,
    get text() {
      return segments.flatMap(linesOf).join('\n')
    },
    async until(look) {
      const deadline = AbortSignal.timeout(deadlineMs)
      while (!look(capture)) {
        await new Promise<void>((resolve, reject) => {
          wake = resolve
          deadline.onabort = () => reject(new Error(`not seen by tshark:\n${capture.text}`))
        })
      }
    },
    forget() {
      segments.length = 0
      begun.clear()
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGINT')
      await ended
    },
  }
  return capture
}

function segmentOf(line: string, port: number): Segment {
  const [source = '', target = '', flags = '0', payload = ''] = line.split('\t')
  const bits = Number(flags)
  return {
    from: Number(source) === port ? 'server' : 'client',
    peer: Number(Number(source) === port ? target : source),
    syn: (bits & SYN) !== 0,
    payload: Buffer.from(payload.replaceAll(':', ''), 'hex'),
    fin: (bits & FIN) !== 0,
    rst: (bits & RST) !== 0,
  }
}

function linesOf({ from, payload, fin, rst }: Segment): readonly string[] {
  const who = from === 'server' ? 'S: ' : 'C: '
  const text = payload.toString('latin1')
  const readable = /^[\r\n -~]*$/.test(text)
  const said = readable
    ? text.split(/\r?\n/).filter((line) => line !== '')
    : [`<${payload[0]} ${payload.length}>`]
  return [...(payload.length > 0 ? said : []), ...(fin ? ['<FIN>'] : []), ...(rst ? ['<RST>'] : [])].map(
    (line) => who + line,
  )
}
