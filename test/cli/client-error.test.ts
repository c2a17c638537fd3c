import { expect, it } from 'vitest'
import { pagesOnError } from '../../src/cli/client-error.ts'
import { printedErrors } from '../../src/diagnosis/printed-errors.ts'
import { anchor, headings, table } from '../docs/documents.ts'
import { runCli } from './support/run-cli.ts'

const placeOf = (address: string): string => address.replace(/^.*\/docs\//, '')

it.each([
  ['IO::Socket::INET6: getaddrinfo: Name or service not known', ['cannot-connect.md#unknown-name']],
  ['*** IO::Socket::INET6: connect: Connection refused', ['cannot-connect.md#connection-refused']],
  ['connect ETIMEDOUT 192.0.2.1:587', ['cannot-connect.md#no-answer']],
  [
    'ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)',
    ['findings.md#implicit-tls-on-starttls-port', 'findings.md#implicit-tls-on-plain-port'],
  ],
  ['EOF', ['findings.md#plaintext-on-implicit-tls-port']],
  ['sessions.jsonl', []],
])('%s', (error, places) => {
  expect(pagesOnError(error).map(placeOf)).toEqual(places)
})

it('has a page for each error that docs/findings.md and docs/cannot-connect.md list', () => {
  const found = new Set<string>()
  const texts = Object.values(printedErrors).flatMap((errors) => errors.flatMap(({ texts }) => texts))
  for (const text of texts) {
    const places = pagesOnError(text).map(placeOf)
    expect(places, text).not.toEqual([])
    for (const place of places) found.add(place)
  }
  for (const [cell = ''] of table('docs/cannot-connect.md', 'Cannot connect', { quotes: true }))
    for (const [, text = ''] of cell.matchAll(/`([^`]+)`/g))
      for (const place of pagesOnError(text).map(placeOf)) found.add(place)
  expect(found.size).toBeGreaterThan(15)
  for (const place of found) {
    const [page, heading] = place.split('#')
    expect(headings(`docs/${page}`).map(anchor), place).toContain(heading)
  }
})

it('explain given the error of a client in place of a file names the page about it', async () => {
  const { code, stderr } = await runCli(['explain', 'getaddrinfo: Name or service not known'])
  expect(code).not.toBe(0)
  expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(
    /As an error of a client it is explained in \S*docs\/cannot-connect\.md#unknown-name\./,
  )
})
