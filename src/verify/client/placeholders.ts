import { FourportError } from '../../base/errors.ts'
import { didYouMean } from '../../base/suggest.ts'
import type { VerifyTarget } from './target.ts'

/** What may stand in braces, in the arguments of a command and in `--env`. */
const placeholders = {
  host: ({ host }) => host,
  port: ({ port }) => String(port),
  secure: ({ secure }) => String(secure),
  tls: ({ tls }) => tls,
  starttls: ({ tls }) => String(tls === 'starttls'),
  scheme: ({ secure }) => (secure ? 'smtps' : 'smtp'),
  user: ({ user }) => user ?? '',
  pass: ({ password }) => password ?? '',
  from: ({ from }) => from,
  to: ({ to }) => to.join(','),
  url: ({ url }) => url,
  ca: ({ caFile }) => caFile,
} as const satisfies Readonly<Record<string, (target: VerifyTarget) => string>>

export const placeholderNames: readonly string[] = Object.keys(placeholders)

/** `{port}` becomes the number; `{{port}}` stays `{port}`; a word in braces that is no placeholder stays as it is. */
export function filledIn(text: string, target: VerifyTarget): string {
  return text.replace(/\{\{(\w+)\}\}|\{(\w+)\}/g, (whole, kept?: string, name?: string) => {
    if (kept !== undefined) return Object.hasOwn(placeholders, kept) ? `{${kept}}` : whole
    return Object.hasOwn(placeholders, name as string)
      ? placeholders[name as keyof typeof placeholders](target)
      : whole
  })
}

/** Whether one of these is in a text; any of all. */
export function hasPlaceholders(text: string, names: readonly string[] = placeholderNames): boolean {
  return [...text.matchAll(/\{(\w+)\}/g)].some(([, name = '']) => names.includes(name))
}

/**
 * A value in which nothing but placeholders can be meant by braces.
 * @throws FourportError OPTION_INVALID for a name that is none
 */
export function checkPlaceholders(text: string, where: string): void {
  for (const [, name = ''] of text.matchAll(/(?<!\{)\{(\w+)\}/g)) {
    if (Object.hasOwn(placeholders, name)) continue
    throw new FourportError(
      'OPTION_INVALID',
      `${where} has {${name}}, which stands for nothing.${didYouMean(name, placeholderNames)}`,
      { help: `The placeholders are ${placeholderNames.join(', ')}.` },
    )
  }
}
