import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { orNull } from '../../src/base/kinds/compounds.ts'
import type { Kind } from '../../src/base/kinds/kind.ts'
import { bytes, choice, duration, number, path, wholeNumber } from '../../src/base/kinds/scalars.ts'
import { ehloKinds, faultKinds, paceKinds, replyKinds } from '../../src/faults/fault-kinds.ts'
import { verifyTable } from '../../src/verify/verify-options.ts'

/** What JSON may hold. */
const values: readonly unknown[] = [
  null, true, false, 0, 1, -1, 0.5, 99, 100, 451, 1000, 65_535, 65_536, 900_001, 1e15, '', '0', '5', '465', '30s', '25MB',
  'none', 'off', 'RCPT', 'rcpt', 'fin', 'plaintext', 'session', 'relay', 'smtps', '4.3.2', '9.9.9', 'a, b', 'a\r\nb', 'a\nb',
  'STARTTLS', 'AUTH PLAIN', [], ['relay'], ['rcpt'], ['STARTTLS'], ['a', 5], ['cert-*'], Array(101).fill('A'), 'x'.repeat(5000), 'ada@example.test', ['ada@example.test'],
] // prettier-ignore

const { pace: _pace, reply: _reply, ehlo: _ehlo, ...plainFields } = faultKinds
const kinds: Readonly<Record<string, Kind<unknown>>> = {
  bytes,
  duration: duration(),
  number: number(0, 100),
  choice: choice(['relay', 'smtps'], { 465: 'smtps' }),
  'choice or null': orNull(choice(['relay', 'smtps'])),
  wholeNumber: wholeNumber(1),
  ...prefixed('a fault’s', { ...plainFields, ...replyKinds, ...paceKinds, ...ehloKinds }),
  ...prefixed(
    'verify’s',
    // What is an address of this machine is beyond a schema.
    Object.fromEntries(
      Object.entries(verifyTable).flatMap(([name, { kind }]) => (name === 'host' ? [] : [[name, kind]])),
    ),
  ),
}

function prefixed(
  whose: string,
  named: Readonly<Record<string, Kind<unknown>>>,
): Record<string, Kind<unknown>> {
  return Object.fromEntries(Object.entries(named).map(([name, kind]) => [`${whose} ${name}`, kind]))
}

describe('a kind', () => {
  const ajv = new Ajv2020({ strict: false })

  it.each(Object.entries(kinds))('takes of JSON what its schema does: %s', (_name, kind) => {
    const validate = ajv.compile(kind.schema as object)
    const taken = values.filter((value) => kind.fits(value))
    expect(taken.length).toBeGreaterThan(0)
    expect(values.filter((value) => validate(value))).toEqual(taken)
  })

  it.each(Object.entries(kinds))('makes of text what fits, or says what was expected: %s', (_name, kind) => {
    for (const value of values.filter((one) => typeof one === 'string')) {
      const reading = kind.read(value)
      if (reading.ok) expect(kind.fits(reading.value)).toBe(true)
      else expect(reading.expected).not.toBe('')
    }
  })

  it('of a time is a whole number where it is one, as the schema says', () => {
    expect(duration().read(1.5)).toMatchObject({ ok: false, got: 1.5 })
    expect(duration().read('1.5ms')).toMatchObject({ ok: true, value: 2 })
  })

  it('of a path is one from the working directory', () => {
    expect(path.read('certs')).toEqual({ ok: true, value: `${process.cwd()}/certs`, names: undefined })
    expect(path.read('a\0b')).toMatchObject({ ok: false, expected: 'a path' })
  })
})
