import { fileURLToPath } from 'node:url'
import { errorCatalogue, type ErrorCode } from './error-catalogue.ts'

/** The page on errors in the package, wherever it is installed. A bundle lies one folder deep, as src/base/ does. */
const page: string = fileURLToPath(new URL('../../docs/errors.md', import.meta.url))

/**
 * Every failure Fourport raises on purpose. `code` is stable and never reused; `docs` names the
 * paragraph of docs/errors.md that explains it; `cause` keeps the error underneath.
 */
export class FourportError extends Error {
  override readonly name: string = 'FourportError'
  readonly code: ErrorCode
  /** What to do about it, one sentence. */
  readonly help: string
  /** Full path and anchor in the package: `/…/docs/errors.md#port_in_use`. */
  readonly docs: string

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly help?: string } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause })
    this.code = code
    this.help = options.help ?? errorCatalogue[code]
    this.docs = `${page}#${code.toLowerCase()}`
  }
}

/** The system's error code (`EACCES`, `EADDRINUSE`, `ERR_SSL_…`) of anything thrown, or ''. */
export function systemCode(error: unknown): string {
  return textIn(error, 'code') ?? ''
}

/** The text of anything thrown. */
export function messageOf(error: unknown): string {
  return textIn(error, 'message') ?? String(error)
}

/** Jest runs tests in a realm of their own, where no error of Node's modules is an `instanceof Error`. */
function textIn(error: unknown, field: 'code' | 'message'): string | undefined {
  const value: unknown =
    typeof error === 'object' && error !== null ? (error as Record<string, unknown>)[field] : undefined
  return typeof value === 'string' ? value : undefined
}
