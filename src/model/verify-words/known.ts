import { profiles } from '../port-profile.ts'
import type { VerifyKnown, VerifyReport } from '../verify.ts'

/** Above a list of them. */
export const knownTitle = 'Known failures'

const states: Readonly<Record<VerifyKnown['state'], (until: string) => string>> = {
  failed: (until) => `known until ${until}`,
  unused: () => 'unused: nothing failed this way; remove the entry',
  expired: (until) => `expired: it was known until ${until}; it fails the run again`,
  'not-run': () => 'not run this time',
}

/** Each known failure in a line: `cert-sha1 on 587: the old gateway (known until 2027-03-31)` */
export function knownLines({ known = [] }: Pick<VerifyReport, 'known'>): readonly string[] {
  return known.map(({ scenario, port, faults, reason, until, state }) => {
    const where = port === undefined ? '' : ` on ${profiles[port].defaultPort}`
    const codes = faults === undefined ? '' : ` (${faults.join(', ')})`
    return `${scenario}${where}${codes}: ${reason} (${states[state](until)})`
  })
}
