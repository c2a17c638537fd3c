import { FourportError } from '../../base/errors.ts'
import { shown } from '../../base/fields.ts'
import { checkFault } from '../../faults/check-fault.ts'
import { faultSchema } from '../../faults/fault-kinds.ts'
import { faultFromText } from '../../faults/fault-text.ts'
import type { Fault } from '../../model/fault.ts'
import { byUsualNumber, listenerProfileNames } from '../../model/port-profile.ts'
import { readList } from '../../base/kinds/compounds.ts'
import { accepted, isRecord, type Kind, type Reading } from '../../base/kinds/kind.ts'

const faultOrText = { anyOf: [{ type: 'string', pattern: '^\\s*[A-Za-z]+(\\s|$)' }, faultSchema] }

/** Faults, each an object or a text such as `RCPT to=*@busy.test code=451 times=2`. */
export const faults: Pick<Kind<readonly Fault[]>, 'read' | 'schema'> = {
  schema: { anyOf: [faultOrText, { type: 'array', items: faultOrText }] },
  read: (value) => readList(typeof value === 'string' ? divided(value) : value, readFault, 'outside arrays'),
}

/** A variable holds several, divided by commas; those in quotes divide nothing. */
function divided(text: string): readonly string[] {
  return [...text.matchAll(/(?:"(?:[^"\\]|\\[^])*(?:"|\\?$)|[^,"])+/g)]
    .map(([one]) => one.trim())
    .filter((one) => one !== '')
}

const inText = 'docs/command.md, “Faults”, has every word.'

function readFault(value: unknown): Reading<Fault> {
  try {
    const given = typeof value === 'string' ? faultFromText(value) : value
    // Of listeners is known only when all options are; of inboxes there is none yet.
    const listeners =
      isRecord(given) && typeof given['listener'] === 'string'
        ? [byUsualNumber(given['listener'])]
        : listenerProfileNames
    return accepted(Object.freeze(checkFault(given, { listeners, hasInbox: () => false })))
  } catch (error) {
    if (!(error instanceof FourportError)) throw error
    const { message } = error
    const isText = typeof value === 'string'
    // The option says itself what to write.
    const help = isText
      ? error.help.replace(/^Write, .*/, inText)
      : 'docs/library.md, “Faults”, has every field.'
    const typed = isText ? `${shown(value)}: ` : ''
    return {
      ok: false,
      expected: 'a fault',
      at: '',
      got: value,
      whole: { words: `${typed}${message}`, help },
    }
  }
}
