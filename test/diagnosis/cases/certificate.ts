import type { Case } from '../support/case.ts'
import { ehloSecure, greeting, logsIn, offersTls, quits, sends } from '../support/passages.ts'
import { ownLeaf, transcript } from '../support/transcript.ts'

export const certificateCases: readonly Case[] = [
  {
    says: 'the alert unknown_ca on the implicit-TLS port',
    record: transcript('smtps', 'hello sni=localhost\nalert 48 unknown_ca\nclose client fin'),
    expected: ['ca-not-trusted'],
  },
  {
    says: 'the alert unknown_ca after STARTTLS',
    record: transcript(
      'submission',
      `${offersTls}\nhello sni=localhost\nalert 48 unknown_ca\nclose client rst`,
    ),
    expected: ['ca-not-trusted'],
  },
  {
    says: 'the alert certificate_unknown, as Java sends it',
    record: transcript('smtps', 'hello ciphers=31\nalert 46 certificate_unknown\nclose client fin'),
    expected: ['ca-not-trusted'],
  },
  {
    says: 'a certificate past its end',
    record: transcript('smtps', 'hello sni=localhost\nalert 45 certificate_expired\nclose client fin', {
      leaf: { ...ownLeaf, notAfter: '2026-02-01T00:00:00.000Z' },
    }),
    expected: ['certificate-expired'],
  },
  {
    says: 'a certificate past its end, refused in silence',
    record: transcript(
      'smtps',
      'hello sni=localhost ciphers=59\ntls-failed client-closed handshake\nclose client fin',
      {
        leaf: { ...ownLeaf, notAfter: '2026-02-01T00:00:00.000Z' },
      },
    ),
    expected: ['certificate-expired'],
  },
  {
    says: 'a name that the certificate does not hold',
    record: transcript('smtps', 'hello sni=localhost\nalert 42 bad_certificate\nclose client fin', {
      leaf: { ...ownLeaf, names: ['other.test'] },
    }),
    expected: ['certificate-name-mismatch'],
  },
  {
    says: 'a wrong name, refused with handshake_failure, as Erlang does',
    record: transcript('smtps', 'hello sni=localhost\nalert 40 handshake_failure\nclose client fin', {
      leaf: { ...ownLeaf, names: ['other.test'] },
    }),
    expected: ['certificate-name-mismatch'],
  },
  {
    says: 'handshake_failure, which says nothing about a certificate that fits',
    record: transcript('smtps', 'hello sni=localhost\nalert 40 handshake_failure\nclose client fin'),
    expected: [],
  },
  {
    says: 'no name, and a certificate without addresses',
    record: transcript('smtps', 'hello\nalert 42 bad_certificate\nclose client fin', {
      leaf: { ...ownLeaf, names: ['other.test'] },
    }),
    expected: ['certificate-name-mismatch'],
  },
  {
    says: 'a wrong name, left in silence',
    record: transcript(
      'submission',
      `${offersTls}\nhello sni=mail.test ciphers=59\ntls-failed client-closed handshake\nclose client fin`,
    ),
    expected: ['certificate-name-mismatch'],
  },
  {
    says: 'a wrong name, found after the handshake',
    record: transcript('smtps', `hello sni=mail.test\ntls\n${greeting}\nclose client fin`),
    expected: ['certificate-name-mismatch'],
  },
  {
    says: 'bad_certificate from Go, name fits',
    record: transcript('smtps', 'hello sni=localhost ciphers=19\nalert 42 bad_certificate\nclose client fin'),
    expected: ['ca-not-trusted'],
  },
  {
    says: 'bad_certificate from nobody knows whom, name fits',
    record: transcript('smtps', 'hello sni=localhost ciphers=99\nalert 42 bad_certificate\nclose client fin'),
    expected: ['ca-not-trusted'],
  },
  {
    says: 'certificate_unknown from Java without a server name, and a name without a dot in the certificate',
    record: transcript('smtps', 'hello ciphers=31\nalert 46 certificate_unknown\nclose client fin', {
      leaf: { ...ownLeaf, names: ['localhost'], ownCa: false },
    }),
    expected: ['ca-not-trusted'],
  },
  {
    says: 'certificate_unknown from Java without a server name, and names with a dot in the certificate',
    record: transcript('smtps', 'hello ciphers=31\nalert 46 certificate_unknown\nclose client fin', {
      leaf: { ...ownLeaf, names: ['mail.test'], ownCa: false },
    }),
    expected: ['certificate-name-mismatch'],
  },
  {
    says: 'a client elsewhere without a server name, and nothing but loopback names in the certificate',
    record: transcript('smtps', 'hello ciphers=31\nalert 46 certificate_unknown\nclose client fin', {
      remote: { host: '172.18.0.3', port: 50_000 },
    }),
    expected: ['certificate-name-mismatch'],
  },
  {
    says: 'an alert about something else in the certificate',
    record: transcript('smtps', 'hello sni=localhost\nalert 43 unsupported_certificate\nclose client fin'),
    expected: ['certificate-rejected-any'],
  },
  {
    says: 'a close in the handshake by Go, which sends an alert when it refuses',
    record: transcript(
      'smtps',
      'hello sni=localhost ciphers=19\ntls-failed client-closed handshake\nclose client fin',
    ),
    expected: ['handshake-cut-off'],
  },
  {
    says: 'a close in the handshake by Go, and a name that the certificate does not hold',
    record: transcript(
      'smtps',
      'hello sni=mail.test ciphers=19\ntls-failed client-closed handshake\nclose client fin',
    ),
    expected: ['certificate-name-mismatch'],
  },
  {
    says: 'a close in the handshake by Java, and a certificate past its end',
    record: transcript(
      'submission',
      `${offersTls}\nhello sni=localhost ciphers=31\ntls-failed client-closed handshake\nclose client fin`,
      { leaf: { ...ownLeaf, notAfter: '2026-02-01T00:00:00.000Z' } },
    ),
    expected: ['certificate-expired'],
  },
  {
    says: 'the alert unknown_ca, and a certificate past its end',
    record: transcript('smtps', 'hello sni=localhost\nalert 48 unknown_ca\nclose client fin', {
      leaf: { ...ownLeaf, notAfter: '2026-02-01T00:00:00.000Z' },
    }),
    expected: ['ca-not-trusted'],
  },
  {
    says: 'an IP address as the server name, which is not in the certificate, and an alert that leaves two causes',
    record: transcript('smtps', 'hello sni=192.0.2.7 ciphers=19\nalert 42 bad_certificate\nclose client fin'),
    expected: ['ca-not-trusted'],
  },
  {
    says: 'a close in the handshake that came late',
    record: transcript(
      'smtps',
      'hello sni=localhost ciphers=59\nafter 5000\ntls-failed client-closed handshake\nclose client fin',
    ),
    expected: ['handshake-cut-off'],
  },
  {
    says: 'a complete handshake and not a word, GnuTLS',
    record: transcript('smtps', `hello sni=localhost ciphers=29\ntls\n${greeting}\nclose client fin`),
    expected: ['certificate-rejected-after-handshake'],
  },
  {
    says: 'QUIT as the first command after the handshake',
    record: transcript('submission', `${offersTls}\nhello ciphers=56\ntls\n${quits}`),
    expected: ['certificate-rejected-after-handshake'],
  },
  {
    says: 'an orderly end of TLS after the handshake, with a name that fits: a check of the certificate',
    record: transcript(
      'smtps',
      `hello sni=localhost ciphers=29\ntls\n${greeting}\nclose client fin close_notify`,
    ),
    expected: ['certificate-rejected-after-handshake'],
  },
  {
    says: 'the same with a name that is not in the certificate, as clients leave that compare it after the handshake',
    record: transcript(
      'smtps',
      `hello sni=mail.test ciphers=29\ntls\n${greeting}\nclose client fin close_notify`,
    ),
    expected: ['certificate-name-mismatch'],
  },
  {
    says: 'an alert after the handshake',
    record: transcript(
      'smtps',
      `hello ciphers=29\ntls\n${greeting}\nalert 43 unsupported_certificate established\nclose client fin`,
    ),
    expected: ['certificate-rejected-after-handshake'],
  },
  {
    says: 'a close in the handshake',
    record: transcript(
      'smtps',
      'hello sni=localhost ciphers=59\ntls-failed client-closed handshake\nclose client fin',
    ),
    expected: ['certificate-rejected-silently'],
  },
  {
    says: 'a name that is not in the certificate, and mail all the same',
    record: transcript('smtps', `hello sni=localhost\ntls\n${greeting}\n${ehloSecure}\n${sends}\n${quits}`, {
      leaf: { ...ownLeaf, names: ['other.test'] },
    }),
    expected: ['names-not-compared'],
  },
  {
    says: 'an address as the name of the server, and no check of names',
    record: transcript(
      'smtps',
      `hello sni=127.0.0.1 ciphers=29\ntls\n${greeting}\n${ehloSecure}\n${logsIn}\n${sends}\n${quits}`,
      {
        leaf: { ...ownLeaf, names: ['other.test'] },
      },
    ),
    expected: ['connects-by-ip'],
  },
  {
    says: 'TLS 1.1 at most',
    record: transcript(
      'smtps',
      'hello sni=localhost versions=TLSv1.1,TLSv1.0\ntls-failed version handshake\nclose server fin',
    ),
    expected: ['tls-version-too-old'],
  },
  {
    says: 'TLS 1.1 at most, and a server that looks at the ciphers first',
    record: transcript(
      'smtps',
      'hello sni=localhost versions=TLSv1.1,TLSv1.0\ntls-failed cipher handshake\nclose server fin',
    ),
    expected: ['tls-version-too-old'],
  },
  {
    says: 'the alert internal_error instead of a ClientHello',
    record: transcript(
      'smtps',
      'first-bytes other 0x15030100020250\nalert 80 internal_error before-hello\nclose client fin',
    ),
    expected: ['tls-no-usable-version'],
  },
  {
    says: 'the same after STARTTLS',
    record: transcript('submission', `${offersTls}\nalert 80 internal_error before-hello\nclose client fin`),
    expected: ['tls-no-usable-version'],
  },
  {
    says: 'the alert protocol_version instead of a ClientHello',
    record: transcript(
      'smtps',
      'first-bytes other 0x15030100020246\nalert 70 protocol_version before-hello\nclose client fin',
    ),
    expected: ['tls-no-usable-version'],
  },
  {
    says: 'no cipher in common',
    record: transcript(
      'submission',
      `${offersTls}\nhello sni=localhost ciphers=1\ntls-failed cipher handshake\nclose server fin`,
    ),
    expected: ['tls-no-common-cipher'],
  },
]
