import { covers, isIpAddress } from '../host-names.ts'
import type { Rule } from '../rule.ts'

/** An address as the name of the server, and a certificate without it: the client cannot have compared names. */
export const connectsByIp: Rule = ({ record, hello, established, secure }) => {
  const sni = hello?.hello.sni ?? null
  if (sni === null || !isIpAddress(sni) || record.leaf === null || covers(record.leaf.names, sni)) return null
  if (hello === null || established === null || secure.length < 2) return null
  return {
    id: 'connects-by-ip',
    confidence: 'certain',
    saw: `The client connected to "${sni}", which the certificate does not hold, and went on.`,
    why: 'It does not compare the name of the server with the certificate: anyone could stand in for it.',
    fix: 'Connect by a name the certificate holds, and switch the verification of names on.',
    evidence: [hello.n, established.n],
  }
}
