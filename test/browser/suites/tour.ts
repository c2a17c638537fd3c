import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import type { FourportServer } from '../../../src/index.ts'
import { send } from '../../support/send.ts'
import { openPage } from '../support/open-page.ts'

const folder = new URL('../../../docs/pictures/', import.meta.url)
const tour = readFileSync(new URL('../../../docs/page.md', import.meta.url), 'utf8')

/** Mail, a client that fails, one that meets a scenario, and an inbox. */
async function fill(server: FourportServer): Promise<void> {
  const { relay, smtps, submission } = server.ports
  const original =
    'From: Grace <grace@example.test>\r\nTo: ada@example.test\r\nSubject: The offer\r\n\r\nIt holds until Friday.\r\n'
  await send(relay, {
    from: 'Shop <shop@example.test>',
    subject: 'Your code is 482913',
    text: 'It is 482913.',
  })
  await send(submission, {
    from: 'Grace <grace@example.test>',
    subject: 'Fwd: The offer',
    attachments: [{ filename: 'original.eml', contentType: 'message/rfc822', content: original }],
  })
  await expect(send(smtps)).rejects.toThrow('certificate has expired')
  const { host, port } = submission
  const failing = createTransport({ host, port, ignoreTLS: true })
  const found = server.waitForFinding({ id: 'starttls-not-used' })
  await expect(failing.sendMail({ from: 'app@example.test', to: 'ada@example.test' })).rejects.toThrow('530')
  await found
  const inbox = await server.inbox()
  await send(relay, { to: inbox.address, subject: 'For one test alone' })
}

/** Each picture of docs/page.md: how to get there, and what must be in it. */
const pictures: readonly (readonly [name: string, open: (page: Page) => Promise<unknown>, seen: string])[] = [
  ['board', (page) => goTo(page, '#/'), '.attention-row'],
  [
    'message',
    async (page) => {
      await goTo(page, '#/messages')
      await page.locator('.message-row', { hasText: 'The offer' }).click()
      await page.getByRole('tab', { name: 'Attachments' }).click()
      await page.getByRole('button', { name: 'Open original.eml' }).click()
    },
    '.nested-subject',
  ],
  [
    'session',
    async (page) => {
      await goTo(page, '#/sessions')
      await page.locator('.session-row', { has: page.locator('.verdict-error') }).click()
    },
    '.finding .code',
  ],
  ['inboxes', (page) => goTo(page, '#/inboxes'), '.inbox-last'],
  ['try', (page) => goTo(page, '#/try'), 'main h1'],
]

async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
}

async function take(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 70 })
  return Buffer.from(data, 'base64')
}

/** docs/page.md, whose pictures are taken here: `UPDATE_DOCS=1 npx vitest run test/browser -t 'the tour'`. */
export function tourSuite(browser: () => Browser): void {
  describe('the tour', () => {
    it('shows what the page has, in pictures that are there', async () => {
      const context = { viewport: { width: 1100, height: 680 } }
      // The lines to write name a file of it.
      const certs = mkdtempSync(join(tmpdir(), 'certs-'))
      await using open = await openPage(browser(), { certs, scenarios: { smtps: 'cert-expired' } }, context)
      await fill(open.server)
      for (const [name, show, seen] of pictures) {
        await show(open.page)
        await open.page.locator(seen).first().waitFor()
        if (process.env['UPDATE_DOCS'] === '1') {
          mkdirSync(folder, { recursive: true })
          writeFileSync(new URL(`${name}.webp`, folder), await take(open.page))
        }
        expect(readFileSync(new URL(`${name}.webp`, folder)).toString('latin1', 8, 12)).toBe('WEBP')
      }
      const shown = [...tour.matchAll(/\]\(pictures\/(\w+)\.webp\)/g)].map(([, name]) => name)
      expect(shown).toEqual(pictures.map(([name]) => name))
      expect(open.troubles).toEqual([])
    })
  })
}
