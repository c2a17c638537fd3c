import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseYaml } from '@redocly/openapi-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type FourportServer } from '../../src/index.ts'
import { envName, optionNames } from '../../src/options/table.ts'
import { readComposeFile, type Service } from '../container/support/compose-file.ts'
import { main } from '../cli/support/run-cli.ts'
import type { ClientResult } from '../support/clients/client.ts'
import { runProcess } from '../support/clients/run-process.ts'
import { type ProgramName, whyNot } from '../support/programs/programs.ts'
import { codeBlocks, read } from './documents.ts'

const page = 'docs/container.md'
const checkout = fileURLToPath(new URL('../../', import.meta.url))
const options = new Set(optionNames.map((name) => envName(name)))

/** The files that the page shows whole, by the name above each. */
const files: Readonly<Record<string, string>> = Object.fromEntries(
  [...read(page).matchAll(/^`([\w.]+)`:\n\n```\w+\n([^]*?)^```$/gm)].map(([, name = '', text = '']) => [
    name,
    text,
  ]),
)

const folder = mkdtempSync(join(tmpdir(), 'fourport-page-'))
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Job {
  readonly services: object
  readonly steps: readonly { readonly name?: string; readonly run?: string; readonly env?: object }[]
  readonly env: Readonly<Record<string, string>>
}

interface Written {
  readonly services?: Readonly<Record<string, Service>>
  readonly jobs?: { readonly test: Job }
  readonly test?: { readonly services: readonly { readonly variables: object }[] }
}

const yaml: readonly Written[] = codeBlocks(page)
  .filter(({ language }) => language === 'yaml')
  .map(({ code }) => parseYaml(code) as Written)

describe(page, () => {
  it('begins with the compose file and all that it mounts', () => {
    const mounted = [...files['compose.yml']!.matchAll(/\.\/([\w.]+):/g)].map(([, name]) => name)
    expect(Object.keys(files).toSorted()).toEqual(['compose.yml', ...mounted].toSorted())
  })

  it('sets options that exist, in every file', () => {
    const used = yaml.flatMap((one) => [...JSON.stringify(one).matchAll(/"(FOURPORT_\w+)":/g)])
    expect(used.length).toBeGreaterThan(3)
    for (const [, name = ''] of used) expect(options).toContain(name)
  })

  it('has a job for GitHub with a service, one with a step, and a job for GitLab', () => {
    const [compose, asService, asStep, gitlab] = yaml
    expect(compose?.services).toHaveProperty('fourport')
    expect(asService?.jobs?.test.services).toHaveProperty('fourport')
    expect(asStep?.jobs?.test.steps.map(({ name }) => name)).toContain('Start Fourport')
    expect(gitlab?.test?.services[0]?.variables).toHaveProperty('FOURPORT_HOST_NAMES', 'fourport')
  })
})

const noCompose = whyNot('compose')
const services = noCompose === null ? readComposeFile(join(folder, 'compose.yml')) : {}

describe.skipIf(noCompose !== null)('its compose file, as Compose reads it', () => {
  it.each(['node-app', 'php-app', 'java-app'])(
    'lets %s read the CA alone, and wait for the server',
    (name) => {
      expect(services[name]).toMatchObject({
        depends_on: { fourport: { condition: 'service_healthy' } },
        volumes: expect.arrayContaining([{ source: 'ca', target: '/ca', readOnly: true }]),
      })
      expect(services[name]?.volumes.map(({ source }) => source)).not.toContain('keys')
    },
  )
})

/**
 * Where a package comes from. It stands for the registry, which a test does not ask: each installs what is here already,
 * at the place where the real program would put it.
 */
const installers: Readonly<Record<string, string>> = {
  npm: `mkdir -p node_modules && ln -sfn '${checkout}node_modules/nodemailer' node_modules/nodemailer`,
  composer: `mkdir -p vendor && echo "<?php require '/usr/share/php/libphp-phpmailer/autoload.php';" > vendor/autoload.php`,
  mvn: `for word; do case $word in -DoutputDirectory=*) jars=\${word#*=};; esac; done
mkdir -p "$jars" && cp /usr/share/java/jakarta-mail.jar /usr/share/java/jakarta-activation.jar "$jars"`,
  // The command of this checkout.
  npx: `shift && exec '${process.execPath}' '${main}' "$@"`,
}
const programs = join(folder, 'programs')
mkdirSync(programs)
for (const [name, script] of Object.entries(installers)) {
  writeFileSync(join(programs, name), `#!/bin/sh\n${script}\n`)
  chmodSync(join(programs, name), 0o755)
}
const path = [programs, process.env['PATH']].join(delimiter)

/** Runs what the compose file has for a service, with folders of the test in place of those of the container. */
function runApp(name: string, caFolder: string, port: number): Promise<ClientResult> {
  const { command = [], environment = {} } = services[name]!
  const script = (command.at(-1) ?? '')
    .replaceAll('$$', () => '$')
    .replaceAll('/tmp/', `${folder}/`)
    .replaceAll(/(?<=[ =])\/ca\//g, `${caFolder}/`)
  const java = 'JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")'
  return runProcess('sh', ['-ec', `${name === 'java-app' ? `export ${java}\n` : ''}${script}`], {
    cwd: folder,
    env: {
      ...Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value)])),
      ...(environment['NODE_EXTRA_CA_CERTS'] !== undefined && {
        NODE_EXTRA_CA_CERTS: join(caFolder, 'ca.pem'),
      }),
      PATH: path,
      SMTP_HOST: 'localhost',
      SMTP_PORT: String(port),
    },
    limitMs: 60_000,
  })
}

describe.skipIf(noCompose !== null)('an app of the page', () => {
  let server: FourportServer
  let other: FourportServer
  const caOf: string[] = []
  beforeAll(async () => {
    for (const name of ['its', 'other']) mkdirSync(join(folder, name))
    server = await startServer({ caCopy: join(folder, 'its', 'ca.pem'), certs: join(folder, 'keys') })
    other = await startServer({ caCopy: join(folder, 'other', 'ca.pem'), certs: join(folder, 'other-keys') })
    caOf.push(join(folder, 'its'), join(folder, 'other'))
  })
  afterAll(async () => {
    await server?.close()
    await other?.close()
  })

  const apps: readonly (readonly [string, string, readonly ProgramName[]])[] = [
    ['node-app', 'From Node', []],
    ['php-app', 'From PHP', ['phpmailer']],
    ['java-app', 'From Java', ['jakarta-mail']],
  ]
  for (const [name, subject, needs] of apps) {
    it.skipIf(whyNot(...needs) !== null)(`sends and verifies: ${name}`, { timeout: 120_000 }, async () => {
      const { port } = server.ports.submission
      const stranger = await runApp(name, caOf[1]!, port)
      expect(stranger).toMatchObject({ ok: false, output: expect.stringMatching(/certificat/i) })
      expect(await server.messages({ subject })).toEqual([])

      expect(await runApp(name, caOf[0]!, port)).toMatchObject({
        ok: true,
        output: expect.stringMatching(/sent\n$/),
      })
      const [message] = await server.messages({ subject })
      expect(message).toMatchObject({ tls: { version: 'TLSv1.3' }, auth: { user: 'user' } })
    })
  }
})

/** Numbers that are free now, each another. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers: Server[] = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((one) => once(one, 'listening')))
  const ports = servers.map((one) => (one.address() as AddressInfo).port)
  await Promise.all(servers.map((one) => once(one.close(), 'close')))
  return ports
}

describe('the step of the page that starts the server', () => {
  it(
    'ends when all ports answer, with the CA where the next step reads it',
    { timeout: 60_000 },
    async () => {
      const job = yaml[2]!.jobs!.test
      const step = job.steps.find(({ name }) => name === 'Start Fourport')!
      const next = job.steps.find(({ run }) => run === 'npm test')!
      const workspace = join(folder, 'workspace')
      mkdirSync(workspace)
      const placed = (text: string): string => text.replaceAll('${{ github.workspace }}', () => workspace)
      // The names of the page, with numbers that are free here.
      const [http, alt, ...rest] = await freePorts(5)
      const ports = job.env['FOURPORT_PORTS']!.replaceAll(/\d+/g, () => String(rest.shift()))
      const { ok, output } = await runProcess(
        'sh',
        ['-ec', `${step.run}\nnpx fourport healthcheck\nkill $!\nwait $!`],
        {
          cwd: workspace,
          env: {
            PATH: path,
            RUNNER_TEMP: workspace,
            FOURPORT_PORTS: `${ports},submission-alt=${alt}`,
            FOURPORT_HTTP_PORT: String(http),
            FOURPORT_CERTS: placed(job.env['FOURPORT_CERTS']!),
          },
          limitMs: 50_000,
        },
      )
      expect({ ok, output }).toMatchObject({
        ok: true,
        output: expect.stringMatching(/^([^✗\n]+ 127\.0\.0\.1:\d+\n){5}$/),
      })
      const { NODE_EXTRA_CA_CERTS: file = '' } = next.env as Readonly<Record<string, string>>
      expect(readFileSync(placed(file), 'utf8')).toContain('BEGIN CERTIFICATE')
    },
  )
})
