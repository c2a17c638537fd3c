import { createTransport } from 'nodemailer'
import { expect, it } from 'vitest'
import { functionClient } from '../../src/verify/client/function.ts'
import { cellOf, verified } from './support/run-verify.ts'

/** Compares the name that it was told, and finds this machine by the address: no such name leads here. */
const client = functionClient(({ nodemailer: { host, ...rest }, from, to }) =>
  createTransport({ ...rest, host: '127.0.0.1', tls: { ...rest.tls, servername: host } }).sendMail({
    from,
    to: [...to],
    subject: 'Hello',
    text: 'Hello.',
  }),
)
const run = (host: string) => verified(['good-wildcard'], client, { ports: ['smtps'], host })

it('a wildcard is met by a client that connects to a name of three labels', async () => {
  expect(cellOf(await run('mail.wild.test'), 'good-wildcard', 'smtps')).toMatchObject({
    verdict: 'passed',
    words: 'delivered',
  })
})

it('a wildcard is skipped where the name is shorter, with what to set', async () => {
  const cell = cellOf(await run('localhost'), 'good-wildcard', 'smtps')
  expect(cell).toMatchObject({ verdict: 'skipped', words: 'skipped' })
  expect(cell.why).toContain('--connect')
})
