import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { login } from '../support/clients/cases.ts'
import { whyNot } from '../support/clients/index.ts'
import { createServers } from '../support/clients/servers.ts'
import { hintsPage, olderWordsHere, shown } from './support/hints-page.ts'

const file = new URL('../../docs/hints.md', import.meta.url)
const missing = shown.some(({ client }) => whyNot(client) !== null)

test.skipIf(missing)('docs/hints.md shows what the clients print (UPDATE_DOCS=1 writes it)', async () => {
  const servers = await createServers(login)
  try {
    const page = await hintsPage(servers)
    const older = olderWordsHere()
    if (process.env['UPDATE_DOCS'] === '1') {
      expect(older, 'a client here is too old for the page').toEqual([])
      writeFileSync(file, page)
    }
    const here = older.reduce(
      (text, words) => text.replaceAll(words.page, words.printed),
      readFileSync(file, 'utf8'),
    )
    expect(page).toBe(here)
  } finally {
    servers.remove()
  }
})
