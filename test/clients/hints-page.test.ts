import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { login } from '../support/clients/cases.ts'
import { whyNot } from '../support/clients/index.ts'
import { createServers } from '../support/clients/servers.ts'
import { hintsPage, shown } from './support/hints-page.ts'

const file = new URL('../../docs/hints.md', import.meta.url)
const missing = shown.some(({ client }) => whyNot(client) !== null)

test.skipIf(missing)('docs/hints.md shows what the clients print (UPDATE_DOCS=1 writes it)', async () => {
  const servers = await createServers(login)
  try {
    const page = await hintsPage(servers)
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, page)
    expect(page).toBe(readFileSync(file, 'utf8'))
  } finally {
    servers.remove()
  }
})
