import type { CertificateFacts } from './certificate.ts'
import type { Obstacle, ObstacleId, Step } from './examination.ts'
import { organisation } from '../../tls/organisation.ts'
import { docsFolder } from '../docs-folder.ts'
import { visible } from '../print/visible.ts'

const page = 'cannot-connect.md'

function obstacle(id: ObstacleId, sentence: string, fix: string, place: string): Obstacle {
  return { id, sentence, fix, docs: `${docsFolder}${place}` }
}

/** `smtp.example.com:587`, an IPv6 address in brackets. */
export function placeOf(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** A server's own words, as they may be printed. */
export function quoted(text: string): string {
  const line = visible(text.trim())
  return `"${line.length > 60 ? `${line.slice(0, 59)}…` : line}"`
}

export function unknownName(host: string, code: string): Obstacle {
  const isNoAnswer = code === 'EAI_AGAIN' || code === 'ETIMEDOUT'
  return obstacle(
    'unknown-name',
    isNoAnswer
      ? `No name server answered when ${quoted(host)} was looked up here (${code}).`
      : `The name ${quoted(host)} is not known here (${code}).`,
    isNoAnswer
      ? 'Check the network of this machine or container; a VPN may be needed.'
      : `Check the spelling.${host.includes('.') ? '' : ' A name without a dot is usually that of a container, which only containers of the same network know.'}`,
    `${page}#unknown-name`,
  )
}

export function refused(place: string, isOwnContainer: boolean): Obstacle {
  return isOwnContainer
    ? obstacle(
        'refused',
        `Nothing listens on ${place}: this is a container, and localhost is the container itself.`,
        'Use the name of the server’s container, or host.docker.internal for a server on the host.',
        `${page}#localhost-in-a-container`,
      )
    : obstacle(
        'refused',
        `Nothing listens on ${place}: the connection was refused.`,
        'Start the server, or correct the port.',
        `${page}#connection-refused`,
      )
}

/** Of the two addresses of localhost the other one answers. */
export function refusedHere(place: string, tried: readonly string[], answers: string): Obstacle {
  return obstacle(
    'refused',
    `${place} answers on ${answers} only: a client that uses ${tried.join(' or ')} is refused.`,
    `Write ${answers} as the host, or have the server listen on both addresses.`,
    `${page}#1-and-127001`,
  )
}

export function noAnswer(place: string, port: number, seconds: number): Obstacle {
  const isBlockedOften = port === 25
  return obstacle(
    'no-answer',
    `No answer from ${place} within ${seconds} s: something drops the packets, or no machine has that address.`,
    isBlockedOften
      ? 'Many providers block port 25: use 465 or 587 with a login.'
      : 'Check the address, the firewall, and whether a VPN is needed.',
    isBlockedOften ? `${page}#ports-blocked-by-a-provider` : `${page}#no-answer`,
  )
}

export function unreachable(place: string, code: string): Obstacle {
  return obstacle(
    'unreachable',
    `There is no way from here to ${place} (${code}).`,
    'Check the network of this machine or container; an IPv6 address needs IPv6 on it.',
    `${page}#network-unreachable`,
  )
}

export function silent(place: string, seconds: number): Obstacle {
  return obstacle(
    'silent',
    `${place} accepts the connection and then says nothing within ${seconds} s, neither unencrypted nor under TLS.`,
    'Check that a mail server is behind the port, and not a proxy or a firewall that accepts in its place.',
    `${page}#no-answer`,
  )
}

/** `after` is what it does not answer: `after EHLO`. */
export function unanswered(place: string, after: string, seconds: number): Obstacle {
  return obstacle(
    'silent',
    `${place} greets, and then gives no answer ${after} within ${seconds} s.`,
    'The server may be overloaded, or a proxy or firewall holds its answers back: try again, then ask who runs it.',
    `${page}#no-answer`,
  )
}

/** What doctor waited for when its time for one port was over. */
const awaited = {
  greeting: 'greeting',
  ehlo: 'answer to EHLO',
  tls: 'TLS handshake',
  login: 'answer to the login',
} as const

/** Doctor stopped by itself: that the server failed is not known. */
export function outOfTime(place: string, step: Step['name'], seconds: number): Obstacle {
  return obstacle(
    'silent',
    `${place} is slow: doctor gives one port ${seconds} s in all, and the ${awaited[step as 'ehlo']} was not complete by then.`,
    'Try again; a client with a longer time limit may still get through.',
    `${page}#no-answer`,
  )
}

export function incomplete(place: string, what: string, reason: string, text: string): Obstacle {
  return obstacle(
    'silent',
    `The ${what} of ${place} ${reason}: ${quoted(text)}.`,
    'The server may slow down clients it does not know, or be overloaded: try again, then ask who runs it.',
    `${page}#no-answer`,
  )
}

export function closed(place: string, when: string): Obstacle {
  return obstacle(
    'closed',
    `${place} closes the connection ${when}.`,
    'Ask who runs the server whether it accepts connections from this address.',
    `${page}#connection-refused`,
  )
}

export function otherProtocol(place: string, who: string | null, text: string): Obstacle {
  return obstacle(
    'other-protocol',
    `${who === null ? 'Something that is not a mail server' : who[0]!.toUpperCase() + who.slice(1)} answers on ${place}: ${quoted(text)}.`,
    'Correct the port: SMTP is on 465, 587, 2525 or 25.',
    `${page}#connection-refused`,
  )
}

export function turnedAway(place: string, code: number, text: string): Obstacle {
  const isForNow = code < 500
  return obstacle(
    'turned-away',
    `${place} turns this client away ${isForNow ? 'temporarily' : 'permanently'}, before any login: ${quoted(`${code} ${text}`)}.`,
    isForNow
      ? 'Try again in some minutes: servers that limit or greylist new clients accept them later.'
      : 'The server refuses this address; ask who runs it, or send through your provider’s server.',
    `${page}#no-answer`,
  )
}

export function ehloRefused(place: string, code: number, text: string): Obstacle {
  return obstacle(
    'ehlo-refused',
    `${place} greets, and then refuses EHLO: ${quoted(`${code} ${text}`)}.`,
    code === 500 || code === 530
      ? 'Check that it is a mail server: FTP servers greet in the same way.'
      : 'The server refuses this client’s address or name; ask who runs it.',
    'findings.md',
  )
}

export function tlsFailed(place: string, reason: string): Obstacle {
  return obstacle(
    'tls-failed',
    `The TLS handshake with ${place} failed: ${visible(reason)}.`,
    'Check the TLS versions and the certificate of the server, and what is in between.',
    'findings.md#tls-version-too-old',
  )
}

export function starttlsRefused(place: string, code: number, text: string): Obstacle {
  return obstacle(
    'starttls-refused',
    `${place} offers STARTTLS and then refuses it: ${quoted(`${code} ${text}`)}.`,
    'The server’s TLS is broken at the moment: its certificate or key may be missing. Use port 465, or ask who runs it.',
    'findings.md',
  )
}

export function starttlsMasked(place: string): Obstacle {
  return obstacle(
    'starttls-masked',
    `A firewall between here and ${place} overwrites STARTTLS with X’s, so that nothing is encrypted.`,
    'Have its inspection of SMTP turned off (Cisco: no inspect esmtp), or use port 465.',
    `${page}#tls-inspection`,
  )
}

export function noStarttls(place: string): Obstacle {
  return obstacle(
    'no-starttls',
    `${place} offers no STARTTLS: a client that requires TLS stops here, any other sends everything unencrypted.`,
    'Use port 465, have STARTTLS turned on at the server, or ask what in between removes it.',
    'findings.md#starttls-required-not-offered',
  )
}

export function noLoginOffered(place: string, mechanisms: readonly string[]): Obstacle {
  return obstacle(
    'no-login-offered',
    mechanisms.length === 0
      ? `${place} offers no login.`
      : `${place} offers a login only by ${visible(mechanisms.join(', ')).slice(0, 80)}, which doctor does not try.`,
    mechanisms.length === 0
      ? 'Use a submission port, 465 or 587, or configure no user in the app.'
      : 'Have the app use one of these.',
    'findings.md#login-not-tried',
  )
}

export function loginRejected(place: string, code: number, text: string): Obstacle {
  return obstacle(
    'login-rejected',
    `${place} rejects this user and password: ${quoted(`${code} ${text}`)}.`,
    'Check both, without spaces or quotes around them; with two-factor login most providers want an app password.',
    'findings.md#login-rejected',
  )
}

/** null: the certificate is what it should be. */
export function ofCertificate(facts: CertificateFacts, host: string, place: string): Obstacle | null {
  switch (facts.kind) {
    case 'trusted':
      return null
    case 'expired':
      return expired(facts, place)
    case 'other-name':
      return obstacle(
        'other-name',
        `The certificate of ${place} is for ${facts.names.join(', ') || 'no name'}, and not for ${host}.`,
        facts.names.length === 0
          ? 'Have the server use a certificate with its name.'
          : 'Write one of these names as the host, or have the server use a certificate with its name.',
        'findings.md#certificate-name-mismatch',
      )
    case 'invalid':
      return obstacle(
        'unknown-issuer',
        `The certificate of ${place} is not valid: ${facts.reason}.`,
        'Have it replaced on the server.',
        'findings.md#ca-not-trusted',
      )
    case 'unknown-issuer':
      return unknownIssuer(facts, place)
  }
}

function expired(
  { from, to, issuer }: Extract<CertificateFacts, { kind: 'expired' }>,
  place: string,
): Obstacle {
  const dates = `is valid from ${from} to ${to}, and not today.`
  return issuer === null
    ? obstacle(
        'certificate-expired',
        `The certificate of ${place} ${dates}`,
        'Renew it on the server; if today is within those dates, the clock of this machine is wrong.',
        'findings.md#certificate-expired',
      )
    : obstacle(
        'certificate-expired',
        `The certificate of ${place} is signed by ${quoted(issuer)}, whose own certificate ${dates}`,
        'Have the server send the issuer’s current certificate after its own; if today is within those dates, the clock of this machine is wrong.',
        'findings.md#certificate-expired',
      )
}

function unknownIssuer(
  { issuer, isSelfSigned, product }: Extract<CertificateFacts, { kind: 'unknown-issuer' }>,
  place: string,
): Obstacle {
  if (product !== null) {
    return obstacle(
      'unknown-issuer',
      `${product} opens the TLS connection to ${place}: the certificate is signed by ${quoted(issuer)}.`,
      'Get the CA certificate of that product from the administrators, and add it to what the app trusts.',
      `${page}#tls-inspection`,
    )
  }
  if (issuer.startsWith(`${organisation} `)) {
    return obstacle(
      'unknown-issuer',
      `The certificate of ${place} is signed by the CA of a Fourport that is not this one.`,
      'Get its CA with `fourport ca` where it runs, or share its folder with --certs; then trust it in the app.',
      'findings.md#ca-not-trusted',
    )
  }
  return obstacle(
    'unknown-issuer',
    isSelfSigned
      ? `The certificate of ${place} is signed by itself (${quoted(issuer)}), which nobody trusts by default.`
      : `The certificate of ${place} is signed by ${quoted(issuer)}, which nothing on this machine trusts.`,
    'If the server is your own, add its CA to what the app trusts; else a proxy in between opens the connection.',
    `${page}#tls-inspection`,
  )
}
