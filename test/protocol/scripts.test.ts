import { describe, expect, it } from 'vitest'
import { rfcRows } from '../support/wire-scripts/rfc-rows.ts'
import { transactions } from '../support/wire-scripts/transactions.ts'
import { arrive, type SessionUnderTest } from '../support/session-bench.ts'
import type { Cut } from '../support/wire.ts'
import { cuts, parseScript, ways } from '../support/wire-script.ts'

/** The first line of each reply, as far as the script knows it. */
function play(session: SessionUnderTest, script: string, cut: Cut): { got: string[]; wanted: string[] } {
  const steps = parseScript(script)
  const wanted = steps.flatMap((step) => step.expect)
  if (cut === 'at-once') session.send(steps.map((step) => step.send).join(''))
  else for (const step of steps) session.send(step.send, cut)
  const replies = session.heard().match(/(?:\d{3}-[^\n]*\r\n)*\d{3} [^\n]*\r\n/g) ?? []
  return { got: replies.map((reply, at) => reply.slice(0, wanted[at]?.length ?? reply.length)), wanted }
}

describe.each(ways)('without a socket, %s', (way) => {
  describe.each(cuts)('played %s', (cut) => {
    it.each(Object.entries(transactions))('%s', (_name, { script, messages }) => {
      const session = arrive(way)
      const { got, wanted } = play(session, script, cut)
      expect(got).toEqual(wanted)
      expect(session.messages.map(({ raw }) => raw)).toEqual(messages)
      expect(session.record().messages).toEqual(session.messages.map(({ id }) => id))
    })

    it.each(rfcRows)('RFC %s: %s', (_section, _says, commands, replies) => {
      const lines = commands.map((command, index) => `C: ${command}\nS: ${replies[index]}`)
      const { got, wanted } = play(arrive(way), `C: EHLO client.test\nS: 250\n${lines.join('\n')}`, cut)
      expect(got).toEqual(wanted)
    })
  })
})
