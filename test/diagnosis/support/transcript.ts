import type {
  AuthObserved,
  FaultObserved,
  FirstBytesObserved,
  HeaderFacts,
  HeaderFault,
  LineFaults,
  Observation,
  PartFacts,
  TlsFailedObserved,
} from '../../../src/model/observation.ts'
import type { ProfileName } from '../../../src/model/port-profile.ts'
import type { SessionClose, SessionRecord } from '../../../src/model/session-record.ts'
import type { ClientHello, LeafFacts, TlsFacts } from '../../../src/model/tls-facts.ts'
import { profiles } from '../../../src/model/port-profile.ts'

export type TranscriptOptions = Partial<Omit<SessionRecord, 'entries' | 'port'>> & {
  readonly port?: Partial<SessionRecord['port']>
}

type Unnumbered = {
  [K in Observation['kind']]: Omit<Extract<Observation, { kind: K }>, 'n' | 'atMs'>
}[Observation['kind']]

export const ownLeaf: LeafFacts = {
  names: ['localhost', '127.0.0.1', '::1'],
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  selfSigned: false,
  ownCa: true,
  caFile: '/home/user/fourport/certs/ca.pem',
}

const cleanLines: LineFaults = { bareLf: 0, bareCr: 0, longLines: 0, eightBit: false, nul: false }
const wholeHeader = ['From', 'To', 'Subject', 'Message-ID', 'Date', 'MIME-Version']

/**
 * A session record from lines that read like its transcript:
 *
 *     S: 250 fourport | STARTTLS | SIZE 100     a reply of ours, its lines parted by |
 *     C: EHLO client                            a command; `C(lf):` ends in LF alone, `C(pipelined):` did not wait
 *     first-bytes http GET / HTTP/1.1           hello sni=localhost ciphers=59 versions=TLSv1.3
 *     tls | alert 48 unknown_ca handshake | tls-failed client-closed handshake
 *     auth PLAIN rejected user=u sent hint=user-without-at
 *     data 120 bareLf=2 otherLine=9 cut | message from=a@b id=<x@y> without=Date,From partial rawUtf8
 *     message faults=field-repeated twice=Subject | message headless faults=line-without-field line=1 | message bcc=a@b
 *     message part=1.2:text/plain:charset-not-utf8:utf-8
 *     hint text | greeting-held text | idle-timeout text | limit text | discarded 20 MAIL RCPT | discarded 517 tls
 *     fault RCPT 451 delay=200 cut=rst          a fault set on purpose that fired: code, delay, cut, any of them
 *     close client fin after 12
 */
export function transcript(
  profile: ProfileName,
  text: string,
  options: TranscriptOptions = {},
): SessionRecord {
  const { port: portOptions, ...rest } = options
  const defaults = profiles[profile]
  const port = {
    name: profile,
    profile,
    host: '127.0.0.1',
    port: defaults.defaultPort,
    tls: defaults.tls,
    tlsRequired: defaults.tlsRequired,
    auth: defaults.auth,
    ...portOptions,
  }
  const entries: Observation[] = []
  let secure = false
  let atMs = 0
  let close: SessionClose | null = null
  let hello: ClientHello | null = null
  let tls: TlsFacts | null = null
  let user: string | null = null
  let clientName: string | null = null
  let firstByteMs: number | null = null
  let speaker: SessionRecord['speaker'] = 'nobody'
  const messages: string[] = []

  const add = (entry: Unnumbered): void => {
    atMs += 1
    entries.push({ ...entry, n: entries.length, atMs } as Observation)
  }
  const heard = (who: SessionRecord['speaker']): void => {
    if (firstByteMs !== null) return
    firstByteMs = atMs + 1
    speaker = who
  }

  for (const raw of text.split('\n')) {
    const line = raw.trim()
    if (line === '') continue
    const [word = '', ...words] = line.split(/\s+/)
    const rest = line.slice(word.length).trim()
    const given = new Map(words.map((one) => one.split(/=(.*)/s) as [string, string | undefined]))
    switch (word) {
      case 'S:': {
        const match = /^(\d{3}) ?(\d\.\d+\.\d+)? ?(.*)$/s.exec(rest)
        if (!match) throw new Error(`not a reply: ${line}`)
        add({
          kind: 'reply',
          code: Number(match[1]),
          enhanced: match[2] ?? null,
          text: (match[3] ?? '').split(' | '),
          secure,
        })
        break
      }
      case 'C:':
      case 'C(lf):':
      case 'C(pipelined):': {
        heard('smtp')
        const verb = (words[0] ?? '').toUpperCase()
        if (verb === 'EHLO' || verb === 'HELO') clientName = words[1] ?? ''
        add({
          kind: 'command',
          verb,
          line: rest,
          secure,
          lineEnd: word === 'C(lf):' ? 'lf' : 'crlf',
          sizeBytes: Buffer.byteLength(rest) + 2,
          pipelined: word === 'C(pipelined):',
        })
        break
      }
      case 'first-bytes': {
        const protocol = (words[0] ?? 'other') as FirstBytesObserved['protocol']
        const content = rest.slice(protocol.length).trim()
        const beforeGreeting = !entries.some((entry) => entry.kind === 'reply')
        const isHex = content.startsWith('0x')
        heard(protocol)
        const hex = isHex ? content.slice(2) : Buffer.from(content).toString('hex').slice(0, 64)
        const sent = /^(?:AUTH|PASS|\S+ LOGIN)\b.*…/.test(content)
        add({
          kind: 'first-bytes',
          protocol,
          hex,
          line: isHex ? null : content,
          beforeGreeting,
          ...(sent && { credentialsSent: true as const }),
        })
        break
      }
      case 'hello': {
        heard('tls')
        hello = {
          recordVersion: 'TLSv1.0',
          versions: (given.get('versions') ?? 'TLSv1.3,TLSv1.2').split(','),
          sni: given.get('sni') ?? null,
          alpn: [],
          cipherCount: Number(given.get('ciphers') ?? 30),
          cipherHash: given.get('hash') ?? '000000000000',
        }
        const reached = given.get('reached')
        add({
          kind: 'client-hello',
          hello,
          expected: !given.has('unexpected'),
          ...(reached !== undefined && { reached }),
        })
        break
      }
      case 'tls':
        secure = true
        tls = {
          version: 'TLSv1.3',
          cipher: 'TLS_AES_256_GCM_SHA384',
          sni: hello?.sni ?? null,
          alpn: null,
          resumed: false,
          clientCertificate: null,
        }
        add({ kind: 'tls-established', tls })
        break
      case 'alert':
        add({
          kind: 'tls-failed',
          phase: (words[2] ?? 'handshake') as TlsFailedObserved['phase'],
          reason: 'client-alert',
          alert: { number: Number(words[0]), name: words[1] ?? '' },
          code: '',
        })
        break
      case 'tls-failed':
        add({
          kind: 'tls-failed',
          reason: words[0] as TlsFailedObserved['reason'],
          phase: (words[1] ?? 'handshake') as TlsFailedObserved['phase'],
          alert: null,
          code: '',
        })
        break
      case 'auth-line':
        add({ kind: 'auth-line', secure, what: words[0] === 'cancel' ? 'cancel' : 'response' })
        break
      case 'auth': {
        const outcome = words[1] as AuthObserved['outcome']
        const named = given.get('user') ?? null
        if (outcome === 'accepted') user = named
        const hint = given.get('hint')
        add({
          kind: 'auth',
          mechanism: words[0] ?? '',
          outcome,
          user: named,
          secure,
          credentialsSent: given.has('sent'),
          hints: hint === undefined ? [] : (hint.split(',') as AuthObserved['hints']),
        })
        break
      }
      case 'data':
        add({
          kind: 'data',
          sizeBytes: Number(words[0]),
          complete: !given.has('cut'),
          faults: {
            ...cleanLines,
            bareLf: Number(given.get('bareLf') ?? 0),
            bareCr: Number(given.get('bareCr') ?? 0),
            ...(given.has('otherLine') && { otherLine: Number(given.get('otherLine')) }),
            longLines: Number(given.get('longLines') ?? 0),
            eightBit: given.has('eightBit'),
            nul: given.has('nul'),
          },
        })
        break
      case 'message': {
        const without = (given.get('without') ?? '').split(',')
        const bcc = given.get('bcc')
        const line = given.get('line')
        const header: HeaderFacts = {
          names: [
            ...(given.has('headless') ? [] : wholeHeader.filter((name) => !without.includes(name))),
            ...(given.get('twice')?.split(',') ?? []),
          ],
          from: without.includes('From') ? null : (given.get('from') ?? 'sender@example.com'),
          messageId: without.includes('Message-ID') ? null : (given.get('id') ?? '<1@example.com>'),
          mailer: given.get('mailer')?.replaceAll('_', ' ') ?? null,
          ...(given.has('rawUtf8') && { eightBit: true as const }),
          ...(given.has('faults') && { faults: given.get('faults')!.split(',') as HeaderFault[] }),
          ...(line !== undefined && { lineWithoutField: Number(line) }),
          ...(bcc !== undefined && { bcc: bcc === 'several' ? null : bcc }),
          ...(given.has('partial') && { partial: true as const }),
        }
        // part=1:text/plain:charset-not-utf8:utf-8
        const [id, type, fault, charset] = given.get('part')?.split(':') ?? []
        const parts =
          id === undefined ? undefined : [{ part: id, type: type || null, fault, charset } as PartFacts]
        messages.push(`message-${messages.length + 1}`)
        add({
          kind: 'message',
          id: messages.at(-1) ?? '',
          sizeBytes: 100,
          header,
          ...(parts !== undefined && { parts }),
        })
        break
      }
      case 'discarded':
        add({
          kind: 'discarded',
          sizeBytes: Number(words[0]),
          verbs: words.slice(1).filter((verb) => verb !== 'tls'),
          ...(words.includes('tls') && { tls: true as const }),
          ...(words.includes('AUTH') && { credentialsSent: true as const }),
        })
        break
      case 'fault': {
        const [at = '', code = ''] = words
        const delay = given.get('delay')
        add({
          kind: 'fault',
          id: 'f1',
          at: at as FaultObserved['at'],
          delayMs: delay === undefined ? null : Number(delay),
          code: /^\d{3}$/.test(code) ? Number(code) : null,
          cut: (given.get('cut') as FaultObserved['cut'] | undefined) ?? null,
          fired: 1,
          times: null,
        })
        break
      }
      case 'after':
        atMs += Number(words[0])
        break
      case 'hint':
      case 'greeting-held':
      case 'idle-timeout':
      case 'limit':
      case 'shutdown':
        add({ kind: 'server', what: word, text: rest })
        break
      case 'close':
        close = {
          by: words[0] as 'client' | 'server',
          how: (words[1] ?? 'fin') as SessionClose['how'],
          ...(words[2] === 'close_notify' && { closeNotify: true }),
          atMs: atMs + 1,
        }
        break
      default:
        throw new Error(`not a line of a transcript: ${line}`)
    }
    if (port.tls === 'implicit' && word === 'tls') secure = true
  }

  return {
    version: 1,
    id: 'session-1',
    port,
    remote: { host: '127.0.0.1', port: 50000 },
    startedAt: '2026-06-01T12:00:00.000Z',
    durationMs: close === null ? null : close.atMs,
    speaker,
    firstByteMs,
    clientName,
    clientHello: hello,
    tls,
    user,
    messages,
    close,
    leaf: port.tls === 'none' ? null : ownLeaf,
    bytesIn: 0,
    bytesOut: 0,
    entries,
    dropped: 0,
    ...rest,
  }
}
