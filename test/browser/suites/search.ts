import type { Browser } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { send } from '../../support/send.ts'
import { openPage } from '../support/open-page.ts'

/** What people type: parts of what they remember. */
export function searchSuite(browser: () => Browser): void {
  describe('the search', () => {
    it('finds by part of a name, a file name and the usual number of a port that moved', async () => {
      await using open = await openPage(browser())
      const invoice = {
        from: '"Acme Shop" <orders@acme.test>',
        to: 'ada@example.test',
        bcc: 'audit@example.test',
        subject: 'Yours',
        attachments: [{ filename: 'invoice-2026.pdf', content: 'x' }],
      }
      await send(open.server.ports.submission, invoice)
      await send(open.server.ports.relay, { subject: 'Another' })
      for (const query of ['acme', 'audit@', 'invoice-2', 'port:587', 'has:attachment', '-subject:another']) {
        await open.go(`#/messages?q=${encodeURIComponent(query)}`)
        await open.page.getByText('1 found').waitFor()
        expect(await open.page.locator('.row').allTextContents()).toEqual([expect.stringContaining('Yours')])
      }
      expect(open.troubles).toEqual([])
    })

    it('says beside the field what it does not understand, and shows nothing', async () => {
      await using open = await openPage(browser())
      await send(open.server.ports.relay, { subject: 'Hello' })
      await open.go('#/messages?q=code%20prot:587')
      expect(await open.page.locator('.search-problem').textContent()).toContain('"prot:587"')
      expect(await open.page.locator('.row').count()).toBe(0)
      expect(await open.page.getByRole('button', { name: 'Delete these' }).count()).toBe(0)
      expect(open.troubles).toEqual([])
    })

    it('gives each example of its help as a search that it understands', async () => {
      await using open = await openPage(browser())
      await open.go('#/messages')
      await open.page.keyboard.press('?')
      const help = open.page.getByRole('dialog')
      await help.getByText('port:587').waitFor()
      expect(await help.getByText('is:unread').count()).toBeGreaterThan(0)
    })
  })
}
