import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { validate } from 'dockerfile-utils'
import { describe, expect, test } from 'vitest'
import { profileNames, profiles } from '../../src/model/port-profile.ts'
import { envName, optionNames, optionTable } from '../../src/options/table.ts'
import { checkTimeoutMs } from '../../src/cli/health/check.ts'
import { whyNot } from '../support/programs/programs.ts'
import { readComposeFile, type Service } from './support/compose-file.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const dockerfile = readFileSync(`${root}Dockerfile`, 'utf8')
const pagePort = Number(optionTable.http.command)
/** Those that listen without being asked for: a catcher is one more listener. */
const everyPort = [...profileNames.map((name) => profiles[name].defaultPort), pagePort]
const imageEnvironment: Readonly<Record<string, string>> = Object.fromEntries(
  [...dockerfile.matchAll(/\b(FOURPORT_\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
)

describe('the Dockerfile', () => {
  test('passes the linter', () => {
    expect(validate(dockerfile).map(({ message }) => message)).toEqual([])
  })

  test('exposes the ports of the profiles and of the page, and no other', () => {
    const exposed = /^EXPOSE (.*)$/m.exec(dockerfile)?.[1]?.split(' ').map(Number)
    expect(exposed).toEqual(everyPort)
  })

  test('runs as a user without rights, stops by SIGTERM and says how it is', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '))
    expect(last).toMatch(/^USER node$/m)
    expect(last).toMatch(/^STOPSIGNAL SIGTERM$/m)
    expect(last).toMatch(/^HEALTHCHECK [^]*?CMD \["fourport", "healthcheck"\]$/m)
  })

  test('asks of an engine nothing that came late: --start-interval stops a build before Docker 25', () => {
    const flags = [...(/^HEALTHCHECK (.*)/m.exec(dockerfile)?.[1] ?? '').matchAll(/--([a-z-]+)=/g)]
    expect(flags.map(([, name]) => name)).toEqual(['interval', 'timeout', 'start-period', 'retries'])
  })

  test('gives a health check more time than it takes itself, and Node a second to start', () => {
    const seconds = /^HEALTHCHECK .*--timeout=(\d+)s/m.exec(dockerfile)?.[1]
    expect(Number(seconds) * 1000).toBeGreaterThan(checkTimeoutMs + 1000)
  })

  test('is labelled as the package is', () => {
    const { version, description, license } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))
    const labels = [...dockerfile.matchAll(/org\.opencontainers\.image\.(\w+)="([^"]*)"/g)]
    expect(Object.fromEntries(labels.map(([, name, value]) => [name, value]))).toEqual({
      title: 'Fourport',
      description,
      version,
      licenses: license,
    })
  })

  test('has folders for mail that belong to its user alone, where other catchers have theirs too, and makes no volume of it unasked', () => {
    expect(dockerfile).toMatch(/install -d -o node -g node -m 0700 \/certs \/mail \/data\b/)
    expect(dockerfile).toMatch(/^VOLUME \["\/certs", "\/ca"\]$/m)
  })

  test('sets options that exist', () => {
    const known = new Set(optionNames.map((name) => envName(name)))
    const used = Object.keys(imageEnvironment)
    expect(used).not.toEqual([])
    expect(used.filter((name) => !known.has(name))).toEqual([])
  })

  test('keeps keys, history and what is built anew out of the image', () => {
    const ignored = readFileSync(`${root}.dockerignore`, 'utf8').split('\n')
    expect(ignored).toEqual(expect.arrayContaining(['.git', 'certs', 'dist', 'node_modules']))
  })
})

const reason = whyNot('compose')
const services = reason === null ? readComposeFile(`${root}docker-compose.yml`) : {}

describe.skipIf(reason !== null)('docker-compose.yml', () => {
  const { fourport, neighbour } = services as Record<'fourport' | 'neighbour', Service>

  test('publishes each port under its own number, on loopback alone', () => {
    expect(fourport.ports.map(({ target }) => target)).toEqual(everyPort)
    for (const port of fourport.ports)
      expect(port).toMatchObject({ host_ip: '127.0.0.1', published: String(port.target) })
  })

  test('gives the container no right it does not need', () => {
    expect(fourport).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    })
  })

  test('starts it again after a crash, and not for ever', () => {
    expect(fourport.restart).toMatch(/^on-failure:\d$/)
  })

  test('lets the neighbour read the CA, and neither a key nor a way to write', () => {
    const { FOURPORT_CERTS: keys, FOURPORT_CA_COPY: copy } = imageEnvironment
    expect(fourport.volumes).toMatchObject([
      { source: 'keys', target: keys },
      { source: 'certs', target: dirname(copy ?? '') },
    ])
    expect(neighbour.volumes).toMatchObject([{ source: 'certs', target: '/certs', readOnly: true }])
    expect(neighbour.environment).toEqual({
      NODE_EXTRA_CA_CERTS: '/certs/ca.pem',
      SSL_CERT_FILE: '/certs/ca.pem',
    })
  })
})
