import { describe, expect, it } from 'vitest'
import { BlockPool, blockBytes } from '../../src/base/block-pool.ts'
import { Pieces } from '../../src/base/pieces.ts'

/** A whole block of `fill` and a second one that is half used. */
function twoBlocks(fill: number) {
  const pool = new BlockPool()
  const blocks = [pool.take(), pool.take()]
  for (const block of blocks) block.fill(fill)
  const [first, second] = blocks as [Buffer, Buffer]
  const half = second.subarray(0, blockBytes / 2)
  return { pool, blocks, pieces: new Pieces([first, half], pool, blocks) }
}

const expected = Buffer.alloc(blockBytes * 1.5, 7)

describe('Pieces', () => {
  it('settled keep whole blocks and give others back', () => {
    const { pool, blocks, pieces } = twoBlocks(7)
    pieces.settle()
    expect(pieces.parts[0]).toBe(blocks[0])
    expect(pool.take()).toBe(blocks[1])
    blocks[1]?.fill(0)
    expect(pieces.joined()).toEqual(expected)
  })

  it('released give each block back once', () => {
    const { pool, blocks, pieces } = twoBlocks(7)
    pieces.release()
    pieces.release()
    for (const read of [() => pieces.joined(), () => pieces.head(1), () => pieces.parts])
      expect(read).toThrow('let go of')
    expect(new Set([pool.take(), pool.take()])).toEqual(new Set(blocks))
    expect(blocks).not.toContain(pool.take())
  })

  it('copy what somebody else will change, and nothing that is theirs', () => {
    const foreign = Buffer.from('soon overwritten')
    const borrowed = new Pieces([foreign], new BlockPool())
    borrowed.settle()
    const own = new Pieces([Buffer.alloc(100, 'x')])
    const [part] = own.parts
    own.settle()
    foreign.fill(0)
    expect(borrowed.joined().toString()).toBe('soon overwritten')
    expect(own.joined()).toBe(part)
  })

  it('that are a small view of large memory do not hold on to it', () => {
    const pieces = new Pieces([Buffer.alloc(100_000).subarray(0, 100)])
    pieces.settle()
    expect(pieces.joined().buffer.byteLength).toBe(100)
  })

  it('show their head across parts', () => {
    const pieces = new Pieces(['ab', 'cd', 'ef'].map((text) => Buffer.from(text)))
    expect(pieces.head(3).toString()).toBe('abcd')
    expect(pieces.head(100).toString()).toBe('abcdef')
  })
})
