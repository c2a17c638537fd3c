/** TLS libraries, and programs that set theirs in a way of their own: those of one name refuse a certificate alike. */
export type StackName =
  | 'go'
  | 'openssl'
  | 'openssl-program'
  | 'node'
  | 'php'
  | 'postfix'
  | 'dotnet'
  | 'java'
  | 'rustls'
  | 'gnutls'
  | 'libressl'
  | 'boringssl'
  | 'nss'
  | 'mbedtls'

/** What one version of a TLS library was seen to offer. */
export interface MeasuredStack {
  readonly ja4: string
  /** The first suites in their own order, which JA4 sorts: some stacks offer the same ones in another. */
  readonly begins: string
  readonly stack: StackName
  readonly version: string
  /** With which settings, or by which program. */
  readonly settings: string
  /** The dialer of `scripts/tls-stacks/dialers.js` that measures it again. */
  readonly by: string
  /** ISO date. */
  readonly measured: string
}

/** The rows of a table whose columns stand in the order of the fields, with ` | ` between them. */
export function readStacks(table: string): readonly MeasuredStack[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [ja4 = '', begins = '', stack = '', version = '', settings = '', by = '', measured = ''] = line
        .split('|')
        .map((cell) => cell.trim())
      return { ja4, begins, stack: stack as StackName, version, settings, by, measured }
    })
}

const suitesShown = 6

/** What `begins` is of a raw fingerprint in the original order, JA4_ro. */
export function beginningOf(ja4ro: string): string {
  const [, ciphers = ''] = ja4ro.split('_')
  return ciphers.split(',', suitesShown).join(',')
}
