import { copyFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { libraries } from '../../src/diagnosis/fixes/libraries.ts'
import { setupSnippets } from '../../src/diagnosis/snippets.ts'
import { load, run, scratchDirectory, serve, testWith, type Ran } from '../tls/fixtures.ts'
import { appendingLine } from './support/append-ca.ts'

/** The settings of a library that trust this CA, as they are printed. */
function codeFor(library: string, caFile: string): string {
  const target = { host: 'localhost', port: 465, tls: 'implicit', caFile, serverName: null, login: false, user: null } as const // prettier-ignore
  return setupSnippets(target).find((one) => one.library === library)!.code
}

/** A server of ours and one of the outside, whose CA stands for the public ones; each answers TLS connections. */
async function twoServers(): Promise<{ caFile: string; folder: string; own: number; outside: number }> {
  const [ours, theirs] = [await load(join(scratchDirectory(), `it's here`)), await load(scratchDirectory())]
  const caFile = ours.ca!.file
  const folder = dirname(caFile)
  copyFileSync(theirs.ca!.file, join(folder, 'public.pem'))
  return {
    caFile,
    folder,
    own: await serve(ours.pem.cert, ours.pem.key),
    outside: await serve(theirs.pem.cert, theirs.pem.key),
  }
}

/** Runs the line that appends the CA, with our public CAs, and then the script. */
function runAppended(code: string, folder: string, script: string): Promise<Ran> {
  const line = appendingLine(code)?.replace('/etc/ssl/certs/ca-certificates.crt', 'public.pem')
  expect(line).toBeDefined()
  return run('sh', ['-ec', `cd "$0"; unset SSL_CERT_FILE\n${line}\n${script}`, folder])
}

const python = (port: number): string =>
  `python3 -c 'import socket, ssl; print(ssl.create_default_context().wrap_socket(socket.create_connection(("127.0.0.1", ${port})), server_hostname="localhost").recv(5).decode())'`
const php = (port: number): string =>
  `php -c php.ini -r 'echo stream_get_contents(stream_socket_client("tls://127.0.0.1:${port}"));'`
const openssl = (port: number): string =>
  `openssl s_client -connect 127.0.0.1:${port} -verify_hostname localhost -verify_return_error -quiet`

describe('settings that name the only CAs of an app name the public ones too', () => {
  testWith('python')('Django', async () => {
    const { caFile, folder, own, outside } = await twoServers()
    const code = codeFor('django', caFile)
    const variable = /^# start Django with (SSL_CERT_FILE=.*)$/m.exec(code)![1]!
    const script = [own, outside].map((port) => `${variable} ${python(port)}`).join('\n')
    expect((await runAppended(code, folder, script)).output.match(/hello/g)).toHaveLength(2)
  })

  testWith('php').each(['symfony', 'laravel'])('%s', async (library) => {
    const { caFile, folder, own, outside } = await twoServers()
    const code = codeFor(library, caFile)
    writeFileSync(join(folder, 'php.ini'), code.slice(code.indexOf('; php.ini')))
    const { output } = await runAppended(code, folder, `${php(own)}\n${php(outside)}`)
    expect(output.match(/hello/g)).toHaveLength(2)
  })

  // In place of .NET, which reads the file of this variable by OpenSSL.
  testWith('openssl')('MailKit', async () => {
    const { caFile, folder, own, outside } = await twoServers()
    const code = codeFor('mailkit', caFile)
    const variable = /^\/\/ start the app with (SSL_CERT_FILE=.*) on Linux;/m.exec(code)![1]!
    const script = [own, outside].map((port) => `${variable} ${openssl(port)} || true`).join('\n')
    expect((await runAppended(code, folder, script)).output.match(/hello/g)).toHaveLength(2)
  })

  it('and no others set what the whole app trusts', () => {
    const whole = libraries.filter(({ id }) => /SSL_CERT_FILE|openssl\.cafile/.test(codeFor(id, '/ca.pem')))
    expect(whole.map(({ id }) => id)).toEqual(['django', 'symfony', 'laravel', 'mailkit'])
  })
})
