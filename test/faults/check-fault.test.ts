import { describe, expect, it } from 'vitest'
import { checkFault } from '../../src/faults/check-fault.ts'

const listeners = ['relay', 'smtps', 'submission', 'submission-alt']
const reply = { code: 451 }

const refused: readonly (readonly [unknown, string, RegExp])[] = [
  ['RCPT', 'OPTION_INVALID', /^fault was given "RCPT"; expected a fault such as/],
  [{ at: 'RCPT', replay: reply }, 'OPTION_UNKNOWN', /no option "replay"; .* Did you mean reply\?$/],
  [
    { at: 'RCTP', reply },
    'OPTION_INVALID',
    /at is "RCTP"; expected one of .*"kept"\. Did you mean "RCPT"\?$/,
  ],
  [{ at: 'connect', reply }, 'OPTION_INVALID', /at is "connect"; expected one of "greeting"/],
  [{ reply }, 'OPTION_INVALID', /^fault: at is left out/],
  [{ at: 'RCPT' }, 'OPTION_INVALID', /does nothing; expected reply, delayMs or cut\.$/],
  [{ at: 'RCPT', reply: 451 }, 'OPTION_INVALID', /reply is 451; expected an object such as \{ code: 451 \}/],
  [{ at: 'RCPT', reply: {} }, 'OPTION_INVALID', /^fault reply: code is left out/],
  [{ at: 'RCPT', reply: { code: 250 } }, 'OPTION_INVALID', /code is 250; expected a refusal, 400 to 599/],
  [{ at: 'RCPT', reply: { code: 451, enhaced: '4.3.2' } }, 'OPTION_UNKNOWN', /Did you mean enhanced\?/],
  [{ at: 'RCPT', reply: { code: 451, enhanced: '5.1.1' } }, 'OPTION_INVALID', /same class, as "4\.0\.0"/],
  [{ at: 'RCPT', reply: { code: 451, text: 'a\r\n250 b' } }, 'OPTION_INVALID', /text is .*printable ASCII/],
  [{ at: 'RCPT', delayMs: '2s' }, 'OPTION_INVALID', /delayMs is "2s"; expected a whole number from 1/],
  [{ at: 'RCPT', delayMs: 0 }, 'OPTION_INVALID', /delayMs is 0/],
  [{ at: 'RCPT', reply, times: 0 }, 'OPTION_INVALID', /times is 0; expected a whole number from 1/],
  [{ at: 'RCPT', cut: 'reset' }, 'OPTION_INVALID', /cut is "reset"; expected one of "fin", "rst"/],
  [{ at: 'RCPT', reply, to: /x/ }, 'OPTION_INVALID', /to is \/x\/; expected a text such as/],
  [
    { at: 'RCPT', reply, listener: 'smtp' },
    'OPTION_INVALID',
    /listener is "smtp"; .* Did you mean "smtps"\?$/,
  ],
  [
    { at: 'MAIL', reply, to: 'a@b.test' },
    'OPTION_INVALID',
    /to is not known at MAIL; expected one of RCPT, DATA, dot, kept as at/,
  ],
  [{ at: 'greeting', reply, user: 'ada' }, 'OPTION_INVALID', /user is not known at greeting/],
]

describe('a fault that could not fire, or not as it was meant', () => {
  it.each(refused)('%o: %s', (fault, code, words) => {
    expect(() => checkFault(fault, listeners)).toThrow(expect.objectContaining({ code }))
    expect(() => checkFault(fault, listeners)).toThrow(words)
  })

  it('passes one that can', () => {
    const fault = {
      at: 'RCPT',
      to: '*@x.test',
      from: '',
      user: 'ada',
      listener: 'smtps',
      times: 2,
      delayMs: 5,
      reply,
      cut: 'rst',
    }
    expect(checkFault(fault, listeners)).toBe(fault)
  })
})
