/** What must be fixed in mail, worst first. */
export const graveSeverities = Object.freeze(['error', 'warning'] as const)

/** Worst first. */
export const severities = Object.freeze([...graveSeverities, 'note'] as const)

export type Severity = (typeof severities)[number]

export const confidences = Object.freeze(['certain', 'likely', 'ambiguous'] as const)

/** `certain`: the evidence allows nothing else. `likely`: it could be another thing, named in `why`. `ambiguous`: both are named. */
export type Confidence = (typeof confidences)[number]

export const outcomes = Object.freeze(['ok', 'probe', 'findings', 'quiet'] as const)

/** `ok`: mail was sent, nothing to say. `probe`: a health check or scan. `findings`: see there. `quiet`: no mail, no evidence of a fault. */
export type Outcome = (typeof outcomes)[number]
