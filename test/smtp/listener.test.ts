import { existsSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it } from 'vitest'
import { profiles } from '../../src/model/port-profile.ts'
import { startEngine } from '../support/smtp-bench.ts'
import { bindAll } from '../../src/server/bind.ts'
import { Wire } from '../support/wire.ts'

const taken: Server[] = []
afterEach(async () => {
  await Promise.all(taken.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

/** A port that another program has. */
async function takePort(host: string): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  taken.push(server)
  return (server.address() as AddressInfo).port
}

const spec = { name: 'relay', profile: profiles.relay, hosts: ['127.0.0.1'], port: 0, fallbackPort: null }
const hasIpv6 = Object.values(networkInterfaces()).some((list) =>
  list?.some((entry) => entry.address === '::1'),
)
/** Containers often leave low ports to everyone. */
const firstFree = '/proc/sys/net/ipv4/ip_unprivileged_port_start'
const freeForAll = existsSync(firstFree) && Number(readFileSync(firstFree, 'utf8')) <= 25

describe('listen()', () => {
  it('has one number on all its addresses', async ({ skip }) => {
    if (!hasIpv6) skip('this machine has no ::1')
    await using server = await startEngine({ hosts: ['127.0.0.1', '::1'] })
    const { port, addresses, host } = server.ports.relay
    expect(addresses).toEqual(['127.0.0.1', '::1'])
    expect(host).toBe('127.0.0.1')
    for (const address of addresses) {
      const wire = await Wire.open({ host: address, port })
      expect(await wire.reply()).toMatch(/^220 /)
      wire.end()
      const record = await server.session((candidate) => candidate.remote.host === address)
      expect(record.port).toMatchObject({ host: '127.0.0.1', port })
    }
  })

  it('an IPv6 address this machine does not have is left out', async () => {
    await using server = await startEngine()
    // Documentation prefix (RFC 3849): no machine has it, as one without IPv6 does not have ::1.
    const port = await server.engine.listen({ ...spec, hosts: ['127.0.0.1', '2001:db8::1'] })
    expect(port.addresses).toEqual(['127.0.0.1'])
  })

  it('a port in use: names it and the ways out, and binds nothing', async () => {
    await using server = await startEngine()
    const port = await takePort('127.0.0.1')
    await expect(server.engine.listen({ ...spec, port, fallbackPort: port + 1 })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringContaining(`port ${port} for relay on 127.0.0.1`),
      help: expect.stringContaining(`lsof -i :${port}`),
    })
  })

  it('in use on the second address: the first is let go', async ({ skip }) => {
    if (!hasIpv6) skip('this machine has no ::1')
    await using server = await startEngine()
    const port = await takePort('::1')
    await expect(server.engine.listen({ ...spec, hosts: ['127.0.0.1', '::1'], port })).rejects.toMatchObject({
      code: 'PORT_IN_USE',
    })
    await expect(Wire.open({ host: '127.0.0.1', port })).rejects.toThrow(/ECONNREFUSED/)
  })

  it('an address this machine does not have', async () => {
    await using server = await startEngine()
    await expect(server.engine.listen({ ...spec, hosts: ['192.0.2.1'] })).rejects.toMatchObject({
      code: 'PORT_UNAVAILABLE',
      message: expect.stringContaining('192.0.2.1'),
    })
  })

  it('a port the system reserves: the number to fall back on, else an error that says why', async ({
    skip,
  }) => {
    if (freeForAll) skip('this system lets everyone bind port 25')
    await using server = await startEngine()
    const free = await server.engine.listen(spec)
    const inUse = await takePort('127.0.0.1')
    await asNobody(async () => {
      await expect(server.engine.listen({ ...spec, port: 25 })).rejects.toMatchObject({
        code: 'PORT_FORBIDDEN',
      })
      await expect(server.engine.listen({ ...spec, port: 25, fallbackPort: inUse })).rejects.toMatchObject({
        code: 'PORT_IN_USE',
        message: expect.stringContaining(
          `port ${inUse}, instead of 25, which the system reserves, for relay`,
        ),
      })
      const port = await server.engine.listen({ ...spec, name: 'fallback', port: 25, fallbackPort: 0 })
      expect(port.port).not.toBe(25)
      expect(port.port).not.toBe(free.port)
    })
  })

  it('465 that the system reserves: the warning has what gives it to clients that know no other', async ({
    skip,
  }) => {
    if (freeForAll) skip('this system lets everyone bind port 465')
    await using server = await startEngine()
    await asNobody(async () => {
      const low = { ...spec, fallbackPort: 0 }
      const { warnings } = await bindAll(server.engine, [
        { ...low, name: 'low-smtps', profile: profiles.smtps, port: 465 },
        { ...low, name: 'low-relay', port: 25 },
      ])
      expect(warnings).toEqual([
        expect.stringMatching(/^Port 465 .* only on a port called 465 .*(?:sysctl|-p 465:\d+).*\.$/),
        expect.stringMatching(/^Port 25 \(low-relay\) needs rights [^.]*\.$/),
      ])
    })
  })
})

/** As a user without rights of its own: root may bind any port. */
async function asNobody(work: () => Promise<void>): Promise<void> {
  if (process.geteuid?.() !== 0) {
    await work()
    return
  }
  process.seteuid!(65_534)
  try {
    await work()
  } finally {
    process.seteuid!(0)
  }
}
