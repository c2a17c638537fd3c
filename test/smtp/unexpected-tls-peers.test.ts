import { describe, expect, it } from 'vitest'
import { UnexpectedTlsPeers } from '../../src/protocol/peers/unexpected-tls-peers.ts'

describe('a greeting is held', () => {
  it.each([
    ['150 ms for one that spoke at once', 0.4, 150],
    ['150 ms for one that was slow on a busy machine', 20, 150],
    ['longer for one that takes its time, as Java does', 140, 560],
    ['never longer than is right for the slowest', 450, 600],
  ])('%s', (_says, helloMs, holdMs) => {
    const peers = new UnexpectedTlsPeers()
    peers.remember('::1', 1000, helloMs)
    expect(peers.take('::1', 2000)).toBe(holdMs)
  })

  it('once', () => {
    const peers = new UnexpectedTlsPeers()
    peers.remember('::1', 0, 1)
    peers.take('::1', 1)
    expect(peers.take('::1', 2)).toBeNull()
  })

  it('for the peer that came with TLS, not for another', () => {
    const peers = new UnexpectedTlsPeers()
    peers.remember('::1', 0, 1)
    expect(peers.take('127.0.0.1', 1)).toBeNull()
  })

  it('no longer after two minutes', () => {
    const peers = new UnexpectedTlsPeers()
    peers.remember('::1', 0, 1)
    expect(peers.take('::1', 120_000)).toBeNull()
  })
})
