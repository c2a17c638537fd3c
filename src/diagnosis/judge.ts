/** All that judges sessions, in one: a server reads it from disk when its ports answer. */
export { diagnose } from './diagnose.ts'
export { explainMissed } from './missed.ts'
