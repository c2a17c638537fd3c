import { describe, expect, it } from 'vitest'
import { checkFault } from '../../src/faults/check-fault.ts'
import { faultOfAddress } from '../../src/faults/address-fault.ts'
import { read } from '../docs/documents.ts'
import { Faults } from '../../src/faults/faults.ts'

const asked: readonly (readonly [string, object])[] = [
  ['fail+451@b.test', { at: 'RCPT', reply: { code: 451 } }],
  ['fail+550-5.1.1@b.test', { at: 'RCPT', reply: { code: 550, enhanced: '5.1.1' } }],
  ['Fail+451x2@B.test', { at: 'RCPT', times: 2, reply: { code: 451 } }],
  ['fail+dot-554-5.7.1x1@b.test', { at: 'dot', times: 1, reply: { code: 554, enhanced: '5.7.1' } }],
  ['fail+data-421@b.test', { at: 'DATA', reply: { code: 421 } }],
  ['fail+drop@b.test', { at: 'RCPT', cut: 'fin' }],
  ['fail+kept-resetx1@b.test', { at: 'kept', times: 1, cut: 'rst' }],
  ['fail+delay-5000@b.test', { at: 'RCPT', delayMs: 5000 }],
  ['fail+delay-60000@b.test', { at: 'RCPT', delayMs: 60_000 }],
  ['fail+dot-delay-1x3@b.test', { at: 'dot', times: 3, delayMs: 1 }],
  ['fail+451+my.run-7@b.test', { at: 'RCPT', reply: { code: 451 } }],
  ['i3f9+fail+451x2+a@inbox.test', { at: 'RCPT', times: 2, reply: { code: 451 } }],
  ['fail+450@[127.0.0.1]', { at: 'RCPT', reply: { code: 450 } }],
]

const ordinary = [
  'ada@b.test',
  'fail@b.test',
  'fail+@b.test',
  'fail+250@b.test',
  'fail+650@b.test',
  'fail+4511@b.test',
  'fail+451x0@b.test',
  'fail+451-5.1.1@b.test',
  'fail+dorp@b.test',
  'fail+delay-0@b.test',
  'fail+delay-60001@b.test',
  'fail+delay-9999999@b.test',
  'fail+mail-451@b.test',
  'prefail+451@b.test',
  '"fail+451"@b.test',
  'fail+451*@b.test',
  'fail+451',
  'a@fail+451.test',
]

const inDocs = [...read('docs/library.md').matchAll(/`((?:ada\+)?fail\+[^`]*@…)`/g)].map(
  ([, address = '']) => address,
)

describe('the address of a recipient', () => {
  it.each(inDocs)('asks for a fault as docs/library.md says: %s', (address) =>
    expect(faultOfAddress(address.replace('…', 'b.test'))).not.toBeNull(),
  )

  it.each(asked)('asks for a fault: %s', (address, expected) => {
    const fault = faultOfAddress(address)
    const { reply } = expected as { reply?: object }
    const text = expect.stringContaining('asks for it') as string
    expect(fault).toEqual({
      ...expected,
      to: address.toLowerCase(),
      ...(reply && { reply: { ...reply, text } }),
    })
    expect(() => checkFault(fault, { listeners: [], hasInbox: () => false })).not.toThrow()
  })

  it.each(ordinary)('is one like any other: %s', (address) => expect(faultOfAddress(address)).toBeNull())
})

const owners = { ownerOfAddress: () => undefined, ownerOfUser: () => undefined }
const readers = (): Faults => new Faults({ seed: 0, owners, readsAddresses: true })

describe('faults that addresses ask for', () => {
  it('are set when their address first comes, and counted under it', () => {
    const faults = readers()
    expect(faults.armedFor('ada@b.test')).toBe(false)
    expect(faults.armedFor('fail+451x2@b.test')).toBe(true)
    faults.armedFor('FAIL+451x2@b.test')
    expect(faults.list()).toMatchObject([{ id: 'fail+451x2@b.test', fired: 0, state: 'set' }])
  })

  it('begin anew when all are taken off', () => {
    const faults = readers()
    faults.armedFor('fail+451@b.test')
    expect(faults.off('fail+451@b.test')).toBe(true)
    expect(faults.armedFor('fail+451@b.test')).toBe(false)
    faults.clear()
    expect(faults.armedFor('fail+451@b.test')).toBe(true)
  })

  it('are no more than a thousand', () => {
    const faults = readers()
    for (let n = 0; n < 1500; n++) faults.armedFor(`fail+451+${n}@b.test`)
    expect(faults.list()).toHaveLength(1000)
    expect(faults.list()[0]?.id).toBe('fail+451+500@b.test')
  })

  it('are not, where addresses are not read', () => {
    expect(new Faults().armedFor('fail+451@b.test')).toBe(false)
  })
})
