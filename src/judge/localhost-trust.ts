import type { Trial } from './trial.ts'

/**
 * What to know of a password that came unencrypted, a space before it: Go's PlainAuth, and what is built on it, sends one
 * to `localhost` and to no other host. Empty where the client was told another host, or is known to be none of these.
 */
export function localhostNote({ verdicts, control, host, whyLocalhost }: Trial): string {
  const client = verdicts.find((verdict) => verdict.client !== null)?.client ?? control?.client ?? null
  if (client !== null && !client.library.startsWith('go')) return ''
  if ((control?.asksFor ?? host).toLowerCase() !== 'localhost') return ''
  const who = client === null ? 'Some libraries, such as Go’s net/smtp, trust' : 'Go’s net/smtp trusts'
  const why = whyLocalhost === null ? '' : ` It got that name because ${whyLocalhost}.`
  return ` ${who} the host localhost more than others.${why} Verify the client by another name that leads to 127.0.0.1 as well: --connect.`
}

/** Whether a finding speaks of that password: then the note is in what it advises. */
export function hasLeakFinding({ verdicts }: Trial): boolean {
  return verdicts.some(({ findings }) => findings.some(({ id }) => id === 'credentials-unencrypted'))
}
