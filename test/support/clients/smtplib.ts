import { everyTls, type MailClient } from './client.ts'
import { ask } from '../programs/processes.ts'
import { missing, systemPython as python } from '../programs/programs.ts'
import { runScript } from './script-client.ts'

/** The system's own: its ssl module refuses a sloppy chain (VERIFY_X509_STRICT) from 3.13 on. */
export const smtplibClient: MailClient = {
  name: 'smtplib',
  kind: 'smtplib',
  installed: 'on-this-machine',
  version: () => {
    const version =
      'import ssl, sys; print("%d.%d with OpenSSL %d.%d" % (sys.version_info[:2] + ssl.OPENSSL_VERSION_INFO[:2]))'
    return `Python ${ask(python, ['-c', version])}`
  },
  mechanisms: ['PLAIN', 'LOGIN', 'CRAM-MD5', 'XOAUTH2'],
  tls: everyTls,
  bytes: 'the whole message, given to sendmail() as bytes',
  missing: () => missing('system-python'),
  send: (setup) => runScript(python, 'send.py', setup),
}
