import { trustsCa, type FixTarget } from './library.ts'
import { doubleQuoted } from './literals.ts'

/** Lines in a function that returns something and an error, and what they import. */
export interface GoLines {
  readonly imports: readonly string[]
  readonly lines: readonly string[]
}

/** A function with its imports, as gofmt has them: put after `package …`, it compiles. */
export function goFile(imports: readonly string[], signature: string, body: readonly string[]): string {
  const names = [...new Set(imports)].map((name) => `\t"${name}"`).toSorted()
  const [own, others] = [
    names.filter((name) => !name.includes('.')),
    names.filter((name) => name.includes('.')),
  ]
  return [
    'import (',
    ...own,
    ...(own.length > 0 && others.length > 0 ? [''] : []),
    ...others,
    ')',
    '',
    `func ${signature} {`,
    ...body.map((line) => `\t${line}`),
    '}',
  ].join('\n')
}

export const returnError = ['if err != nil {', '\treturn nil, err', '}']

/** `config`: the name to verify, and the CA where it is a private one. */
export function goTlsConfig(target: FixTarget, lastHint: string | false): GoLines {
  const name = `ServerName: ${doubleQuoted(target.serverName ?? target.host)}, MinVersion: tls.VersionTLS12`
  const hint = lastHint === false ? [] : [`// ${lastHint}`]
  if (!trustsCa(target))
    return { imports: ['crypto/tls'], lines: [...hint, `config := &tls.Config{${name}}`] }
  return {
    imports: ['crypto/tls', 'crypto/x509', 'errors', 'os'],
    lines: [
      `pem, err := os.ReadFile(${doubleQuoted(target.caFile)})`,
      ...returnError,
      'roots := x509.NewCertPool()',
      'if !roots.AppendCertsFromPEM(pem) {',
      '\treturn nil, errors.New("no certificate in the CA file")',
      '}',
      ...hint,
      `config := &tls.Config{${name}, RootCAs: roots}`,
    ],
  }
}

/** What a version of TLS that is too old comes from. */
export const goTlsVersionHint = 'without MaxVersion and CipherSuites'
