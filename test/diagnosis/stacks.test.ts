import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { connect } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { refusalBehaviours } from '../../src/diagnosis/stacks/refusal-behaviour.ts'
import { beginningOf } from '../../src/diagnosis/stacks/measured-stack.ts'
import { measuredStacks } from '../../src/diagnosis/stacks/measured.ts'
import { stacksByStructure } from '../../src/diagnosis/stacks/structure.ts'
import { tableOf, tlsStackOf, type TlsStack } from '../../src/diagnosis/stacks/tls-stack.ts'
import type { ClientHello } from '../../src/model/tls-facts.ts'
import { parseClientHello } from '../../src/protocol/tls-records/client-hello.ts'
import { execFile } from '../support/programs/processes.ts'
import { whyNot, type ProgramName } from '../support/programs/programs.ts'

type Row = (typeof measuredStacks)[number] & { readonly hello: ClientHello }

/** Written with the table, by the same measurement. */
const rows = JSON.parse(
  readFileSync(new URL('./support/measured-hellos.json', import.meta.url), 'utf8'),
) as readonly Row[]

/** Stacks whose versions keep their build, so that one that is not in the table is told all the same. */
const keepTheirBuild = [
  'go',
  'java',
  'openssl',
  'openssl-program',
  'node',
  'php',
  'dotnet',
  'rustls',
  'gnutls',
]
/** A program's own list on OpenSSL says nothing of the program. */
const alsoTold: Readonly<Record<string, readonly string[]>> = {
  openssl: ['openssl-program'],
  postfix: ['openssl-program'],
}

/** Whether what is told of a ClientHello is true, as the stack itself or as one of several. */
function isTruthOf(told: TlsStack, row: Row): boolean {
  if (told.stack !== null) return [row.stack, ...(alsoTold[row.stack] ?? [])].includes(told.stack)
  return told.name.split(' or ').includes(refusalBehaviours[row.stack].name)
}

const versions = [...new Set(rows.map(({ stack, version }) => `${stack} ${version}`))]
const stacks = [...new Set(rows.map(({ stack }) => stack))]

describe('the table of TLS stacks', () => {
  test('is what was measured', () => {
    expect(
      rows.map(({ hello, ...row }) => ({ ...row, ja4: hello.ja4, begins: beginningOf(hello.ja4ro ?? '') })),
    ).toEqual(measuredStacks)
    expect(stacks).toEqual(
      expect.arrayContaining([
        ...keepTheirBuild,
        'postfix',
        'boringssl',
        'nss',
        'mbedtls',
      ] satisfies string[]),
    )
  })

  test.each(rows.map((row) => [`${row.stack} ${row.version}, ${row.settings}`, row] as const))(
    '%s is known, and told by its build if it were not',
    (_says, row) => {
      const known = tlsStackOf(row.hello)
      expect(known).toMatchObject({ label: expect.not.stringMatching(/^probably/) })
      expect(known && isTruthOf(known, row)).toBe(true)
      if (!keepTheirBuild.includes(row.stack)) return
      expect(stacksByStructure(row.hello)).toEqual(
        expect.arrayContaining([expect.toBeOneOf([row.stack, ...(alsoTold[row.stack] ?? [])])]),
      )
    },
  )

  test('tells stacks of one fingerprint as either, and claims only what holds for each', () => {
    const go = rows.find(({ stack }) => stack === 'go')!
    const row = measuredStacks.find(({ ja4 }) => ja4 === go.hello.ja4)!
    const both = tableOf([row, { ...row, stack: 'rustls', version: '0.99.0' }])
    expect(tlsStackOf(go.hello, both)).toEqual({
      stack: null,
      stacks: ['go', 'rustls'],
      name: 'Go or rustls',
      programs: [row.settings, row.settings],
      label: `Go ${row.version} or rustls 0.99.0`,
      namesEveryHost: true,
    })
  })

  test('tells OpenSSL with TLS 1.3 alone as any program on it, also those that were not measured so', () => {
    const alone = rows.filter(({ stack, settings }) => stack === 'node' && settings.endsWith('TLS 1.3 alone'))
    expect(alone.length).toBeGreaterThan(2)
    for (const { hello } of alone) {
      expect(tlsStackOf(hello)).toMatchObject({
        stack: null,
        name: expect.stringMatching(/Node.*PHP|PHP.*Node/),
      })
      expect(tlsStackOf(hello)).not.toHaveProperty('refusesSilentlyInTls13')
    }
  })

  test('names the versions that share a fingerprint', () => {
    const go = rows.find(({ version, settings }) => version === '1.26.8' && settings === 'go 1.26 in go.mod')
    expect(tlsStackOf(go?.hello ?? null)?.label).toMatch(/^Go 1\.25\.\d+ to 1\.26\.8$/)
  })
})

describe('a list that JA4 sorts', () => {
  test('is told from one of the same suites in another order', () => {
    const php = rows.find(({ stack }) => stack === 'php')!.hello
    const [a, ciphers = '', ...rest] = php.ja4ro!.split('_')
    const others = ciphers.split(',')
    const ja4ro = [a, [...others.slice(0, 3), ...others.slice(3).toReversed()].join(), ...rest].join('_')
    expect(tlsStackOf({ ...php, ja4ro })).toMatchObject({ stack: 'openssl-program' })
  })
})

describe('a version that is not in the table', () => {
  test.each(versions)('%s is told as what it is, or not at all', (version) => {
    const isIt = (row: { stack: string; version: string }) => `${row.stack} ${row.version}` === version
    expectTruth(rows.filter(isIt), tableOf(measuredStacks.filter((row) => !isIt(row))))
  })

  test.each(stacks)('%s is told as what it is, or not at all, with no version of it there', (stack) => {
    expectTruth(
      rows.filter((row) => row.stack === stack),
      tableOf(measuredStacks.filter((row) => row.stack !== stack)),
    )
  })

  function expectTruth(left: readonly Row[], table: Parameters<typeof tlsStackOf>[1]): void {
    expect(left).not.toEqual([])
    for (const row of left) {
      const told = tlsStackOf(row.hello, table)
      const says = `${row.stack} ${row.version}, ${row.settings}: ${told?.label}`
      if (told === null) expect(keepTheirBuild, says).not.toContain(row.stack)
      else expect(isTruthOf(told, row), says).toBe(true)
    }
  }
})

describe('a stack that nobody has measured', () => {
  const of = (stack: string): ClientHello =>
    rows.find((row) => row.stack === stack && !row.version.startsWith('in Mono'))!.hello
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
  const commands: readonly (readonly [ProgramName, string, (port: number) => readonly string[]])[] = [
    [
      'openssl',
      'openssl',
      (port) => ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', 'localhost'],
    ],
    [
      'python',
      'python3',
      (port) => [
        '-c',
        `import socket, ssl; ssl.create_default_context().wrap_socket(socket.create_connection(("127.0.0.1", ${port})), server_hostname="localhost")`,
      ],
    ],
    ['curl', 'curl', (port) => ['-q', '-sk', '--noproxy', '*', `smtps://localhost:${port}`]],
  ]

  test('this Node is Node', async () => {
    const hello = await helloTo((port) =>
      connect({ host: '127.0.0.1', port, servername: 'localhost' }).on('error', () => undefined),
    )
    expect(tlsStackOf(hello)).toMatchObject({ stack: 'node', name: 'Node' })
  })

  for (const [needs, command, args] of commands) {
    test.skipIf(whyNot(needs) !== null)(`${command} is OpenSSL`, async () => {
      const hello = await helloTo((port) => execFile(command, args(port), () => undefined))
      expect(hello.ja4).toMatch(/^t13d\d{4}/)
      expect(tlsStackOf(hello)?.stack).toBe('openssl')
    })
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
