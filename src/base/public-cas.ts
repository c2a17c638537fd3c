import { dirname, join } from 'node:path'
import { shellWord } from './shell-word.ts'

/** Where Debian, Ubuntu, Alpine and Arch keep the public CAs in one file. */
const publicCas = '/etc/ssl/certs/ca-certificates.crt'

/** Where others keep them: goes after the command, as a comment. */
export const publicCasElsewhere = 'Red Hat: /etc/pki/tls/certs/ca-bundle.crt, macOS: /etc/ssl/cert.pem'

/**
 * A file beside `caFile` with that CA and the public ones, and the command that writes it. Most settings name the one
 * file that is read, and an app also calls servers other than this one.
 */
export function withPublicCas(caFile: string): { readonly file: string; readonly command: string } {
  const file = join(dirname(caFile), 'with-public-cas.pem')
  return { file, command: `cat ${publicCas} ${shellWord(caFile)} > ${shellWord(file)}` }
}
