import { severities, type Severity } from '../model/judgement.ts'

/** How grave each severity is, for sorting and thresholds. */
export const severityRank: Readonly<Record<Severity, number>> = Object.fromEntries(
  severities.toReversed().map((severity, rank) => [severity, rank]),
) as Record<Severity, number>
