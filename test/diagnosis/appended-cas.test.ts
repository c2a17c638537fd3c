import { once } from 'node:events'
import { copyFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { libraries } from '../../src/diagnosis/fixes/libraries.ts'
import { setupSnippet } from '../../src/diagnosis/snippets.ts'
import { load, run, scratchDirectory, testWith } from '../tls/fixtures.ts'
import { appendingLine } from './support/append-ca.ts'

/** The settings of a library that trust this CA, as they are printed. */
function codeFor(library: string, caFile: string): string {
  const target = { host: 'localhost', port: 465, tls: 'implicit', caFile, serverName: null, login: false, user: null } as const // prettier-ignore
  return setupSnippet(library, target).code
}

/** An HTTPS server on loopback for as long as the test runs: it answers a GET with 200 and the text `hello`. */
async function answerHttps(cert: string, key: string): Promise<number> {
  const server = createServer({ cert, key }, (request, response) => {
    response.writeHead(request.method === 'GET' ? 200 : 405, { connection: 'close' }).end('hello\n')
  })
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/** An HTTPS server of ours, and another that stands for the rest of the web: its CA stands for the public ones. */
async function twoServers(): Promise<{ caFile: string; folder: string; own: number; outside: number }> {
  const [ours, theirs] = [await load(join(scratchDirectory(), `it's here`)), await load(scratchDirectory())]
  const caFile = ours.ca!.file
  const folder = dirname(caFile)
  copyFileSync(theirs.ca!.file, join(folder, 'public.pem'))
  return {
    caFile,
    folder,
    own: await answerHttps(ours.pem.cert, ours.pem.key),
    outside: await answerHttps(theirs.pem.cert, theirs.pem.key),
  }
}

/** Runs lines of a shell with no other CA set, and expects a 200 from both servers. */
async function expectBothAnswer(folder: string, lines: readonly string[]): Promise<void> {
  const script = ['cd "$0"', 'unset SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE JAVA_TOOL_OPTIONS', ...lines]
  const { output } = await run('sh', ['-ec', script.join('\n'), folder])
  expect(output.match(/200 hello/g), output).toHaveLength(2)
}

/** The line that appends the CA, with the file of our public CAs. */
function append(code: string): string {
  const line = appendingLine(code)?.replace('/etc/ssl/certs/ca-certificates.crt', 'public.pem')
  expect(line).toBeDefined()
  return line!
}

const python = (port: number): string =>
  `python3 -c 'import urllib.request as u; r = u.build_opener(u.ProxyHandler({})).open("https://localhost:${port}/"); print(r.status, r.read().decode())'`
const php = (port: number): string =>
  `php -c php.ini -r 'echo file_get_contents("https://localhost:${port}/") === "hello\n" ? substr($http_response_header[0], 9, 3) . " hello\n" : "";'`
const curl = (port: number): string =>
  `curl --silent --show-error --noproxy '*' --write-out '%{http_code} ' --output answer https://localhost:${port}/ && cat answer`
const java = `
import java.net.URI;
import java.net.http.*;
public class Get {
  public static void main(String[] args) throws Exception {
    for (var port : args) {
      var request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/")).build();
      var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      System.out.println(response.statusCode() + " " + response.body());
    }
  }
}
`

/** The lines of a Java snippet that make the trust store, without their comment signs. */
const keystoreLines = (code: string): readonly string[] =>
  [...code.matchAll(/^(?:\/\/|#) ((?:cp|keytool|java) .*)$/gm)].map(([, line]) => line!)

describe('settings that name the only CAs of an app leave it the public ones, as its next HTTPS request shows', () => {
  testWith('python')('Django', async () => {
    const { caFile, folder, own, outside } = await twoServers()
    const code = codeFor('django', caFile)
    const variable = /^# start Django with (SSL_CERT_FILE=.*)$/m.exec(code)![1]!
    const calls = [own, outside].map((port) => `${variable} ${python(port)}`)
    await expectBothAnswer(folder, [append(code), ...calls])
  })

  testWith('php').each(['symfony', 'laravel'])('%s', async (library) => {
    const { caFile, folder, own, outside } = await twoServers()
    const code = codeFor(library, caFile)
    writeFileSync(join(folder, 'php.ini'), code.slice(code.indexOf('; php.ini')))
    await expectBothAnswer(folder, [append(code), php(own), php(outside)])
  })

  // curl stands for .NET, which reads the file of this variable by OpenSSL too.
  testWith('curl')('MailKit', async () => {
    const { caFile, folder, own, outside } = await twoServers()
    const code = codeFor('mailkit', caFile)
    const variable = /^\/\/ start the app with (SSL_CERT_FILE=.*) on Linux;/m.exec(code)![1]!
    const calls = [own, outside].map((port) => `export ${variable}; ${curl(port)}`)
    await expectBothAnswer(folder, [append(code), ...calls])
  })

  testWith('jdk')('Jakarta Mail', { timeout: 180_000 }, async () => {
    const { caFile, folder, own, outside } = await twoServers()
    writeFileSync(join(folder, 'Get.java'), java)
    const [copy, keytool, start] = keystoreLines(codeFor('jakarta-mail', caFile))
    await expectBothAnswer(folder, [
      'mkdir -p home/lib/security',
      'keytool -importcert -noprompt -alias public -file public.pem -keystore home/lib/security/cacerts -storepass changeit',
      'JAVA_HOME=home',
      copy!,
      keytool!,
      start!.replace('…', `Get.java ${own} ${outside}`),
    ])
  })

  it.each(['spring', 'simple-java-mail'])('%s makes the trust store as Jakarta Mail does', (library) => {
    const lines = keystoreLines(codeFor('jakarta-mail', '/ca.pem'))
    expect(lines).toHaveLength(3)
    expect(keystoreLines(codeFor(library, '/ca.pem'))).toEqual(lines)
  })

  it('and no others set what the whole app trusts', () => {
    const whole = libraries.filter(({ id }) => /SSL_CERT_FILE|openssl\.cafile/.test(codeFor(id, '/ca.pem')))
    expect(whole.map(({ id }) => id)).toEqual(['django', 'symfony', 'laravel', 'mailkit'])
  })
})
