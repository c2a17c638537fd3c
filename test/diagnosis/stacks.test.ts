import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { connect } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { measuredStacks } from '../../src/diagnosis/stacks/measured.ts'
import { stackByStructure } from '../../src/diagnosis/stacks/structure.ts'
import { tlsStackOf } from '../../src/diagnosis/stacks/tls-stack.ts'
import type { ClientHello } from '../../src/model/tls-facts.ts'
import { parseClientHello } from '../../src/smtp/client-hello.ts'
import { hasProgram } from '../support/clients/run-process.ts'

type Row = (typeof measuredStacks)[number] & { readonly hello: ClientHello }

/** Written with the table, by the same measurement. */
const rows = JSON.parse(
  readFileSync(new URL('./support/measured-hellos.json', import.meta.url), 'utf8'),
) as readonly Row[]

/** What the build of a ClientHello cannot tell from another: a program with a list of its own, on OpenSSL. */
const builtAs: Readonly<Record<string, string>> = { postfix: 'openssl-program' }

describe('the table of TLS stacks', () => {
  test('is what was measured', () => {
    expect(rows.map(({ hello, ...row }) => ({ ...row, ja4: hello.ja4 }))).toEqual(measuredStacks)
    for (const stack of ['go', 'openssl', 'node', 'php', 'postfix', 'java', 'rustls', 'gnutls', 'boringssl'])
      expect(measuredStacks.some((row) => row.stack === stack)).toBe(true)
  })

  test('has no two stacks of one fingerprint', () => {
    const stacks = new Map<string, Set<string>>()
    for (const { ja4, stack } of measuredStacks) {
      const hashes = ja4.slice(ja4.indexOf('_'))
      stacks.set(hashes, (stacks.get(hashes) ?? new Set()).add(stack))
    }
    expect([...stacks.values()].filter(({ size }) => size > 1)).toEqual([])
  })

  test.each(rows.map((row) => [`${row.stack} ${row.version}, ${row.settings}`, row] as const))(
    '%s is known, and told by its build if it were not',
    (_says, { stack, hello }) => {
      expect(tlsStackOf(hello)).toMatchObject({ stack, label: expect.not.stringMatching(/^probably/) })
      expect(stackByStructure(hello)).toBe(builtAs[stack] ?? stack)
    },
  )

  test('names the versions that share a fingerprint', () => {
    const go = rows.find(({ version, settings }) => version === '1.26.8' && settings === 'go 1.26 in go.mod')
    expect(tlsStackOf(go?.hello ?? null)?.label).toMatch(/^Go 1\.25\.\d+ to 1\.26\.8$/)
  })
})

describe('a stack that nobody has measured', () => {
  const of = (stack: string): ClientHello => rows.find((row) => row.stack === stack)!.hello
  /** Another version: one suite and one signature algorithm more or less, so that both hashes are others. */
  const next = (hello: ClientHello, change: (raw: string) => string): ClientHello => ({
    ...hello,
    ja4: 't13d999900_000000000001_000000000002',
    ja4ro: change(hello.ja4ro ?? ''),
  })

  test.each([
    ['go', (raw: string) => raw.replace(',c014', '')],
    ['java', (raw: string) => raw.replace(',00ff', '')],
    ['node', (raw: string) => raw.replace(',00ff', '')],
    ['openssl', (raw: string) => raw.replace(',009f', '')],
    ['gnutls', (raw: string) => raw.replace(',0033', '')],
    ['rustls', (raw: string) => raw.replace(',c030', '')],
    ['boringssl', (raw: string) => raw.replace(',0035', '')],
  ])('is probably %s by its build', (stack, change) => {
    const hello = next(of(stack), change)
    expect(hello.ja4ro).not.toBe(of(stack).ja4ro)
    expect(tlsStackOf(hello)).toMatchObject({ stack, label: expect.stringMatching(/^probably /) })
  })

  test('is unknown where its build says nothing', () => {
    const hello = next(of('openssl'), () => 't13d0202h2_1305,1304_0000,000a_0403')
    expect(tlsStackOf(hello)).toBeNull()
  })

  /** As JA4 sorts them: no library offers those of TLS 1.3 first, and the rest by their numbers. */
  const inAnotherOrder = ({ ja4ro = '' }: ClientHello): string => {
    const [head, suites = '', ...rest] = ja4ro.split('_')
    const [new13, older] = [/^13/, /^(?!13)/].map((which) =>
      suites.split(',').filter((one) => which.test(one)),
    )
    return [head, [...new13!, ...older!.sort()].join(), ...rest].join('_')
  }

  test.each(['node', 'php'])(
    'is not %s where it has the fingerprint of that, which knows no order, and another order',
    (stack) => {
      const hello = { ...of(stack), ja4ro: inAnotherOrder(of(stack)) }
      expect(tlsStackOf(hello)).toMatchObject({ stack: 'openssl-program', label: 'probably OpenSSL' })
    },
  )

  test('is not told by the number of its suites', () => {
    const java = of('java')
    expect(tlsStackOf({ ...java, ja4: 't13d310000_a_b', ja4ro: '', cipherCount: 31 })).toBeNull()
  })
})

describe('what is at hand', () => {
  const commands: Readonly<Record<string, (port: number) => readonly string[]>> = {
    openssl: (port) => ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', 'localhost'],
    python3: (port) => [
      '-c',
      `import socket, ssl; ssl.create_default_context().wrap_socket(socket.create_connection(("127.0.0.1", ${port})), server_hostname="localhost")`,
    ],
    curl: (port) => ['-q', '-sk', '--noproxy', '*', `smtps://localhost:${port}`],
  }

  test('this Node is Node', async () => {
    const hello = await helloTo((port) =>
      connect({ host: '127.0.0.1', port, servername: 'localhost' }).on('error', () => undefined),
    )
    expect(tlsStackOf(hello)).toMatchObject({ stack: 'node', name: 'Node' })
  })

  for (const [command, args] of Object.entries(commands)) {
    test.skipIf(!hasProgram(command, [command === 'openssl' ? 'version' : '--version']))(
      `${command} is OpenSSL`,
      async () => {
        const hello = await helloTo((port) => execFile(command, args(port), () => undefined))
        expect(hello.ja4).toMatch(/^t13d\d{4}/)
        expect(tlsStackOf(hello)?.stack).toBe('openssl')
      },
    )
  }
})

/** The ClientHello that a client opens with. */
async function helloTo(dial: (port: number) => unknown): Promise<ClientHello> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  dial((server.address() as AddressInfo).port)
  const [socket] = (await once(server, 'connection')) as [Socket]
  let bytes = Buffer.alloc(0)
  try {
    for await (const chunk of socket) {
      bytes = Buffer.concat([bytes, chunk as Buffer])
      const hello = parseClientHello(bytes)
      if (hello !== 'incomplete' && hello !== null) return hello
    }
  } finally {
    socket.destroy()
    server.close()
  }
  throw new Error(`no ClientHello in ${bytes.length} bytes`)
}
