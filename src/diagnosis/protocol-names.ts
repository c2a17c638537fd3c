import type { FirstBytesObserved } from '../model/observation.ts'

/** Protocols that open with these octets, in hex. Of what is no text, a record has four. */
const openings: readonly (readonly [RegExp, string])[] = [
  [/^05(?:01|02|03)0[0-2]/, 'SOCKS 5 (RFC 1928), as a client sends it to a proxy'],
  [/^040[12]/, 'SOCKS 4, as a client sends it to a proxy'],
  [/^10..0004/, 'MQTT'],
  [/^00000008/, 'PostgreSQL'],
  [/^0300/, 'RDP'],
  [/^30(?:[0-7].0201|8[1-4])/, 'LDAP'],
  [/^ff(?:f[b-e])/, 'Telnet'],
  [/^3c(?:3f78|7374)/, 'XML, as XMPP (RFC 6120) begins'],
  [/^80..01/, 'the ClientHello of SSL 2.0, which no server accepts today'],
]

const names: Partial<Record<FirstBytesObserved['protocol'], string>> = {
  sip: 'SIP (RFC 3261), which telephones use',
  ssh: 'SSH',
  rtsp: 'RTSP (RFC 7826), which cameras and players use',
  redis: 'the protocol of Redis',
  amqp: 'AMQP, as RabbitMQ speaks it',
  ftp: 'FTP (RFC 959)',
}

/** The name of a protocol by its first octets; null: unknown. */
export function protocolName({ protocol, hex }: FirstBytesObserved): string | null {
  return names[protocol] ?? openings.find(([opening]) => opening.test(hex))?.[1] ?? null
}
