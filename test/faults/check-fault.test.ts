import { describe, expect, it } from 'vitest'
import { checkFault } from '../../src/faults/check-fault.ts'

const names = {
  listeners: ['relay', 'smtps', 'submission', 'submission-alt'],
  hasInbox: (id: string) => id === 'i1',
}
const reply = { code: 451 }

const refused: readonly (readonly [unknown, string, RegExp])[] = [
  ['RCPT', 'OPTION_INVALID', /^fault was given "RCPT"; expected a fault such as/],
  [{ at: 'RCPT', replay: reply }, 'OPTION_UNKNOWN', /no option "replay"; .* Did you mean reply\?$/],
  [
    { at: 'RCTP', reply },
    'OPTION_INVALID',
    /at is "RCTP"; expected one of .*"kept"\. Did you mean "RCPT"\?$/,
  ],
  [{ at: 'connect', reply }, 'OPTION_INVALID', /reply can do nothing at connect; expected one of greeting, /],
  [{ at: 'handshake', reply }, 'OPTION_INVALID', /reply can do nothing at handshake/],
  [{ at: 'connect', injected: 'x' }, 'OPTION_INVALID', /injected can do nothing at connect/],
  [{ at: 'handshake', cut: 'fin', secure: true }, 'OPTION_INVALID', /secure is not known at handshake/],
  [{ reply }, 'OPTION_INVALID', /^fault: at is left out/],
  [
    { at: 'RCPT' },
    'OPTION_INVALID',
    /does nothing; expected delayMs, pace, reply, injected, ehlo, tls or cut\.$/,
  ],
  [{ at: 'RCPT', reply: 451 }, 'OPTION_INVALID', /reply is 451; expected an object such as \{ code: 451 \}/],
  [{ at: 'RCPT', reply: {} }, 'OPTION_INVALID', /^fault reply: code is left out/],
  [{ at: 'RCPT', reply: { code: 150 } }, 'OPTION_INVALID', /code is 150; expected a whole number from 200/],
  [
    { at: 'RCPT', reply: { code: 354 } },
    'OPTION_INVALID',
    /code is 354 at RCPT; expected 200 to 299, or a refusal, 400 to 599/,
  ],
  [{ at: 'DATA', reply: { code: 250 } }, 'OPTION_INVALID', /code is 250 at DATA; expected 300 to 399, or/],
  [{ at: 'content', reply }, 'OPTION_INVALID', /code is 451 at content; expected 421/],
  [
    { at: 'EHLO', reply: { code: 502, enhanced: '5.5.1' } },
    'OPTION_INVALID',
    /where there is none, with 502 at EHLO \(RFC 2034 §3\); leave it out/,
  ],
  [{ at: 'RCPT', reply: { code: 250, enhanced: '4.1.5' } }, 'OPTION_INVALID', /same class, as "2\.0\.0"/],
  [{ at: 'RCPT', reply: { code: 451, text: [] } }, 'OPTION_INVALID', /text is \[\]; expected one line/],
  [{ at: 'RCPT', reply: { code: 451, text: ['a', 'b\n'] } }, 'OPTION_INVALID', /text is \[ 'a', 'b\\n' \]/],
  [{ at: 'RCPT', injected: '250 x' }, 'OPTION_INVALID', /injected needs a reply to follow at RCPT/],
  [{ at: 'STARTTLS', injected: '250 x\n' }, 'OPTION_INVALID', /injected is .* with \\r\\n between lines/],
  [
    { at: 'RCPT', pace: { bytes: 1 } },
    'OPTION_INVALID',
    /pace: everyMs is left out; expected a whole number/,
  ],
  [{ at: 'RCPT', pace: { bytes: 0, everyMs: 1 } }, 'OPTION_INVALID', /bytes is 0/],
  [{ at: 'HELO', ehlo: { drop: ['SIZE'] } }, 'OPTION_INVALID', /ehlo can do nothing at HELO; .* EHLO as at/],
  [{ at: 'EHLO', ehlo: {} }, 'OPTION_INVALID', /changes nothing; expected drop, add or lowerCase/],
  [{ at: 'EHLO', ehlo: { drop: 'STARTTLS' } }, 'OPTION_INVALID', /drop is "STARTTLS"; expected a list/],
  [{ at: 'EHLO', ehlo: { add: ['AUTH\r\n250 X'] } }, 'OPTION_INVALID', /add is .*a list of lines such as/],
  [{ at: 'EHLO', ehlo: { lowercase: true } }, 'OPTION_UNKNOWN', /Did you mean lowerCase\?/],
  [
    { at: 'EHLO', ehlo: { drop: ['SIZE'] }, reply: { code: 502 } },
    'OPTION_INVALID',
    /ehlo never comes after the refusal 502/,
  ],
  [{ at: 'STARTTLS', tls: 'plaintext', reply }, 'OPTION_INVALID', /tls never comes after the refusal 451/],
  [{ at: 'STARTTLS', tls: 'plain' }, 'OPTION_INVALID', /expected one of "plaintext", "none"/],
  [{ at: 'EHLO', tls: 'none' }, 'OPTION_INVALID', /tls can do nothing at EHLO/],
  [{ at: 'MAIL', reply, greylistMs: 5 }, 'OPTION_INVALID', /greylistMs is not known at MAIL; .* RCPT as at/],
  [{ at: 'dot', reply, afterBytes: 5 }, 'OPTION_INVALID', /afterBytes is not known at dot/],
  [
    { at: 'MAIL', reply, probability: 101 },
    'OPTION_INVALID',
    /probability is 101; expected a number above 0/,
  ],
  [{ at: 'MAIL', reply, per: 'session' }, 'OPTION_INVALID', /per has nothing to count; give times or skip/],
  [
    { at: 'MAIL', reply, per: 'host', times: 1 },
    'OPTION_INVALID',
    /per is "host"; expected one of "session"/,
  ],
  [
    { at: 'MAIL', reply, inbox: 'i2' },
    'OPTION_INVALID',
    /inbox is "i2"; expected the id of an existing inbox/,
  ],
  [{ at: 'EHLO', reply: { code: 502 }, inbox: 'i1' }, 'OPTION_INVALID', /inbox is not known at EHLO/],
  [{ at: 'RCPT', reply: { code: 451, enhaced: '4.3.2' } }, 'OPTION_UNKNOWN', /Did you mean enhanced\?/],
  [{ at: 'RCPT', reply: { code: 451, enhanced: '5.1.1' } }, 'OPTION_INVALID', /same class, as "4\.0\.0"/],
  [{ at: 'RCPT', reply: { code: 451, text: 'a\r\n250 b' } }, 'OPTION_INVALID', /text is .*printable ASCII/],
  [
    { at: 'RCPT', delayMs: '2s' },
    'OPTION_INVALID',
    /delayMs is "2s"; expected a whole number of milliseconds from 1 to 3600000\.$/,
  ],
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
    /to is not known at MAIL; expected one of RCPT, DATA, content, dot, kept as at/,
  ],
  [{ at: 'greeting', reply, user: 'ada' }, 'OPTION_INVALID', /user is not known at greeting/],
]

describe('a fault that could not fire, or not as it was meant', () => {
  it.each(refused)('%o: %s', (fault, code, words) => {
    expect(() => checkFault(fault, names)).toThrow(expect.objectContaining({ code }))
    expect(() => checkFault(fault, names)).toThrow(words)
  })

  it('passes one that can', () => {
    const fault = {
      at: 'RCPT',
      to: '*@x.test',
      from: '',
      user: 'ada',
      inbox: 'i1',
      listener: 'smtps',
      secure: true,
      skip: 1,
      perMinute: 3,
      greylistMs: 1000,
      probability: 0.5,
      pace: { bytes: 1, everyMs: 5 },
      injected: '250-x\r\n250 y',
      times: 2,
      delayMs: 5,
      reply,
      cut: 'rst',
    }
    expect(checkFault(fault, names)).toBe(fault)
  })
})
