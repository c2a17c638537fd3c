import { hostname } from 'node:os'
import type { CommandObserved } from '../../../src/model/observation.ts'
import type { SessionRecord } from '../../../src/model/session-record.ts'
import { mapTexts, wordChanger } from './map-texts.ts'

const machine = 'machine.test'

/** The machine called by another name than its own, wherever a client or a certificate says it; sizes are those of that name. */
export function onNamedMachine(session: SessionRecord): SessionRecord {
  const named = mapTexts(session, wordChanger(new Map([[hostname(), machine]])))
  let added = 0
  const entries = named.entries.map((entry) => {
    if (entry.kind !== 'command' || !entry.line.includes(machine)) return entry
    const sizeBytes = sizeOf(entry)
    added += sizeBytes - entry.sizeBytes
    return { ...entry, sizeBytes }
  })
  return { ...named, bytesIn: named.bytesIn + added, entries }
}

const sizeOf = ({ line, lineEnd }: CommandObserved): number =>
  Buffer.byteLength(line.trimEnd()) + (lineEnd === 'crlf' ? 2 : 1)
