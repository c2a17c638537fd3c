import type { VerifyEnd } from '../model/verify.ts'

/**
 * Signals of a program that touched memory it has not, or computed what cannot be, with the exit code by which a shell
 * that started it says so. SIGABRT is none: .NET, Rust and C++ end by it where an error is not caught.
 */
const crashes: readonly (readonly [signal: string, exitCode: number])[] = [
  ['SIGSEGV', 139],
  ['SIGBUS', 135],
  ['SIGFPE', 136],
]

/** The signal of a crash: nobody has decided to report anything. null: it ended in another way. */
export function crashOf(end: VerifyEnd | null): string | null {
  if (end === null || end.timedOut) return null
  return crashes.find(([name, code]) => end.signal === name || end.exitCode === code)?.[0] ?? null
}
