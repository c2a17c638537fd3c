import type { Login } from './examination.ts'
import type { Heard, Wire } from './wire.ts'

/** The mechanisms in the answer to EHLO (RFC 4954 §3); some servers write `AUTH=`. */
export function mechanismsOf(capabilities: readonly string[]): readonly string[] {
  const lines = capabilities.filter((line) => /^AUTH[ =]/i.test(line))
  return [
    ...new Set(
      lines.flatMap((line) => line.slice(5).trim().toUpperCase().split(/\s+/)).filter((name) => name !== ''),
    ),
  ]
}

/** The last answer of a login by PLAIN or LOGIN; null: neither is offered, and nothing was sent. */
export async function logIn(
  wire: Wire,
  mechanisms: readonly string[],
  { user, password }: Login,
  withinMs: number,
): Promise<Heard | null> {
  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  const lines = mechanisms.includes('PLAIN')
    ? [`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`]
    : mechanisms.includes('LOGIN')
      ? ['AUTH LOGIN', base64(user), base64(password)]
      : null
  if (lines === null) return null
  let heard: Heard = { kind: 'silence' }
  for (const line of lines) {
    wire.say(line)
    heard = await wire.reply(withinMs)
    if (heard.kind !== 'reply' || heard.code !== 334) break
  }
  return heard
}
