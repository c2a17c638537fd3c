// The careful client, but for one thing: how it names its host, or what it compares with a certificate. CAREFUL_BUT says
// which. Each is in the field somewhere: as a setting, as an old library, or as code that somebody has copied.
import { syncBuiltinESMExports } from 'node:module'
import tls from 'node:tls'

const { CAREFUL_BUT, CAREFUL_HOST } = process.env
const { connect, checkServerIdentity } = tls

/** What an app does whose host stands in its own settings: only the port comes from outside. */
const fixedHost = () => {
  process.env.SMTP_HOST = CAREFUL_HOST ?? 'localhost'
}

/** Options of each handshake beside the careful ones. */
const variations = {
  'has-its-host': () => (fixedHost(), {}),
  'has-its-host-and-asks-for-none': () => {
    fixedHost()
    const host = process.env.SMTP_HOST
    return {
      servername: '',
      checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
    }
  },
  'asks-for-none': () => {
    const host = process.env.SMTP_HOST
    return {
      servername: '',
      checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
    }
  },
  'compares-the-address': () => ({
    checkServerIdentity: (_name, certificate) => checkServerIdentity('127.0.0.1', certificate),
  }),
  'compares-the-address-and-asks-for-none': () => ({
    servername: '',
    checkServerIdentity: (_name, certificate) => checkServerIdentity('127.0.0.1', certificate),
  }),
  'compares-nothing': () => ({ checkServerIdentity: () => undefined }),
  'compares-no-address': () =>
    process.env.SMTP_HOST === '127.0.0.1' ? { checkServerIdentity: () => undefined } : {},
}

const more = variations[CAREFUL_BUT]()
tls.connect = (options) => connect({ ...options, ...more })
syncBuiltinESMExports()
await import('./careful.mjs')
