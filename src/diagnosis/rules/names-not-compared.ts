import { covers, isIpAddress } from '../host-names.ts'
import { clean } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { namesOf } from './certificate-words.ts'

/** How a client that is known came to it, by its own words. */
const switchedOffBy: Readonly<Record<string, string>> = {
  nodemailer: ' (`rejectUnauthorized: false`, or a `checkServerIdentity` of its own)',
  smtplib: ' (no `context`, or `check_hostname = False`)',
  curl: ' (`--insecure`)',
  phpmailer: ' (`verify_peer_name` or `verify_peer` false)',
  'net-smtp': ' (`tls_verify: false`)',
  go: ' (`InsecureSkipVerify: true`)',
  'go-mail': ' (`InsecureSkipVerify: true`)',
}

/** A name asked for (RFC 6066 §3), a certificate without it, and mail all the same: the name was not compared with it. */
export const namesNotCompared: Rule = ({ record, hello, established, contents }, context) => {
  const sni = hello?.hello.sni ?? null
  const { leaf } = record
  if (sni === null || leaf === null || isIpAddress(sni) || covers(leaf.names, sni)) return null
  const sent = contents.map(({ messageAt }) => messageAt).find((at) => at !== null)
  if (hello === null || established === null || sent === undefined) return null
  const { library, stack } = context
  const how = switchedOffBy[library ?? ''] ?? switchedOffBy[stack?.stack ?? ''] ?? ''
  return {
    id: 'names-not-compared',
    confidence: 'certain',
    saw: `The client asked for "${clean(sni)}", got a certificate for ${namesOf(leaf)}, and delivered all the same.`,
    why: 'It does not compare the name that it asked for with the certificate: anyone with a certificate for another name can pose as the server and read the password.',
    fix: `Let the client verify the certificate and its name${how}; connect by a name that is in the certificate, or add the name to it (--host-name).`,
    evidence: [hello.n, established.n, sent],
  }
}
