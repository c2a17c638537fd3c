import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { validate } from 'dockerfile-utils'
import { describe, expect, test } from 'vitest'
import { profiles } from '../../src/ports/profiles.ts'
import { envName, optionNames, optionTable } from '../../src/server/options/table.ts'
import { hasProgram } from '../support/clients/run-process.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const dockerfile = readFileSync(`${root}Dockerfile`, 'utf8')
const pagePort = Number(optionTable.http.command)
const everyPort = [...Object.values(profiles).map(({ defaultPort }) => defaultPort), pagePort]

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
    expect(last).toMatch(/^HEALTHCHECK [^]*?CMD \["node", ".*", "healthcheck"\]$/m)
  })

  test('sets options that exist', () => {
    const known = new Set(optionNames.map((name) => envName(name)))
    const used = [...dockerfile.matchAll(/\b(FOURPORT_\w+)=/g)].map((match) => match[1] ?? '')
    expect(used).not.toEqual([])
    expect(used.filter((name) => !known.has(name))).toEqual([])
  })

  test('keeps keys, history and what is built anew out of the image', () => {
    const ignored = readFileSync(`${root}.dockerignore`, 'utf8').split('\n')
    expect(ignored).toEqual(expect.arrayContaining(['.git', 'certs', 'dist', 'node_modules']))
  })
})

const composer = findComposer()

describe.skipIf(composer === null)('docker-compose.yml', () => {
  interface Service {
    readonly environment?: Record<string, string>
    readonly ports?: readonly {
      readonly host_ip: string
      readonly target: number
      readonly published: string
    }[]
    readonly read_only?: boolean
    readonly cap_drop?: readonly string[]
    readonly security_opt?: readonly string[]
    readonly volumes?: readonly {
      readonly source: string
      readonly target: string
      readonly read_only?: boolean
    }[]
  }
  const services = (): Record<'fourport' | 'neighbour', Service> => {
    const [command = '', ...args] = composer ?? []
    const file = ['--file', `${root}docker-compose.yml`, '--profile', 'example', 'config', '--format', 'json']
    return JSON.parse(execFileSync(command, [...args, ...file], { encoding: 'utf8' })).services
  }

  test('publishes each port under its own number, on loopback alone', () => {
    const published = services().fourport.ports ?? []
    expect(published.map(({ target }) => target)).toEqual(everyPort)
    for (const port of published) {
      expect(port).toMatchObject({ host_ip: '127.0.0.1', published: String(port.target) })
    }
  })

  test('gives the container no right it does not need', () => {
    expect(services().fourport).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    })
  })

  test('lets the neighbour read the CA and write nothing', () => {
    const { fourport, neighbour } = services()
    expect(fourport.volumes).toMatchObject([{ source: 'certs', target: '/certs' }])
    expect(neighbour.volumes).toMatchObject([{ source: 'certs', target: '/certs', read_only: true }])
    expect(neighbour.environment).toEqual({
      NODE_EXTRA_CA_CERTS: '/certs/ca.pem',
      SSL_CERT_FILE: '/certs/ca.pem',
    })
  })
})

/** `docker-compose`, or the plugin of `docker`; neither needs an engine to read a file. */
function findComposer(): readonly string[] | null {
  if (hasProgram('docker-compose', ['version'])) return ['docker-compose']
  if (spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' }).status === 0)
    return ['docker', 'compose']
  const reason = 'neither docker-compose nor docker compose is installed'
  if (process.env['CI'] === 'true') throw new Error(`${reason}; with CI=true it must be there, see .ci/run.`)
  process.stdout.write(`skipped: docker-compose.yml: ${reason}\n`)
  return null
}
