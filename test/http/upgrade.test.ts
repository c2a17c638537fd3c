import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProcess } from '../support/clients/run-process.ts'
import { whyNot } from '../support/programs/programs.ts'
import { throwawayTls } from '../support/throwaway-tls.ts'
import { scratchDirectory } from '../tls/fixtures.ts'
import { startTestHttp, type TestHttp } from './support/start-test-http.ts'

let http: TestHttp
beforeAll(async () => void (http = await startTestHttp()))
afterAll(() => http.close())

const h2c = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n'
const close = 'Connection: close\r\n'
const json = 'Content-Type: application/json\r\n'

const request = (line: string, fields: string, body = ''): string =>
  `${line} HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n${body}`
const length = (body: string): string => `Content-Length: ${Buffer.byteLength(body)}\r\n`

/** All that is answered until the server ends the connection; `more` is asked for each piece what to say to it. */
async function answers(first: string, more: (answer: string) => string = () => ''): Promise<string> {
  const socket = connect(http.port, '127.0.0.1')
  socket.write(first)
  let answer = ''
  for await (const chunk of socket.setEncoding('utf8') as AsyncIterable<string>) {
    answer += chunk
    socket.write(more(answer))
  }
  return answer
}
const statuses = (answer: string): string[] =>
  [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status!)

const node = Number.parseInt(process.versions.node, 10)
const mail = (subject: string): string =>
  JSON.stringify({ raw: `To: a@b.test\r\nSubject: ${subject}\r\n\r\n` })
async function subjects(): Promise<string[]> {
  const answer = await fetch(new URL('/api/messages', http.url))
  const { messages } = (await answer.json()) as { messages: { subject: string }[] }
  return messages.map(({ subject }) => subject)
}

describe('an Upgrade that is not done is ignored (RFC 9110 §7.8)', () => {
  it.each(['/', '/api/info', '/api/v1/messages', '/api/v2/messages', '/livez'])(
    'on %s, and the requests after it are answered too',
    async (path) => {
      const both = request(`GET ${path}`, h2c) + request('GET /livez', close)
      expect(statuses(await answers(both))).toEqual([expect.stringMatching('200|404'), '200'])
      expect(statuses(await answers(request(`GET ${path}`, close)))).toEqual(
        statuses(await answers(request(`GET ${path}`, `${h2c}${close}`))),
      )
    },
  )

  // From Node 26 on the connection is closed after such a request instead, and its client sends the others anew.
  it.skipIf(node >= 26)('with a body, and requests after it in the same segment', async () => {
    const [one, two] = [mail('of a length'), mail('after it')]
    const answer = await answers(
      request('POST /api/messages', h2c + json + length(one), one) +
        request('POST /api/messages', h2c + json + length(two), two) +
        request('GET /livez', close),
    )
    expect(statuses(answer)).toEqual(['201', '201', '200'])
    expect(await subjects()).toEqual(expect.arrayContaining(['of a length', 'after it']))
  })

  it('with a body in chunks', async () => {
    const body = mail('in chunks')
    const half = body.length >> 1
    const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`
    const chunks = chunk(body.slice(0, half)) + chunk(body.slice(half)) + chunk('')
    const fields = `${h2c}${json}Transfer-Encoding: chunked\r\n`
    const answer = await answers(request('POST /api/messages', fields, chunks) + request('GET /livez', close))
    expect(statuses(answer)).toEqual(node >= 26 ? ['201'] : ['201', '200'])
    if (node >= 26) expect(answer).toMatch(/^connection: close\r$/im)
    expect(await subjects()).toContain('in chunks')
  })

  it('with a body that is sent when the server has asked for it', async () => {
    const body = mail('after 100')
    const fields = `${h2c}${json}${length(body)}Expect: 100-continue\r\n`
    const answer = await answers(request('POST /api/messages', fields), (soFar) => {
      if (statuses(soFar).length === 1) return body
      return soFar.endsWith('}') && node < 26 ? request('GET /livez', close) : ''
    })
    expect(statuses(answer)).toEqual(node >= 26 ? ['100', '201'] : ['100', '201', '200'])
    expect(await subjects()).toContain('after 100')
  })

  it.each([
    ['a WebSocket elsewhere', 'GET /api/info', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'],
    [
      'a WebSocket by a method that has none',
      'HEAD /api/events',
      'Connection: Upgrade\r\nUpgrade: websocket\r\n',
    ],
    ['another protocol, on the path of the WebSocket', 'HEAD /api/events', h2c],
    ['TLS (RFC 2817)', 'OPTIONS /api/info', 'Connection: Upgrade\r\nUpgrade: TLS/1.2\r\n'],
  ])('%s', async (_what, line, fields) => {
    expect(statuses(await answers(request(line, `${fields}${close}`)))).toEqual([
      expect.stringMatching(/^20[04]$/),
    ])
  })

  it('over TLS, and many times on one connection', async () => {
    const { certificatePem: cert, keyPem: key } = await throwawayTls()
    await using secure = await startTestHttp({ options: { tls: { cert, key } } })
    const warned: Error[] = []
    process.on('warning', (warning) => warned.push(warning))
    const socket = connectTls({ port: secure.port, host: '127.0.0.1', rejectUnauthorized: false })
    for (let n = 0; n < 15; n++) {
      socket.write(request('GET /livez', h2c))
      expect(statuses(String(await once(socket, 'data')))).toEqual(['200'])
    }
    socket.destroy()
    expect(warned).toEqual([])
  })

  it('but one that is done may be one of several', async () => {
    const fields =
      'Connection: Upgrade\r\nUpgrade: h2c, WebSocket\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
    const socket = connect(http.port, '127.0.0.1')
    socket.write(request('GET /api/events', fields))
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data: Buffer) => resolve(data.toString())),
    )
    socket.destroy()
    expect(statuses(answer)).toEqual(['101'])
  })
})

const java = `
import java.net.URI;
import java.net.http.*;
import java.net.http.HttpRequest.BodyPublishers;
public class Ask {
  public static void main(String[] args) throws Exception {
    var client = HttpClient.newHttpClient();
    for (var method : new String[] { "GET", "POST", "GET" }) {
      var request = HttpRequest.newBuilder(URI.create(args[0] + "api/messages"));
      if (method.equals("POST")) request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(args[1]));
      var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      System.out.println(method + " " + answer.statusCode() + " " + answer.version() + " " + answer.body().contains("from Java"));
    }
  }
}
`

describe('clients that offer h2c by themselves are served', () => {
  it.skipIf(whyNot('jdk'))('Java’s HttpClient', async () => {
    const folder = scratchDirectory()
    writeFileSync(join(folder, 'Ask.java'), java)
    const options = { cwd: folder, limitMs: 25_000 }
    const { output } = await runProcess('java', ['Ask.java', http.url, mail('from Java')], options)
    expect(output).toBe('GET 200 HTTP_1_1 false\nPOST 201 HTTP_1_1 true\nGET 200 HTTP_1_1 true\n')
  })

  it.skipIf(whyNot('curl'))('curl --http2', async () => {
    const curl = async (...args: string[]): Promise<string> => {
      const quiet = ['--silent', '--show-error', '--http2', '--noproxy', '*', '--write-out', ' %{http_code}']
      const { output } = await runProcess('curl', [...quiet, ...args], { limitMs: 10_000 })
      return output
    }
    expect(await curl(`${http.url}livez`)).toBe('ok 200')
    const posted = ['--header', 'content-type: application/json', '--data', mail('from curl')]
    expect(await curl(...posted, `${http.url}api/messages`)).toMatch(/"subject":"from curl".* 201$/)
    const large = { mailFrom: 'a@b.test', raw: `Subject: large\r\n\r\n${'x'.repeat(2 ** 21)}` }
    const file = join(scratchDirectory(), 'large.json')
    writeFileSync(file, JSON.stringify(large))
    // Of that size curl asks first (Expect: 100-continue).
    const upload = [
      '--header',
      'content-type: application/json',
      '--data-binary',
      `@${file}`,
      '--output',
      '/dev/null',
    ]
    expect(await curl(...upload, `${http.url}api/messages`)).toBe(' 201')
    expect(await subjects()).toContain('large')
  })
})
