import { recipient, sender, trustsCa, type FixTarget } from './library.ts'
import { doubleQuoted } from './literals.ts'

/** Lines in a function that returns something and an error, and what they import. */
export interface GoLines {
  readonly imports: readonly string[]
  readonly lines: readonly string[]
}

/** A function that opens a connection, and what it imports. */
export interface GoFunction extends GoLines {
  readonly signature: string
}

/** A function with its imports, as gofmt has them: put after `package …`, it compiles. */
export function goFile({ imports, signature, lines }: GoFunction): string {
  return [...importBlock(imports), '', ...goFunction(signature, lines)].join('\n')
}

/** A program that opens the connection by `opened`, and goes on with the lines of a function that returns an error. */
export function goProgram(opened: GoFunction, send: GoLines): string {
  return [
    'package main',
    '',
    ...importBlock([...opened.imports, ...send.imports, 'log']),
    '',
    ...goFunction(opened.signature, opened.lines),
    '',
    ...goFunction('send() error', send.lines),
    '',
    ...goFunction('main()', ['if err := send(); err != nil {', '\tlog.Fatal(err)', '}']),
  ].join('\n')
}

/** What sends one mail through `client`, by the words of both packages that speak SMTP itself. */
export function goSend(options: '' | ', nil'): GoLines {
  const orReturn = (call: string): readonly string[] => [
    `if err := ${call}; err != nil {`,
    '\treturn err',
    '}',
  ]
  const header = `From: ${sender}\\r\\nTo: ${recipient}\\r\\nSubject: Test\\r\\n`
  return {
    imports: ['fmt', 'time'],
    lines: [
      'client, err := connect()',
      'if err != nil {',
      '\treturn err',
      '}',
      ...orReturn(`client.Mail("${sender}"${options})`),
      ...orReturn(`client.Rcpt("${recipient}"${options})`),
      'writer, err := client.Data()',
      'if err != nil {',
      '\treturn err',
      '}',
      'now := time.Now()',
      `fmt.Fprintf(writer, "${header}")`,
      'fmt.Fprintf(writer, "Date: %s\\r\\nMessage-ID: <%d@example.com>\\r\\n", now.Format(time.RFC1123Z), now.UnixNano())',
      'fmt.Fprintf(writer, "\\r\\nHello\\r\\n")',
      ...orReturn('writer.Close()'),
      'return client.Quit()',
    ],
  }
}

function goFunction(signature: string, body: readonly string[]): readonly string[] {
  return [`func ${signature} {`, ...body.map((line) => `\t${line}`), '}']
}

function importBlock(imports: readonly string[]): readonly string[] {
  const names = [...new Set(imports)].map((name) => `\t"${name}"`).toSorted()
  const [own, others] = [
    names.filter((name) => !name.includes('.')),
    names.filter((name) => name.includes('.')),
  ]
  return ['import (', ...own, ...(own.length > 0 && others.length > 0 ? [''] : []), ...others, ')']
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
