import { describe, expect, it } from 'vitest'
import { resolveOptions } from '../../src/options/resolve-options.ts'

type Values = Readonly<Record<string, unknown>>

const library = (values: Values) => () =>
  resolveOptions([{ source: 'startServer() option', values }], 'library')
const flags = (values: Values) => () => resolveOptions([{ source: 'command line', values }], 'command')
const variables = (values: Values) => () => resolveOptions([{ source: 'environment', values }], 'command')
const file = (values: Values) => () => resolveOptions([{ source: 'a.json', values }], 'command')
/** Config file, environment and command line, as the command reads them. */
const layered = (inFile: Values, inEnvironment: Values, byFlags: Values) => () =>
  resolveOptions(
    [
      { source: 'a.json', values: inFile },
      { source: 'environment', values: inEnvironment },
      { source: 'command line', values: byFlags },
    ],
    'command',
  )

const allOff = { relay: 'off', smtps: 'off', submission: 'off', submissionAlt: 'off' }

describe('options that contradict each other name both and where they came from', () => {
  const cases: readonly (readonly [string, () => Promise<unknown>, string])[] = [
    ['a port twice, by flags', flags({ ports: ['relay=10025', 'relay=10026'] }), '--port relay is given twice: "10025", then "10026".'],
    ['a port twice, in a variable', variables({ ports: 'submission-alt=1,submission-alt=2' }), 'FOURPORT_PORTS submission-alt is given twice: "1", then "2".'],
    ['a port twice, in a file', file({ ports: ['smtps=1', 'smtps=off'] }), 'ports.smtps in a.json is given twice: "1", then "off".'],
    ['a login twice', flags({ auth: ['off', 'required'] }), '--auth is given twice: "off", then "required".'],
    ['a login twice, for a port', flags({ auth: ['smtps=off', 'smtps=required'] }), '--auth smtps is given twice: "off", then "required".'],
    ['a login on a port that is off', flags({ auth: ['smtps=required'], ports: ['smtps=off'] }), '--auth smtps is required, but --port smtps is off.'],
    ['a login on a port that is off, in the library', library({ auth: { submissionAlt: 'required' }, ports: { submissionAlt: 'off' } }), 'startServer() option auth.submissionAlt is required, but startServer() option ports.submissionAlt is off.'],
    ['a login by a flag on a port that a variable switches off', layered({}, { ports: 'smtps=off' }, { auth: ['smtps=optional'] }), '--auth smtps is optional, but FOURPORT_PORTS smtps is off.'],
    ['STARTTLS on a relay port that is off', flags({ relayStartTls: 'true', ports: ['relay=off'] }), '--relay-starttls is given, but --port relay is off.'],
    ['HTTPS without a page', flags({ https: 'true', http: 'off' }), '--https is given, but --http-port is off: there is no page.'],
    ['a token without a page', variables({ httpToken: 'hunter2', http: 'off' }), 'FOURPORT_HTTP_TOKEN is given, but FOURPORT_HTTP_PORT is off: there is no page.'],
    ['a path without a page', flags({ webRoot: '/mail', http: 'off' }), '--web-root is given, but --http-port is off: there is no page.'],
    ['a login without a page', file({ httpAuth: 'a:hunter2', http: 'off' }), 'httpAuth in a.json is given, but http in a.json is off: there is no page.'],
    ['a token by a flag, where a variable switches the page off', layered({}, { http: 'off' }, { httpToken: 'x' }), '--http-token is given, but FOURPORT_HTTP_PORT is off: there is no page.'],
    ['mechanisms of no login', flags({ authMechanisms: ['plain'], auth: ['off'] }), '--auth-mechanism says how to log in, but --auth is off on every port.'],
    ['mechanisms that need users, without one', library({ authMechanisms: ['PLAIN', 'SCRAM-SHA-256'] }), 'startServer() option authMechanisms has SCRAM-SHA-256, but no users are configured, and a server that accepts any password cannot offer that.'],
    ['a login that everyone has', library({ users: [], auth: 'required' }), 'startServer() option auth requires a login, but startServer() option users is an empty list, which would let everyone in.'],
    ['logins without TLS where TLS comes first', flags({ authWithoutTls: ['465'] }), '--auth-without-tls names the listener "smtps", which begins with TLS: nothing can be unencrypted there.'],
    ['logins without TLS on no listener', flags({ authWithoutTls: ['dev'] }), '--auth-without-tls names the listener "dev", which does not exist.'],
    ['logins without TLS where there is none', library({ authWithoutTls: ['submissionAlt'], auth: { submissionAlt: 'off' } }), 'startServer() option authWithoutTls names the listener "submission-alt", but startServer() option auth.submissionAlt is off there.'],
    ['a login of a catcher without one', flags({ auth: ['catcher=required'] }), '--auth catcher is given, but no listener has the profile catcher.'],
    ['nothing on', flags({ ports: ['relay=off', 'smtps=off', 'submission=off', 'submission-alt=off'], http: 'off' }), '--port switches off all four ports, and --http-port is off: nothing is left to start.'],
    ['nothing on in the library', library({ ports: allOff }), 'startServer() option ports switches off all four ports, and the default of http is off: nothing is left to start.'],
  ] // prettier-ignore
  it.each(cases)('%s', async (_what, run, message) => {
    await expect(run()).rejects.toThrow(
      expect.objectContaining({ code: 'OPTION_CONFLICT', message, help: expect.stringMatching(/^\w/) }),
    )
  })

  it('says what to give instead, in the same words', async () => {
    await expect(library({ ports: allOff })()).rejects.toThrow(
      expect.objectContaining({
        help: 'Give a port a number (0: any free one), add one with listeners, or switch the page on with http.',
      }),
    )
  })
})

describe('nobody is blamed for a default', () => {
  const cases: readonly (readonly [string, () => Promise<unknown>, string, string])[] = [
    ['a flag', flags({ maxMessageBytes: '10MB' }), 'The default of --size-limit allows messages of 26214400 bytes, but --max-message-bytes is 10485760 bytes.', 'Give --size-limit 10485760 or less, or --max-message-bytes 26214400 or more'],
    ['a variable', variables({ inFlightLimitBytes: '1MB' }), 'The default of FOURPORT_SIZE_LIMIT allows messages of 26214400 bytes, but FOURPORT_IN_FLIGHT_LIMIT is 1048576 bytes.', 'Give FOURPORT_SIZE_LIMIT 1048576 or less'],
    ['a field', file({ maxMessageBytes: 4000 }), 'The default of sizeLimitBytes allows messages of 26214400 bytes, but maxMessageBytes in a.json is 4000 bytes.', 'Give sizeLimitBytes 4000 or less'],
    ['the library', library({ maxMessageBytes: 4000 }), 'The default of sizeLimitBytes allows messages of 26214400 bytes, but startServer() option maxMessageBytes is 4000 bytes.', 'Give sizeLimitBytes 4000 or less'],
    ['the other one', library({ sizeLimitBytes: 2 ** 30 }), 'startServer() option sizeLimitBytes allows messages of 1073741824 bytes, but the default of maxMessageBytes is 268435456 bytes.', 'maxMessageBytes 1073741824 or more'],
    ['TLS versions', library({ tlsMaxVersion: '1.1' }), 'The default of tlsMinVersion (TLSv1.2) is newer than startServer() option tlsMaxVersion (TLSv1.1), which leaves no version.', 'Give tlsMinVersion TLSv1.1 or an older one'],
    ['port numbers', variables({ http: '25' }), 'The default of FOURPORT_PORTS relay and FOURPORT_HTTP_PORT are both 25.', 'or 0 for any free one'],
  ] // prettier-ignore
  it.each(cases)('%s', async (_what, run, message, help) => {
    await expect(run()).rejects.toThrow(
      expect.objectContaining({ code: 'OPTION_CONFLICT', message, help: expect.stringContaining(help) }),
    )
  })
})

describe('no contradiction', () => {
  const cases: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['the same port number again', flags({ ports: ['relay=10025', 'relay=10025'] })],
    ['the same login again', flags({ auth: ['required', 'required'] })],
    ['a port by a flag over a variable and a file', layered({ ports: { relay: 1 } }, { ports: 'relay=2' }, { ports: ['relay=3'] })],
    ['a login for all, where one port is off', flags({ auth: ['required'], ports: ['smtps=off'] })],
    ['no login on a port that is off', flags({ auth: ['smtps=off'], ports: ['smtps=off'] })],
    ['a login on a listener like the port that is off', library({ auth: { smtps: 'required' }, ports: { smtps: 'off' }, listeners: [{ name: 'own', profile: 'smtps', port: 0 }] })],
    ['a login for all from a file, its port off by a flag', layered({ auth: 'required' }, {}, { auth: ['submission=off'], ports: ['smtps=off'] })],
    ['a login for all from a variable over a port that a file switches off', layered({ ports: { smtps: 'off' } }, { auth: 'required' }, { auth: ['submission=off'] })],
    ['a login for all by a flag, over one of a variable for a port that is off', layered({}, { auth: 'smtps=optional', ports: 'smtps=off' }, { auth: ['required'] })],
    ['a page that a variable sets up and a flag switches off', layered({}, { https: 'yes', httpToken: 'x', httpAuth: 'a:b' }, { http: 'off' })],
    ['a relay port that a variable sets up and a flag switches off', layered({}, { relayStartTls: 'yes', auth: 'smtps=required' }, { ports: ['relay=off', 'smtps=off'] })],
    ['a token in the library, whose page is off by default', library({ httpToken: 'x' })],
    ['what the container image sets, without a page', layered({}, { host: '0.0.0.0', insecureNoAuth: 'true', strictPorts: 'true', certs: '/certs' }, { http: 'off' })],
    ['no users where a login may be left out', library({ users: [] })],
    ['all ports off beside a page', flags({ ports: ['relay=off', 'smtps=off', 'submission=off', 'submission-alt=off'] })],
    ['all ports off beside a listener', library({ ports: allOff, listeners: [{ name: 'own', profile: 'relay', port: 0 }] })],
  ] // prettier-ignore
  it.each(cases)('%s', async (_what, run) => {
    await expect(run()).resolves.toBeDefined()
  })
})
