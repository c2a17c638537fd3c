/** All that judges sessions, in one: a server reads it from disk when its ports answer. */
export { diagnose } from './diagnose.ts'
export { explainFailedWait } from './failed-wait.ts'
export { SharedVerdicts } from './shared-verdicts.ts'
export { decidedFindings, isAtRest, lastActMs, momentOf, silenceEndsMs } from './open-session.ts'
