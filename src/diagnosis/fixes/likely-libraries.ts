import type { SessionRecord } from '../../model/session-record.ts'
import type { StackName } from '../stacks/measured-stack.ts'
import type { TlsStack } from '../stacks/tls-stack.ts'
import { libraryById } from './libraries.ts'
import type { Library } from './library.ts'

/** What most people send mail with on OpenSSL as it is, by the programs whose fingerprints are measured; the commonest first. */
const onOpenssl: readonly (readonly [program: RegExp, library: string])[] = [
  [/^Python /, 'smtplib'],
  [/^Ruby /, 'net-smtp'],
  [/^curl /, 'curl'],
  [/^Perl /, 'swaks'],
]
const anyOnOpenssl = onOpenssl.map(([, library]) => library)

/** What most people send mail with on each TLS library, the commonest first. */
const usual: Readonly<Partial<Record<StackName, readonly string[]>>> = {
  go: ['go'],
  java: ['jakarta-mail', 'spring'],
  php: ['phpmailer', 'laravel'],
  dotnet: ['mailkit'],
  node: ['nodemailer'],
  rustls: ['lettre'],
  postfix: ['postfix'],
  openssl: anyOnOpenssl,
  'openssl-program': anyOnOpenssl,
  gnutls: ['msmtp'],
}

/** Perl's TLS modules ask for no name unless a program tells them to, and the others do for every host that is no address. */
const onOpensslNameless = ['swaks', 'smtplib', 'curl'] as const

/** What speaks SMTP unencrypted to a port for implicit TLS shows nothing of itself. These are what most people try such a port with. */
const unencrypted = ['curl', 'swaks', 'nodemailer'] as const

/** More would hide the rest of the finding. */
const most = 3

/** The libraries that a client is likely to use which shows nothing but its TLS library, or not even that; of several stacks first the commonest of each. */
export function likelyLibraries(
  stack: TlsStack | null,
  { clientHello, port, speaker }: Pick<SessionRecord, 'clientHello' | 'port' | 'speaker'>,
): readonly Library[] {
  const isMailClient = speaker === 'smtp' || speaker === 'nobody'
  if (clientHello === null && port.tls === 'implicit' && isMailClient) return librariesOf(unencrypted)
  if (stack === null) return []
  const isOnOpenssl = stack.stacks.every((one) => usual[one] === anyOnOpenssl)
  if (isOnOpenssl && clientHello?.sni === null) return librariesOf(onOpensslNameless)
  const choices = stack.stacks.map((one) => librariesOn(one, stack.programs))
  const ranks = Array.from({ length: most }, (_, rank) => rank)
  const ids = ranks.flatMap((rank) => choices.flatMap((choice) => choice[rank] ?? []))
  return librariesOf([...new Set(ids)].slice(0, most))
}

function librariesOf(ids: readonly string[]): readonly Library[] {
  return ids.map((id) => libraryById.get(id)!)
}

/** All that are usual there; on OpenSSL those whose very fingerprint it is, if it is one that was measured. */
function librariesOn(stack: StackName, programs: readonly string[]): readonly string[] {
  const all = usual[stack] ?? []
  if (all !== anyOnOpenssl) return all
  const measured = onOpenssl.filter(([program]) => programs.some((one) => program.test(one)))
  return measured.length > 0 ? measured.map(([, library]) => library) : all
}
