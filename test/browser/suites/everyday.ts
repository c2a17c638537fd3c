import { connect } from 'node:net'
import { once } from 'node:events'
import { createTransport } from 'nodemailer'
import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { FourportServer } from '../../../src/index.ts'
import { send } from '../../support/send.ts'
import { openPage } from '../support/open-page.ts'
import { violations } from '../support/violations.ts'

const focused = (page: Page): Promise<string> =>
  page.evaluate(`(() => {
    const element = document.activeElement
    const row = element.closest('.row')
    return row ? 'row ' + (row.querySelector('.row-subject') ?? row).textContent : element.className || element.tagName
  })()`)

/** A client that never starts TLS where it has to. */
async function fail(server: FourportServer): Promise<void> {
  const { host, port } = server.ports.submission
  const transport = createTransport({ host, port, ignoreTLS: true })
  await expect(
    transport.sendMail({ from: 'a@example.test', to: 'b@example.test', text: 'x' }),
  ).rejects.toThrow('530')
}

/** Looks whether somebody is there, as a health check does. */
async function probe(server: FourportServer): Promise<void> {
  const ended = new Promise((done) => server.on('session', done))
  const socket = connect(server.ports.relay.port, '127.0.0.1')
  await once(socket, 'data')
  socket.end('QUIT\r\n')
  socket.resume()
  await ended
}

/** What somebody does who has the page open all day. */
export function everydaySuite(browser: () => Browser): void {
  describe('every day', () => {
    it('marks with e and u, what is open or what is chosen', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      for (const subject of ['One', 'Two', 'Three']) await send(server.ports.relay, { subject })
      await open.go('#/messages')
      await page.locator('.message-row', { hasText: 'Three' }).click()
      await expect.poll(() => page.locator('.row-unread').count()).toBe(2)
      await page.keyboard.press('u')
      await expect.poll(() => page.locator('.row-unread').count()).toBe(3)
      await page.keyboard.press('e')
      await page.locator('.message-head').getByText('Two').waitFor()
      await expect.poll(() => page.locator('.row-unread .row-subject').allTextContents()).toEqual(['One'])
      await page.keyboard.press('x')
      await page.getByText('1 chosen').waitFor()
      await page.keyboard.press('u')
      await expect.poll(() => page.locator('.row-unread').count()).toBe(2)
      await page.keyboard.press('e')
      await expect.poll(() => page.locator('.row-unread').count()).toBe(1)
      expect(open.troubles).toEqual([])
    })

    it('keeps the focus when what had it goes: deleted, taken back, closed', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      for (const subject of ['One', 'Two', 'Three']) await send(server.ports.relay, { subject })
      await open.go('#/messages')
      await page.locator('.message-row', { hasText: 'Three' }).click()
      await page.locator('.message-head').getByRole('button', { name: 'Delete' }).click()
      await page.locator('.message-head').getByText('Two').waitFor()
      await expect.poll(() => focused(page)).toBe('pane detail')
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.locator('.message-head').getByText('Three').waitFor()
      await expect.poll(() => focused(page)).toBe('row Three')
      await page.keyboard.press('j')
      await page.locator('.message-head').getByText('Two').waitFor()
      await expect.poll(() => focused(page)).toBe('row Two')
      await page.locator('.detail').focus()
      await page.keyboard.press('Escape')
      await page.locator('.detail').waitFor({ state: 'detached' })
      await expect.poll(() => focused(page)).toBe('row Two')
      await page.locator('.row-choose input').first().click()
      await page.getByRole('group', { name: 'Chosen' }).getByRole('button', { name: 'Delete' }).click()
      // The row that was closed last is there still.
      await page.getByText('Deleted 1 message').waitFor()
      await expect.poll(() => focused(page)).toBe('row Two')
      expect(open.troubles).toEqual([])
    })

    it('filters sessions by severity, and hides probes for as long as the reader wants', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await send(server.ports.relay)
      await fail(server)
      await probe(server)
      await open.go('#/sessions')
      const rows = page.locator('.session-row')
      await expect.poll(() => rows.count()).toBe(3)
      await page.getByLabel('Severity').selectOption('error')
      await expect.poll(() => rows.count()).toBe(1)
      await rows.locator('.verdict-error').waitFor()
      await page.getByLabel('Severity').selectOption('')
      await page.getByRole('button', { name: 'Hide probes' }).click()
      await expect.poll(() => rows.count()).toBe(2)
      expect(await violations(page)).toEqual([])
      await page.reload()
      await expect.poll(() => rows.count()).toBe(2)
      await page.getByRole('button', { name: 'Probes', exact: true }).click()
      await expect.poll(() => rows.count()).toBe(1)
      expect(open.troubles).toEqual([])
    })

    it('says on every view that the server is gone, and since when', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await page.getByText('live', { exact: true }).waitFor()
      // Before it has loaded what it shows, it says that instead.
      await page.getByText('up since').waitFor()
      await server.close()
      const banner = page.locator('.banner', { hasText: 'No connection to the server since' })
      for (const place of ['#/', '#/messages', '#/sessions', '#/inboxes', '#/try', '#/verify']) {
        await open.go(place)
        await banner.waitFor()
      }
      expect(await violations(page)).toEqual([])
    })

    it('shows an inbox that a test made while the page was open', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await Promise.all([page.waitForResponse('**/api/inboxes'), page.reload()])
      await page.locator('.port').first().waitFor()
      const { address } = await server.inbox()
      await open.go('#/inboxes')
      await page.getByRole('link', { name: address }).waitFor()
      expect(open.troubles).toEqual([])
    })

    it('marks a session under a scenario by what its client did', async () => {
      await using open = await openPage(browser(), { scenarios: { smtps: 'cert-expired' } })
      const { page, server } = open
      const ended = new Promise((done) => server.on('session', done))
      await expect(send(server.ports.smtps)).rejects.toThrow('certificate has expired')
      await ended
      await open.go('#/sessions')
      const row = page.locator('.session-row')
      await row.locator('.verdict-ok').waitFor()
      await row.getByText('Right. ').waitFor()
      // As it is loaded, too.
      await page.reload()
      await row.locator('.verdict-ok').waitFor()
      await row.click()
      await page.locator('.session-verdict .verdict-ok').waitFor()
      expect(open.troubles).toEqual([])
    })
  })
}
