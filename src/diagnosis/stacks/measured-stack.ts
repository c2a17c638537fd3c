/** TLS libraries, and programs that set theirs in a way of their own: those of one name refuse a certificate alike. */
export type StackName =
  | 'go'
  | 'openssl'
  | 'openssl-program'
  | 'node'
  | 'php'
  | 'postfix'
  | 'java'
  | 'rustls'
  | 'gnutls'
  | 'libressl'
  | 'boringssl'

/** What one version of a TLS library was seen to offer. */
export interface MeasuredStack {
  readonly ja4: string
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
      const [ja4 = '', stack = '', version = '', settings = '', by = '', measured = ''] = line
        .split('|')
        .map((cell) => cell.trim())
      return { ja4, stack: stack as StackName, version, settings, by, measured }
    })
}
