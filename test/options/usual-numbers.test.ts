import { describe, expect, it } from 'vitest'
import { checkFault } from '../../src/faults/check-fault.ts'
import { profileNames } from '../../src/model/port-profile.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import { startServer } from '../../src/index.ts'

const flags = (values: unknown) => resolveOptions([{ source: 'command line', values }], 'command')
const file = (values: unknown) => resolveOptions([{ source: 'a.json', values }], 'command')
const library = (values: unknown) => resolveOptions([{ source: 'startServer() option', values }], 'library')

describe('a profile by its usual number', () => {
  it('is taken for the name of its listener in scenarios', async () => {
    const scenarios = { submission: 'cert-expired' }
    expect(await flags({ scenarios: ['587=cert-expired'] })).toMatchObject({ scenarios })
    expect(await file({ scenarios: { 587: 'cert-expired' } })).toMatchObject({ scenarios })
    expect(await library({ scenarios: { 587: 'cert-expired' } })).toMatchObject({ scenarios })
    await expect(flags({ scenarios: ['587=cert-expired', 'submission=good'] })).rejects.toMatchObject({
      code: 'OPTION_CONFLICT',
    })
  })

  it('is taken for the profile of a further listener', async () => {
    const listeners = [expect.objectContaining({ name: 'dev', profile: 'submission' })]
    expect(await flags({ listeners: ['dev=587:1587'] })).toMatchObject({ listeners })
    expect(await file({ listeners: [{ name: 'dev', profile: 587, port: 1587 }] })).toMatchObject({
      listeners,
    })
  })

  it('names no further listener', async () => {
    await expect(flags({ listeners: ['587=relay:1025'] })).rejects.toMatchObject({
      code: 'OPTION_CONFLICT',
      message: expect.stringContaining('the name "587" is taken') as unknown,
    })
  })

  it('is taken for the listener of a fault', async () => {
    const faults = [expect.objectContaining({ listener: 'smtps' })]
    expect(await flags({ faults: ['RCPT code=451 listener=465'] })).toMatchObject({ faults })
    expect(await file({ faults: [{ at: 'RCPT', reply: { code: 451 }, listener: 465 }] })).toMatchObject({ faults })
    const names = { listeners: profileNames, hasInbox: () => false }
    const given = { at: 'RCPT', cut: 'rst', listener: '2525' }
    expect(checkFault(given, names)).toMatchObject({ listener: 'submission-alt' })
    expect(given.listener).toBe('2525')
    expect(() => checkFault({ ...given, listener: '2526' }, names)).toThrow(/listener is "2526"/)
  }) // prettier-ignore

  it('is taken in ports and auth of a config file', async () => {
    const given = { ports: { 587: 1587 }, auth: { 465: 'required' } }
    const options = { ports: { submission: 1587 }, auth: { smtps: 'required' } }
    expect(await file(given)).toMatchObject(options)
  })

  it('is taken by the API and the library: paths, faults and queries', async () => {
    await using server = await startServer({ http: 0 })
    await server.scenario('starttls-absent', { listener: '587' })
    expect(server.ports.submission).toBeDefined()
    const asked = async (path: string, init?: RequestInit): Promise<Response> =>
      fetch(new URL(path, server.http!.url), {
        ...init,
        headers: { 'content-type': 'application/json' },
      })
    const put = await asked('api/ports/465/scenario', { method: 'PUT', body: '{"name":"cert-expired"}' })
    expect(await put.json()).toMatchObject({ listener: 'smtps', scenario: { name: 'cert-expired' } })
    expect((await asked('api/ports/587/scenario', { method: 'DELETE' })).status).toBe(204)
    expect((await asked('api/ports/588/scenario', { method: 'DELETE' })).status).toBe(404)
    const body = JSON.stringify({ at: 'RCPT', cut: 'fin', listener: 25 })
    expect(await (await asked('api/faults', { method: 'POST', body })).json()).toMatchObject({
      fault: { listener: 'relay' },
    })
    expect((await asked('api/messages?profile=587&listener=587')).status).toBe(200)
    expect((await asked('api/messages?profile=588')).status).toBe(400)
  })
})
