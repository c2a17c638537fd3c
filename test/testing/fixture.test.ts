import { createTransport } from 'nodemailer'
import { describe, expect } from 'vitest'
import { createTest } from '../../src/vitest.ts'

const test = createTest({ auth: 'required', users: [{ user: 'user', password: 'secret' }] })
let seen = ''

test('a client fails in one test', async ({ server }) => {
  const { port, host } = server.ports.submission
  await createTransport({ host, port, secure: true })
    .verify()
    .catch(() => undefined)
  await expect(server).not.toHaveNoFindings()
  ;[{ id: seen = '' } = {}] = await server.sessions()
})

test('and the next, on the same server, sees its own time', async ({ server, inbox }) => {
  expect((await server.sessions()).map(({ id }) => id)).toEqual([seen])
  await expect(server).toHaveNoFindings()
  await expect(inbox).toHaveNoFindings()
  await expect(server.waitForFinding({}, { timeoutMs: 1 })).rejects.toThrow('No session had a finding')
  await expect(server.waitForFinding({ ID: 'x' } as never)).rejects.toMatchObject({ code: 'OPTION_UNKNOWN' })
  await expect(server.findings(null as never)).rejects.toMatchObject({ code: 'OPTION_INVALID' })
  expect(await server.findings({ since: 0 })).toMatchObject([{ id: 'implicit-tls-on-starttls-port' }])
})

describe('a suite', () => {
  test('calls the inbox of a test by its name', async ({ inbox }) => {
    expect(inbox.name).toBe('a suite > calls the inbox of a test by its name')
  })

  const long = 'x'.repeat(150)
  test(`also one that is long, ${long}`, async ({ inbox }) => {
    expect(inbox.name).toBe('x'.repeat(100))
  })
})
