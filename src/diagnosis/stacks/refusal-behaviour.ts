import type { StackName } from './measured-stack.ts'

/** How a TLS library refuses a certificate; what is not here is not known of it. */
export interface RefusalBehaviour {
  /** unknown_ca is sent for a CA, so that another alert is about something else. */
  readonly tellsCa?: true
  /** What it refuses in the handshake it refuses by an alert, so that silence there is no refusal. */
  readonly alertsInHandshake?: true
  /** A CA, or a CA and a wrong name, are refused inside the handshake: then nothing of the kind is left to refuse after it. */
  readonly refusesInHandshake?: 'ca' | 'all'
  /** In TLS 1.3 whatever it refuses, a wrong name too, ends the handshake, without an alert. */
  readonly refusesSilentlyInTls13?: true
  /** A server name is in every ClientHello to a host that is no address. */
  readonly namesEveryHost?: true
  /** It takes leave with QUIT of a server whose certificate it refuses. */
  readonly quitsOnRefusal?: true
}

/** By stack; `name` is for people. */
export const refusalBehaviours: Readonly<Record<StackName, RefusalBehaviour & { readonly name: string }>> = {
  go: {
    name: 'Go',
    alertsInHandshake: true,
    refusesInHandshake: 'all',
    namesEveryHost: true,
  },
  rustls: {
    // The library refuses all in the handshake, by an alert. Deno, on it, compares names afterwards, and closes before an alert is out.
    name: 'rustls',
    tellsCa: true,
    refusesInHandshake: 'ca',
    namesEveryHost: true,
  },
  // A mail library on Java compares the name itself where it does not leave that to the handshake.
  java: { name: 'Java', alertsInHandshake: true },
  openssl: { name: 'OpenSSL', tellsCa: true, refusesInHandshake: 'ca' },
  'openssl-program': { name: 'OpenSSL', tellsCa: true },
  php: { name: 'PHP', tellsCa: true, refusesInHandshake: 'ca' },
  postfix: { name: 'Postfix', quitsOnRefusal: true },
  node: { name: 'Node', refusesSilentlyInTls13: true },
  // It looks at the certificate when the handshake is over, and leaves without a word.
  dotnet: { name: '.NET' },
  // The programs on GnuTLS choose the alert themselves: Exim sends bad_certificate whatever it is.
  gnutls: { name: 'GnuTLS' },
  libressl: { name: 'LibreSSL' },
  boringssl: { name: 'BoringSSL' },
  nss: { name: 'NSS' },
  mbedtls: { name: 'Mbed TLS' },
}

/** What is known of a client that is one of several: only that which holds for each. */
export function behaviourOfAny([first, ...others]: readonly StackName[]): RefusalBehaviour {
  if (first === undefined) return {}
  const { name: _, ...shared } = refusalBehaviours[first]
  return Object.fromEntries(
    Object.entries(shared).filter(([trait, how]) =>
      others.every((stack) => refusalBehaviours[stack][trait as keyof RefusalBehaviour] === how),
    ),
  )
}
