import { expect, it } from 'vitest'
import { TrustingPeers } from '../../src/protocol/peers/trusting-peers.ts'

const ja4 = 't13d591000_a33745022dd6_1f22a2ca17c4'

it('knows a host by the TLS it spoke', () => {
  const peers = new TrustingPeers()
  peers.remember('::1', ja4)
  expect(peers.has('::1', ja4)).toBe(true)
  expect(peers.has('127.0.0.1', ja4)).toBe(false)
  expect(peers.has('::1', ja4.replace('d59', 'i59'))).toBe(false)
})

it('never knows one whose TLS it has not seen', () => {
  const peers = new TrustingPeers()
  peers.remember('::1', undefined)
  expect(peers.has('::1', undefined)).toBe(false)
})

it('forgets rather than grow without end', () => {
  const peers = new TrustingPeers()
  for (let count = 0; count < 300; count++) peers.remember(`10.0.${count >> 8}.${count & 255}`, ja4)
  expect(peers.has('10.0.0.1', ja4)).toBe(false)
  expect(peers.has('10.0.1.43', ja4)).toBe(true)
})
