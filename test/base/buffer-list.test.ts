import { describe, expect, it } from 'vitest'
import { blockBytes, BlockPool, BufferList } from '../../src/base/buffer-list.ts'

/** A whole block of `fill` and a second one that is half used. */
function twoBlocks(fill: number) {
  const pool = new BlockPool()
  const blocks = [pool.take(), pool.take()]
  for (const block of blocks) block.fill(fill)
  const [first, second] = blocks as [Buffer, Buffer]
  const half = second.subarray(0, blockBytes / 2)
  return { pool, blocks, list: new BufferList([first, half], pool, blocks) }
}

const expected = Buffer.alloc(blockBytes * 1.5, 7)

describe('BufferList', () => {
  it('settled keep whole blocks and give others back', () => {
    const { pool, blocks, list } = twoBlocks(7)
    list.settle()
    expect(list.parts[0]).toBe(blocks[0])
    expect(pool.take()).toBe(blocks[1])
    blocks[1]?.fill(0)
    expect(list.joined()).toEqual(expected)
  })

  it('released give each block back once', () => {
    const { pool, blocks, list } = twoBlocks(7)
    list.release()
    list.release()
    for (const read of [() => list.joined(), () => list.head(1), () => list.parts])
      expect(read).toThrow('let go of')
    expect(new Set([pool.take(), pool.take()])).toEqual(new Set(blocks))
    expect(blocks).not.toContain(pool.take())
  })

  it('copy what somebody else will change, and nothing that is theirs', () => {
    const foreign = Buffer.from('soon overwritten')
    const borrowed = new BufferList([foreign], new BlockPool())
    borrowed.settle()
    const own = new BufferList([Buffer.alloc(100, 'x')])
    const [part] = own.parts
    own.settle()
    foreign.fill(0)
    expect(borrowed.joined().toString()).toBe('soon overwritten')
    expect(own.joined()).toBe(part)
  })

  it('that are a small view of large memory do not hold on to it', () => {
    const list = new BufferList([Buffer.alloc(100_000).subarray(0, 100)])
    list.settle()
    expect(list.joined().buffer.byteLength).toBe(100)
  })

  it('show their head across parts', () => {
    const list = new BufferList(['ab', 'cd', 'ef'].map((text) => Buffer.from(text)))
    expect(list.head(3).toString()).toBe('abcd')
    expect(list.head(100).toString()).toBe('abcdef')
  })
})
