import type { Fault } from '../../../model/fault.ts'
import type { HttpContext } from '../../context.ts'
import { FaultGroup } from '../fault-group.ts'
import { goInteger, goStruct } from '../go-body.ts'

/** Mailpit's three places, what each refuses with unless told otherwise, and where that is in a session. */
const triggers = {
  Sender: { at: 'MAIL', code: 451, text: 'Chaos sender error' },
  Recipient: { at: 'RCPT', code: 451, text: 'Chaos recipient error' },
  Authentication: { at: 'login', code: 535, text: 'Chaos authentication error' },
} as const

type TriggerName = keyof typeof triggers
type Trigger = Readonly<Record<'ErrorCode' | 'Probability', number>>

const names = Object.keys(triggers) as TriggerName[]

const trigger = goStruct({ ErrorCode: goInteger, Probability: goInteger })
/** What is set. */
export const chaosBody = goStruct({ Sender: trigger, Recipient: trigger, Authentication: trigger })

/** Mailpit's chaos: refusals by chance, as faults like any others. */
export class Chaos {
  readonly #faults: ReadonlyMap<TriggerName, FaultGroup>
  readonly #set = new Map<TriggerName, Trigger>()

  constructor(faults: HttpContext['faults']) {
    this.#faults = new Map(names.map((name) => [name, new FaultGroup(faults)]))
  }

  /** As it is now: what was taken off elsewhere has no chance left. */
  get config(): Readonly<Record<TriggerName, Trigger>> {
    const entries = names.map((name) => {
      const { ErrorCode, Probability } = this.#set.get(name) ?? untouched(name)
      const gone = this.#faults.get(name)?.wasTakenOff === true
      return [name, { ErrorCode, Probability: gone ? 0 : Probability }]
    })
    return Object.fromEntries(entries) as Record<TriggerName, Trigger>
  }

  /** Sets what is given and resets the rest, in Mailpit's order; what is wrong with it, or null. What stands before it is set. */
  set(body: Readonly<Record<TriggerName, Trigger>>): string | null {
    for (const name of names) {
      const { Probability } = body[name]
      const ErrorCode = body[name].ErrorCode || triggers[name].code
      if (ErrorCode < 400 || ErrorCode > 599) return 'error code must be between 400 and 599'
      if (Probability < 0 || Probability > 100) return 'probability must be between 0 and 100'
      this.#set.set(name, { ErrorCode, Probability })
      this.#faults.get(name)?.replace(Probability === 0 ? [] : [faultOf(name, ErrorCode, Probability)])
    }
    return null
  }
}

function untouched(name: TriggerName): Trigger {
  return { ErrorCode: triggers[name].code, Probability: 0 }
}

function faultOf(name: TriggerName, code: number, probability: number): Fault {
  const { at, text } = triggers[name]
  return { at, probability, reply: { code, enhanced: null, text } }
}
