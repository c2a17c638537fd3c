import { copyFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { trustInstructions } from '../../src/tls/trust.ts'
import { whyNot } from '../support/programs/programs.ts'
import { load, run, scratchDirectory, serve, testWith, type Ran } from './fixtures.ts'

const python = (port: number): string =>
  `python3 -c 'import socket, ssl; print(ssl.create_default_context().wrap_socket(socket.create_connection(("127.0.0.1", ${port})), server_hostname="localhost").recv(5).decode())'`
const ruby = (port: number): string =>
  `ruby -rsocket -ropenssl -e 'context = OpenSSL::SSL::SSLContext.new; context.set_params; tls = OpenSSL::SSL::SSLSocket.new(TCPSocket.new("127.0.0.1", ${port}), context); tls.hostname = "localhost"; tls.connect; tls.post_connection_check("localhost"); puts tls.gets'`
const node = (port: number): string =>
  `node -e 'require("tls").connect({ host: "127.0.0.1", port: ${port}, servername: "localhost" }).pipe(process.stdout)'`
const openssl = (port: number): string =>
  `openssl s_client -connect 127.0.0.1:${port} -verify_hostname localhost -verify_return_error -quiet`
const php = (port: number): string =>
  `-r 'echo stream_get_contents(stream_socket_client("tls://127.0.0.1:${port}"));'`
const curl = (port: number): string =>
  `--silent --show-error --http0.9 --noproxy '*' https://127.0.0.1:${port}/`

const knock = `
import javax.net.ssl.*;
public class Knock {
  public static void main(String[] args) throws Exception {
    var socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket("127.0.0.1", Integer.parseInt(args[0]));
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    System.out.println(new String(socket.getInputStream().readNBytes(5)));
  }
}
`

/** The lines printed for one tool. */
function linesFor(tool: string, caFile: string): readonly string[] {
  const found = trustInstructions(caFile).find((one) => one.tool.includes(tool))
  if (found === undefined) throw new Error(`nothing is printed for ${tool}`)
  return found.lines
}

/** A server of the local CA in a folder whose name needs quoting, and a shell beside it. */
async function scene(): Promise<{ caFile: string; port: number; shell: (script: string) => Promise<Ran> }> {
  const directory = join(scratchDirectory(), `it's here`)
  const { pem, ca } = await load(directory)
  const port = await serve(pem.cert, pem.key)
  writeFileSync(join(directory, 'Knock.java'), knock)
  const env = { NODE_EXTRA_CA_CERTS: '', SSL_CERT_FILE: '', CURL_CA_BUNDLE: '' }
  const shell = (script: string): Promise<Ran> =>
    run('sh', ['-ec', `cd "$0"; unset ${Object.keys(env).join(' ')}\n${script}`, directory])
  return { caFile: ca?.file ?? '', port, shell }
}

/** Without the lines the client must refuse, else the lines prove nothing. */
async function expectTrustBy(
  name: string,
  without: (port: number) => string,
  withLines: (port: number, lines: readonly string[]) => string,
) {
  const { caFile, port, shell } = await scene()
  const refused = await shell(without(port))
  expect(refused.code).not.toBe(0)
  expect(refused.output).not.toContain('hello')
  expect((await shell(withLines(port, linesFor(name, caFile)))).output).toContain('hello')
}

const javaHome = 'JAVA_HOME="$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")"'

/** The lines with files of the system's that hold a CA of another server in place of the public ones. */
const withPublicCa = (lines: readonly string[], file: string): string =>
  lines.join('\n').replaceAll('/etc/ssl/certs/ca-certificates.crt', file)

describe('what is printed leaves the app the CAs that it trusted before', () => {
  /** A server of ours, and one of the outside, whose CA the system knows. */
  async function two(): Promise<{
    own: Awaited<ReturnType<typeof scene>>
    outside: Awaited<ReturnType<typeof scene>>
  }> {
    return { own: await scene(), outside: await scene() }
  }

  it.each([
    ['Python', python, 'python'],
    ['Ruby', ruby, 'ruby'],
    ['OpenSSL', openssl, 'openssl'],
  ] as const)('%s', async (tool, knock, program) => {
    if (whyNot(program) !== null) return
    const { own, outside } = await two()
    copyFileSync(outside.caFile, join(dirname(own.caFile), 'public.pem'))
    const lines = withPublicCa(linesFor(tool, own.caFile), 'public.pem')
    const output = (await own.shell(`${lines}\n${knock(own.port)} || true\n${knock(outside.port)} || true`))
      .output
    expect(output.match(/hello/g)).toHaveLength(2)
  })

  testWith('php')('PHP', async () => {
    const { own, outside } = await two()
    copyFileSync(outside.caFile, join(dirname(own.caFile), 'public.pem'))
    const [both = '', option = ''] = linesFor('PHP', own.caFile)
    const call = (port: number): string => option.replace('…', php(port))
    const lines = withPublicCa([both, call(own.port), call(outside.port)], 'public.pem')
    expect((await own.shell(lines)).output.match(/hello/g)).toHaveLength(2)
  })

  testWith('jdk')('Java', { timeout: 120_000 }, async () => {
    const { own, outside } = await two()
    copyFileSync(outside.caFile, join(dirname(own.caFile), 'public.pem'))
    const [copy = '', keytool = '', java = ''] = linesFor('Java', own.caFile)
    const cacerts = 'home/lib/security/cacerts'
    const lines = [
      'mkdir -p home/lib/security',
      `keytool -importcert -noprompt -alias public -file public.pem -keystore ${cacerts} -storepass changeit`,
      'JAVA_HOME=home',
      copy,
      keytool,
      java.replace('…', `Knock.java ${own.port}`),
      java.replace('…', `Knock.java ${outside.port}`),
    ]
    expect((await own.shell(lines.join('\n'))).output.match(/hello/g)).toHaveLength(2)
  })
})

describe('what is printed makes the client trust the CA', () => {
  it('Node.js', () => expectTrustBy('Node.js', node, (port, [line]) => `${line}\n${node(port)}`))

  testWith('python')('Python', () =>
    expectTrustBy('Python', python, (port, lines) => `${lines.join('\n')}\n${python(port)}`),
  )

  testWith('ruby')('Ruby', () =>
    expectTrustBy('Ruby', ruby, (port, lines) => `${lines.join('\n')}\n${ruby(port)}`),
  )

  testWith('openssl')('OpenSSL', () =>
    expectTrustBy('OpenSSL', openssl, (port, lines) => `${lines.join('\n')}\n${openssl(port)}`),
  )

  testWith('curl')('curl, by option and by variable', async () => {
    const plain = (port: number): string => `curl ${curl(port)}`
    await expectTrustBy(
      'curl',
      plain,
      (port, [both, option]) => `${both}\n${option?.replace('…', curl(port))}`,
    )
    await expectTrustBy('curl', plain, (port, [both, , variable]) => `${both}\n${variable}\n${plain(port)}`)
  })

  testWith('php')('PHP, by option and by php.ini', async () => {
    const plain = (port: number): string => `php -d display_errors=stderr ${php(port)} && false`
    await expectTrustBy('PHP', plain, (port, [both, option]) => `${both}\n${option?.replace('…', php(port))}`)
    await expectTrustBy(
      'PHP',
      plain,
      (port, [both, , ini]) => `${both}\ncat > php.ini <<'END'\n${ini}\nEND\nphp -c php.ini ${php(port)}`,
    )
  })

  testWith('jdk')(
    'Java',
    () =>
      expectTrustBy(
        'Java',
        (port) => `java Knock.java ${port}`,
        (port, [copy, keytool, java]) =>
          `${javaHome}\n${copy}\n${keytool}\n${java?.replace('…', `Knock.java ${port}`)}`,
      ),
    // It compiles twice and starts three times.
    120_000,
  )
})
