import { array, assert, nat, oneof, option, property, uint8Array } from 'fast-check'
import { expect, it } from 'vitest'
import { Fifo } from '../../src/base/fifo.ts'
import { HeldBytes } from '../../src/base/held-bytes.ts'

const steps = array(oneof(uint8Array({ maxLength: 600 }), nat(700)), { maxLength: 60 })

it('octets come out in their order, and what was handed out stays as it was', () => {
  assert(
    property(steps, (all) => {
      const held = new HeldBytes()
      let expected = Buffer.alloc(0)
      const handedOut: [Buffer, string][] = []
      for (const step of all) {
        const octets = typeof step === 'number' ? held.take(step) : held.bytes
        handedOut.push([octets, octets.toString('hex')])
        if (typeof step === 'number') {
          expect(octets).toEqual(expected.subarray(0, step))
          expected = expected.subarray(step)
        } else {
          held.add(step)
          expected = Buffer.concat([expected, step])
        }
        expect(held.length).toBe(expected.length)
        expect(held.bytes).toEqual(expected)
      }
      for (const [octets, was] of handedOut) expect(octets.toString('hex')).toBe(was)
    }),
  )
})

it('items come out in their order, whatever goes in meanwhile', () => {
  assert(
    property(array(option(nat())), (all) => {
      const fifo = new Fifo<number>()
      const expected: number[] = []
      for (const step of all) {
        if (step === null) expect(fifo.shift()).toBe(expected.shift())
        else {
          fifo.push(step)
          expected.push(step)
        }
        expect(fifo.size).toBe(expected.length)
      }
    }),
  )
})
