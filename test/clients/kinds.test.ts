import { describe, expect, test } from 'vitest'
import { whyNot, type MailClient } from '../support/clients/index.ts'
import { netSmtpClient } from '../support/clients/net-smtp.ts'
import { isOlder } from '../support/clients/older.ts'
import { swaksClient, swaksWithoutName } from '../support/clients/swaks.ts'

/** What a client was asked whether it can, and since which version it can. */
const abilities: readonly {
  readonly client: MailClient
  readonly can: string
  readonly since: string
  readonly answer: () => boolean
}[] = [
  {
    client: swaksClient,
    can: 'verifies the name in a certificate',
    since: '20240102.0',
    answer: () => swaksClient.kind !== swaksWithoutName,
  },
  {
    client: netSmtpClient,
    can: 'knows XOAUTH2',
    since: '0.4.0',
    answer: () => netSmtpClient.mechanisms.includes('XOAUTH2'),
  },
]

// A question that is put wrongly would make the suite expect less of a client that can.
describe.for(abilities)('$client.name $can since $since', ({ client, since, answer }) => {
  test.skipIf(whyNot(client) !== null)('and says so when asked', () => {
    expect(answer()).toBe(!isOlder(client.version(), since))
  })
})

test.for([
  ['6.6.3 on PHP 8.2.36', '6.9', true],
  ['20201014.0', '20240102.0', true],
  ['20240103.0', '20240102.0', false],
  ['0.10.0', '0.9', false],
  ['3.5.9', '3.5.9', false],
  ['3.5', '3.5.0', false],
] as const)('%s is older than %s: %s', ([version, other, expected]) => {
  expect(isOlder(version, other)).toBe(expected)
})
