import type { StackName } from '../stacks/measured-stack.ts'
import type { TlsStack } from '../stacks/tls-stack.ts'
import { libraryById } from './libraries.ts'
import type { Library } from './library.ts'

/** What most people send mail with on each TLS library, the usual one first. */
const usual: Readonly<Partial<Record<StackName, readonly string[]>>> = {
  go: ['go'],
  java: ['jakarta-mail', 'spring'],
  php: ['phpmailer', 'laravel'],
  dotnet: ['mailkit'],
  node: ['nodemailer'],
  rustls: ['lettre'],
  postfix: ['postfix'],
  // Ruby, curl and many others stand on it too.
  openssl: ['smtplib'],
  gnutls: ['msmtp'],
}

/** More would hide the rest of the finding. */
const most = 2

/** The libraries that a client is likely to be which shows nothing but its TLS library; of several stacks the usual one of each. */
export function likelyLibraries(stack: TlsStack | null): readonly Library[] {
  if (stack === null) return []
  const [only, ...others] = stack.stacks
  const ids =
    others.length === 0 ? (usual[only!] ?? []) : stack.stacks.flatMap((one) => usual[one]?.slice(0, 1) ?? [])
  return [...new Set(ids)].slice(0, most).map((id) => libraryById.get(id)!)
}
