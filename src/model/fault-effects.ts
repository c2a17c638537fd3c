import type { FaultCut, FaultEhlo, FaultTls } from './fault.ts'
import type { FaultObserved } from './observation.ts'

const ends: Readonly<Record<FaultCut, string>> = {
  fin: 'the connection ended',
  rst: 'the connection reset',
}
const inClear: Readonly<Record<FaultTls, string>> = {
  plaintext: 'unencrypted, as if under TLS',
  none: 'unencrypted, without TLS',
}

/** A fault that has fired, in one line. @param duration - A time as it is written where the line stands */
export function faultLine(one: FaultObserved, duration: (ms: number) => string): string {
  const { id, at, afterBytes, fired, times, seed } = one
  const where = afterBytes === undefined ? at : `${at}, after ${counted(afterBytes, 'octet')}`
  const count = times === null ? '' : ` (${fired} of ${times})`
  const luck = seed === undefined ? '' : ` (by chance, seed ${seed})`
  return `On purpose, by fault ${id} at ${where}: ${effectsOf(one, duration).join(', then ')}${count}${luck}`
}

/** In the order in which they come. */
function effectsOf(one: FaultObserved, duration: (ms: number) => string): readonly string[] {
  const { delayMs, pace, code, injected, ehlo, tls, cut } = one
  return [
    ...(delayMs === null ? [] : [`a delay of ${duration(delayMs)}`]),
    ...(pace ? [`${counted(pace.bytes, 'octet')} every ${duration(pace.everyMs)}`] : []),
    ...(code === null ? [] : [String(code)]),
    ...(injected ? [`${counted(injected.length, 'line')} in the same write`] : []),
    ...(ehlo ? [`another answer: ${ehloWords(ehlo)}`] : []),
    ...(tls ? [inClear[tls]] : []),
    ...(cut === null ? [] : [ends[cut]]),
  ]
}

function ehloWords({ drop = [], add = [], lowerCase }: FaultEhlo): string {
  return [
    ...(drop.length === 0 ? [] : [`without ${drop.join(', ')}`]),
    ...(add.length === 0 ? [] : [`with ${add.join(', ')}`]),
    ...(lowerCase ? ['in lower case'] : []),
  ].join(', ')
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}
