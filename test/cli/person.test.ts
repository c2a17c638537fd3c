import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, it } from 'vitest'
import { personAtTerminal } from '../../src/cli/verify/person.ts'
import type { VerifyTarget } from '../../src/verify/client/target.ts'

const target = (scenario: string): VerifyTarget =>
  ({ scenario, host: 'localhost', port: 2500, tls: 'none', user: null, password: null, to: ['a@b.test'] }) as unknown as VerifyTarget // prettier-ignore

/** A terminal whose keys the test presses, and whose text it reads. */
function terminal() {
  const stdin = new PassThrough()
  const stdout = new PassThrough().setEncoding('utf8')
  const person = personAtTerminal({ stdin, stdout })
  let text = ''
  stdout.on('data', (chunk: string) => (text += chunk))
  return {
    person,
    enter: (): void => void stdin.write('\n'),
    async shows(words: string): Promise<void> {
      while (!text.includes(words)) await once(stdout, 'data')
    },
  }
}

const open = new Set<() => void>()
afterEach(() => open.forEach((close) => close()))

function opened() {
  const one = terminal()
  open.add(() => one.person.close())
  return one
}

describe('somebody who sends mails by hand', () => {
  it('skips no scenario by an Enter that comes when the one before is over', async () => {
    const { person, enter, shows } = opened()
    const seen = new AbortController()
    const first = person.ask(target('good'), seen.signal, () => true)
    await shows('good: send a mail now')
    seen.abort()
    await first
    const next = person.ask(target('mail-451'), new AbortController().signal, () => false)
    enter()
    await shows('mail-451: nothing has arrived yet. Press Enter again if the mail could not be sent.')
    enter()
    await next
  })

  it('ends one in which something has come by a single Enter', async () => {
    const { person, enter } = opened()
    const asked = person.ask(target('cut-fin-body'), new AbortController().signal, () => true)
    enter()
    await expect(asked).resolves.toBeUndefined()
  })
})
