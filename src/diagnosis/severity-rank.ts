import type { Severity } from '../model/finding.ts'

/** How grave each severity is, for sorting and thresholds. */
export const severityRank: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 }
