import type { TlsFailedObserved } from '../../model/observation.ts'
import type { ClientHello } from '../../model/tls-facts.ts'
import { tlsVersions } from '../../model/tls-version.ts'
import type { Detection, Rule } from '../rule.ts'

/** The handshake failed before a certificate mattered: no version, or no cipher, in common. */
export const tlsParameters: Rule = ({ record, hello, tlsFailed, firstBytes }) => {
  const offered = hello?.hello.versions ?? record.clientHello?.versions ?? []
  const evidence = [hello?.n, tlsFailed?.n].filter((n) => n !== undefined)
  if (tlsFailed?.phase === 'before-hello' && tlsFailed.alert?.number === 80) {
    return {
      id: 'tls-no-usable-version',
      confidence: 'ambiguous',
      saw: 'Instead of a ClientHello the client sent the TLS alert internal_error.',
      why: 'OpenSSL does this when its settings leave nothing to offer: only TLS 1.1 or older, for which OpenSSL 3 allows no cipher suite, or a list of ciphers with none that it has.',
      fix: 'Allow TLS 1.2 and 1.3 in the client: drop its limits on protocol versions, and its list of ciphers if it has one.',
      evidence,
    }
  }
  const noVersionLeft =
    (tlsFailed?.phase === 'before-hello' && tlsFailed.alert?.number === 70) ||
    (record.port.tls === 'implicit' && hello === null && firstBytes?.hex.startsWith('1503') === true)
  if (noVersionLeft) {
    return {
      id: 'tls-no-usable-version',
      confidence: 'certain',
      saw: 'Instead of a ClientHello the client sent the TLS alert protocol_version.',
      why: 'The settings of the client leave no version of TLS that its library can offer.',
      fix: 'Allow TLS 1.2 and 1.3 in the client: drop its limits on protocol versions.',
      evidence: [...new Set([firstBytes?.n, ...evidence])].filter((n) => n !== undefined),
    }
  }
  if (tlsFailed === null || tlsFailed.phase === 'established') return null
  const isTooOld = offered.length > 0 && !offered.some((version) => current.has(version))
  const isOfVersions = tlsFailed.reason === 'version' || tlsFailed.alert?.number === 70
  if (isOfVersions || (isTooOld && isOfCiphers(tlsFailed))) {
    return {
      id: 'tls-version-too-old',
      confidence: 'certain',
      saw: `The client offered ${offered.length === 0 ? 'no version known here' : offered.join(' and ')}, and the handshake found no version in common.`,
      ...versionWords(offered),
      evidence,
    }
  }
  // insufficient_security: the client's own limit on ciphers.
  if (isOfCiphers(tlsFailed)) {
    return {
      id: 'tls-no-common-cipher',
      confidence: 'certain',
      saw: `None of the ${countOfCiphers(hello?.hello ?? record.clientHello)}cipher suites that the client offered is one that this server accepts.`,
      why: 'Without a cipher suite in common there is no TLS.',
      fix: 'Drop the list of ciphers from the settings of the client, so that its library offers its defaults.',
      evidence,
    }
  }
  return null
}

/** Versions of today: TLS 1.2 and 1.3 (RFC 9325 §3.1.1). */
const current: ReadonlySet<string> = new Set(tlsVersions.slice(-2))

function isOfCiphers({ reason, alert }: TlsFailedObserved): boolean {
  return reason === 'cipher' || alert?.number === 71
}

/** Old versions alone are retired; of TLS 1.2 and 1.3 one side has switched off what the other wants. */
function versionWords(offered: readonly string[]): Pick<Detection, 'why' | 'fix'> {
  const left = offered.filter((version) => current.has(version))
  if (left.length === 0)
    return {
      why: 'TLS 1.0 and 1.1 are retired (RFC 8996), and this server accepts TLS 1.2 and newer unless it was started otherwise (--tls-min-version).',
      fix: 'Allow TLS 1.2 and 1.3 in the client: drop its limits on protocol versions.',
    }
  const named = left.join(' and ').replaceAll('TLSv', 'TLS ')
  return {
    why:
      left.length === 1
        ? `${named} is a current version, but one side allows only that one, and the other has it switched off.`
        : 'One side does not accept the version that the other chose.',
    fix: 'Allow both TLS 1.2 and TLS 1.3 in the client, or drop the limit on versions that the server was started with (--tls-min-version, --tls-max-version).',
  }
}

/** `30 `, from JA4 where it is there; nothing where the ClientHello fell out of the record. */
function countOfCiphers(hello: ClientHello | null): string {
  const count = hello?.cipherCount ?? Number(hello?.ja4?.slice('t13d'.length, 't13d15'.length) ?? 0)
  return count > 0 ? `${count} ` : ''
}
