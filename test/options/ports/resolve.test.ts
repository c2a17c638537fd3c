import { describe, expect, it } from 'vitest'
import { authMechanisms } from '../../../src/model/mechanisms.ts'
import { profiles } from '../../../src/model/port-profile.ts'
import { type PortOptions, resolveListeners } from '../../../src/options/ports/resolve.ts'

const options: PortOptions = {
  host: ['127.0.0.1', '::1'],
  ports: { relay: 25, smtps: 465, submission: 587, submissionAlt: 2525 },
  listeners: [],
  strictPorts: false,
  readOnly: false,
  auth: { smtps: 'optional', submission: 'optional', submissionAlt: 'optional', catcher: 'optional' },
  authMechanisms,
  relayStartTls: false,
  authWithoutTls: [],
  cert: null,
}

describe('what to bind', () => {
  it('offers the mechanisms that are named, in the order of the server, and none where nobody logs in', () => {
    const auth = { smtps: 'off', submission: 'optional', submissionAlt: 'required', catcher: 'off' } as const
    const named = resolveListeners({ ...options, auth, authMechanisms: ['LOGIN', 'PLAIN'] })
    expect(named.map(({ profile }) => profile.mechanisms)).toEqual([
      [],
      [],
      ['PLAIN', 'LOGIN'],
      ['PLAIN', 'LOGIN'],
    ])
  })

  it('is the four, in their order, each with its profile and the number for systems that keep the low ones', () => {
    expect(resolveListeners(options)).toEqual([
      { name: 'relay', profile: profiles.relay, hosts: options.host, port: 25, fallbackPort: 10_025 },
      { name: 'smtps', profile: profiles.smtps, hosts: options.host, port: 465, fallbackPort: 10_465 },
      { name: 'submission', profile: profiles.submission, hosts: options.host, port: 587, fallbackPort: 10_587 },
      { name: 'submission-alt', profile: profiles['submission-alt'], hosts: options.host, port: 2525, fallbackPort: null },
    ]) // prettier-ignore
  })

  it('leaves out what is off', () => {
    const planned = resolveListeners({ ...options, ports: { ...options.ports, relay: 'off', smtps: 'off' } })
    expect(planned.map(({ name }) => name)).toEqual(['submission', 'submission-alt'])
  })

  it.each([
    ['strict', { ...options, strictPorts: true }],
    ['ephemeral', { ...options, ports: { relay: 0, smtps: 0, submission: 0, submissionAlt: 0 } }],
    [
      '1024 and above',
      { ...options, ports: { relay: 1024, smtps: 1465, submission: 65_535, submissionAlt: 2525 } },
    ],
  ])('has no other number where ports are %s', (_what, given) => {
    for (const { fallbackPort } of resolveListeners(given)) expect(fallbackPort).toBeNull()
  })

  it('takes auth from the options, port by port, and never gives it to relay', () => {
    const auth = {
      smtps: 'required',
      submission: 'off',
      submissionAlt: 'optional',
      catcher: 'optional',
    } as const
    const planned = resolveListeners({ ...options, auth })
    expect(planned.map(({ profile }) => profile.auth)).toEqual(['off', 'required', 'off', 'optional'])
    expect(planned.map(({ profile }) => profile.mechanisms)).toEqual([[], authMechanisms, [], authMechanisms])
  })

  it('offers STARTTLS on relay when asked, and never demands it', () => {
    const [relay] = resolveListeners({ ...options, relayStartTls: true })
    expect(relay?.profile).toMatchObject({ tls: 'starttls', tlsRequired: false, auth: 'off' })
    expect(profiles.relay.tls).toBe('none')
  })

  it('offers STARTTLS on a catcher with a certificate of the user alone, and never demands it', () => {
    const listeners = [{ name: 'catcher', profile: 'catcher', port: 1025, host: null }] as const
    const [, , , , own] = resolveListeners({ ...options, listeners })
    expect(own?.profile).toMatchObject({ tls: 'none', auth: 'optional', authBeforeTls: true })
    const [, , , , given] = resolveListeners({ ...options, listeners, cert: 'cert.pem' })
    expect(given?.profile).toMatchObject({ tls: 'starttls', tlsRequired: false, authBeforeTls: true })
  })

  it('lets clients log in and send without TLS on the listeners that are named', () => {
    const [relay, , submission, alt] = resolveListeners({
      ...options,
      authWithoutTls: ['relay', 'submission'],
    })
    const open = { tlsRequired: false, auth: 'optional', authBeforeTls: true, mechanisms: authMechanisms }
    expect([relay?.profile, submission?.profile]).toMatchObject([open, { ...open, tls: 'starttls' }])
    expect(alt?.profile).toMatchObject({ tlsRequired: true, authBeforeTls: false })
  })

  it('adds listeners of the user’s own, with the auth of their profile and their own addresses', () => {
    const planned = resolveListeners({
      ...options,
      auth: { ...options.auth, submissionAlt: 'required' },
      listeners: [
        { name: 'dev', profile: 'relay', port: 1025, host: null },
        { name: 'old', profile: 'submission-alt', port: 26, host: ['127.0.0.2'] },
      ],
    })
    expect(planned.slice(4)).toMatchObject([
      {
        name: 'dev',
        hosts: options.host,
        port: 1025,
        fallbackPort: null,
        profile: { name: 'relay', auth: 'off' },
      },
      { name: 'old', hosts: ['127.0.0.2'], port: 26, fallbackPort: 10_026, profile: { auth: 'required' } },
    ])
  })
})
