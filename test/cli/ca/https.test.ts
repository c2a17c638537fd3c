import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import type { IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { expect, it } from 'vitest'
import { type FourportServer, startServer } from '../../../src/index.ts'
import { certs, type Finished, runCli } from '../support/run-cli.ts'

/** A machine on which no CA was made yet. */
function fresh(): { readonly folder: string; readonly env: Record<string, string> } {
  const folder = mkdtempSync(join(certs, 'data-'))
  return { folder, env: { XDG_DATA_HOME: folder, LOCALAPPDATA: folder, HOME: folder } }
}

const token = 'a-token-of-32-characters-or-more'
const portOf = (server: FourportServer): string => new URL(server.http!.url).port
const spaced = ({ stderr }: Finished): string => stderr.replace(/\s+/g, ' ')

it.each([[[]], [['--https']]])('prints the CA that a server with HTTPS uses (flags %j)', async (flags) => {
  const own = mkdtempSync(join(certs, 'own-'))
  await using server = await startServer({ certs: own, http: 0, https: true })
  const { folder, env } = fresh()
  const args = ['ca', ...flags, '--http-port', portOf(server)]
  const file = join(own, 'ca.pem')
  const { fingerprint256 } = new X509Certificate(readFileSync(file))
  const url = expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+\/$/)
  const json = await runCli([...args, '--json'], { env })
  expect(json).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(json.stdout)).toMatchObject({ file, fingerprint: fingerprint256, server: url })
  const people = (await runCli(args, { env })).stdout
  expect(people).toContain(`SHA-256  ${fingerprint256.slice(0, 47)}\n         ${fingerprint256.slice(48)}\n`)
  expect(people).toMatch(/used by {2}the server at https:/)
  expect(readdirSync(folder)).toEqual([])
})

it('prints the CA of a server behind a login only where it has signed its certificate', async () => {
  const own = mkdtempSync(join(certs, 'own-'))
  await using server = await startServer({ certs: own, http: 0, https: true, httpToken: token })
  const { folder, env } = fresh()
  const args = ['ca', '--https', '--http-token', token, '--http-port', portOf(server)]
  const refused = await runCli(args, { env })
  expect(refused).toMatchObject({ code: 3, stdout: '' })
  expect(spaced(refused)).toMatch(/says only after a login .* is not signed by .* with --certs/)
  expect(readdirSync(folder)).toEqual([])
  const named = await runCli([...args, '--certs', own], { env })
  expect(named).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining('used by') })
  const other = await runCli([...args, '--certs', certs], { env })
  expect(other).toMatchObject({ code: 0, stdout: expect.not.stringContaining('used by') })
  expect(spaced(other)).toContain('has a certificate that this CA has not signed.')
})

it('makes no second CA beside a server that speaks HTTP and asks for a login', async () => {
  await using server = await startServer({ certs, http: 0, httpToken: token })
  const { folder, env } = fresh()
  const refused = await runCli(['ca', '--http-port', portOf(server)], { env })
  expect(refused).toMatchObject({ code: 3, stdout: '' })
  expect(spaced(refused)).toContain('Give its --http-token or --http-auth')
  expect(readdirSync(folder)).toEqual([])
})

it('sends no credentials, and does not believe a server that shows a certificate of another CA', async () => {
  const heard: IncomingHttpHeaders[] = []
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }])
  const caFile = join(certs, 'ca.pem')
  const server = createServer({ cert, key }, (request, response) => {
    heard.push(request.headers)
    response.end(JSON.stringify({ name: 'fourport', caFile }))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  await runCli(['ca', '--certs', certs])
  const port = String((server.address() as AddressInfo).port)
  const args = ['ca', '--http-token', token, '--http-port', port]
  const { folder, env } = fresh()
  for (const flags of [[], ['--https']]) {
    const run = await runCli([...args, ...flags], { env })
    expect(run).toMatchObject({ code: 3, stdout: '' })
    expect(spaced(run)).toContain('shows a certificate that this CA has not signed.')
  }
  expect(heard).toHaveLength(2)
  for (const headers of heard) expect(headers).not.toHaveProperty('authorization')
  expect(readdirSync(folder)).toEqual([])
  server.close()
})
