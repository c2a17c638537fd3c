import { mebibytes, limitInWords } from '../../server/options/fit-memory.ts'
import type { ResolvedOptions } from '../../server/options/options.ts'

/** How much is kept at most, and what sets the limit where it is less than the defaults; each fits in 72 columns. */
export function memoryLines({
  memory,
  maxMessageBytes,
  inFlightLimitBytes,
  maxSessionBytes,
}: ResolvedOptions): string[] {
  const { maxParsedBytes, maxTextBytes, maxHeaderBytes } = memory.parser
  const amounts = [
    `messages ${mebibytes(maxMessageBytes)}`,
    ...Object.entries({
      arriving: inFlightLimitBytes,
      sessions: maxSessionBytes,
      caches: maxParsedBytes + maxTextBytes + maxHeaderBytes,
      streams: memory.maxStreamBytes,
    }).map(([name, bytes]) => `${name} ${mebibytes(bytes).replace(' MiB', '')}`),
  ]
  return [amounts.join(', '), ...(memory.isBound ? [`as much as ${limitInWords(memory)} has room for`] : [])]
}
