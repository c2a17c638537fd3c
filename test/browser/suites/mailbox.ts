import { createTransport } from 'nodemailer'
import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { FourportServer } from '../../../src/index.ts'
import { send } from '../../support/send.ts'
import { openPage } from '../support/open-page.ts'
import { violations } from '../support/violations.ts'

const subjects = (page: Page): Promise<readonly string[]> => page.locator('.row-subject').allTextContents()

async function sendMany(server: FourportServer, count: number): Promise<void> {
  const transport = createTransport({ ...server.ports.relay.nodemailer, pool: true, maxMessages: Infinity })
  const envelope = { from: 'a@example.test', to: ['b@example.test'] }
  for (let n = 0; n < count; n += 200) {
    const numbers = Array.from({ length: Math.min(200, count - n) }, (_, at) => n + at)
    await Promise.all(
      numbers.map((no) => transport.sendMail({ envelope, raw: `Subject: No ${no}\r\n\r\nx\r\n` })),
    )
  }
  transport.close()
}

/** A mailbox that is open all day. */
export function mailboxSuite(browser: () => Browser): void {
  describe('the mailbox', () => {
    it('shows what is unread in the row, the title and the icon, for every reader the same', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await open.go('#/messages')
      await send(server.ports.relay, { subject: 'One' })
      await send(server.ports.relay, { subject: 'Two' })
      await expect
        .poll(() => page.locator('.row-unread .row-subject').allTextContents())
        .toEqual(['Two', 'One'])
      await expect.poll(() => page.title()).toBe('(2) Messages · Fourport')
      expect(await page.locator('link[rel=icon]').getAttribute('href')).toBe('./favicon-unread.svg')
      await page.locator('.message-row', { hasText: 'One' }).click()
      await expect.poll(() => page.locator('.row-unread .row-subject').allTextContents()).toEqual(['Two'])
      await expect.poll(() => page.title()).toBe('(1) Messages · Fourport')
      const mailpit = `${server.http?.url}api/v1/messages`
      await fetch(mailpit, {
        method: 'PUT',
        body: JSON.stringify({ IDs: [], Read: true, Search: 'subject:Two' }),
      })
      await expect.poll(() => page.title()).toBe('Messages · Fourport')
      expect(await page.locator('.row-unread').count()).toBe(0)
      expect(await page.locator('link[rel=icon]').getAttribute('href')).toBe('./favicon.svg')
      await page.reload()
      await page.locator('.message-row').nth(1).waitFor()
      expect(await page.locator('.row-unread').count()).toBe(0)
      expect(open.troubles).toEqual([])
    })

    it('has rows of two lines in 56 px, with the time ago, and the port where ports differ', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await open.go('#/messages')
      await send(server.ports.relay, { subject: 'One' })
      const row = page.locator('.message-row').first()
      await row.waitFor()
      expect((await row.boundingBox())?.height).toBe(56)
      expect(await row.locator('.row-when').textContent()).toBe('now')
      expect(await row.locator('.port-tag').count()).toBe(0)
      await send(server.ports.smtps, { subject: 'Two' })
      await expect.poll(() => page.locator('.message-row .port-tag').count()).toBe(2)
      await page.locator('.message-row', { hasText: 'Two' }).locator('.port-link').click()
      await page.getByText('1 found').waitFor()
      expect(await subjects(page)).toEqual(['Two'])
      expect(open.troubles).toEqual([])
    })

    it('holds still while new ones come, and says how many', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await sendMany(server, 60)
      await open.go('#/messages')
      // One of these that came only after the scrolling would be a new one too.
      await page.locator('.virtual-row[aria-setsize="60"]').first().waitFor()
      await page.evaluate(`document.querySelector('.virtual').scrollTop = 1120`)
      const reading = page.locator('.virtual-row[aria-posinset="22"]')
      const at = async (subject: string): Promise<number | undefined> =>
        (await page.locator('.message-row', { hasText: subject }).boundingBox())?.y
      await reading.waitFor()
      const subject = (await reading.locator('.row-subject').textContent()) ?? ''
      const before = await at(subject)
      await sendMany(server, 2)
      await page.getByRole('button', { name: '2 new' }).waitFor()
      expect(await at(subject)).toBe(before)
      await page.getByRole('button', { name: '2 new' }).click()
      await page.locator('.virtual-row[aria-posinset="1"]').waitFor()
      await expect.poll(() => page.locator('.pill').count()).toBe(0)
      expect(await page.evaluate(`document.querySelector('.virtual').scrollTop`)).toBe(0)
      expect(open.troubles).toEqual([])
    })

    it('says on a phone that new ones came while a message is read', async () => {
      await using open = await openPage(browser(), {}, { viewport: { width: 390, height: 800 } })
      const { page, server } = open
      await open.go('#/messages')
      await send(server.ports.relay, { subject: 'Read me' })
      await page.locator('.message-row').click()
      await page.locator('.message-head').waitFor()
      await send(server.ports.relay, { subject: 'Meanwhile' })
      await page.getByRole('button', { name: '1 new' }).click()
      await page.locator('.message-row', { hasText: 'Meanwhile' }).waitFor()
      expect(await page.locator('.message-head').count()).toBe(0)
      expect(open.troubles).toEqual([])
    })

    it('chooses by x and with shift, and does the same with all that are chosen', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await sendMany(server, 6)
      await open.go('#/messages')
      await page.locator('.message-row').nth(5).waitFor()
      await page.keyboard.press('x')
      await page.getByText('1 chosen').waitFor()
      await page
        .locator('.row-choose input')
        .nth(2)
        .click({ modifiers: ['Shift'] })
      await page.getByText('3 chosen').waitFor()
      await page.getByRole('button', { name: 'Mark read' }).click()
      await expect.poll(() => page.locator('.row-unread').count()).toBe(3)
      await page.getByRole('button', { name: 'Mark unread' }).click()
      await expect.poll(() => page.locator('.row-unread').count()).toBe(6)
      await page.getByRole('button', { name: 'Tag', exact: true }).click()
      await page.keyboard.type('later')
      await page.keyboard.press('Enter')
      await expect.poll(() => page.locator('.message-row .tag', { hasText: 'later' }).count()).toBe(3)
      expect(await violations(page)).toEqual([])
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'mbox' }).click(),
      ])
      expect(file.suggestedFilename()).toBe('fourport.mbox')
      await page.getByRole('button', { name: 'Delete', exact: true }).click()
      await expect.poll(() => page.locator('.message-row').count()).toBe(3)
      await page.keyboard.press('z')
      await expect.poll(() => page.locator('.message-row').count()).toBe(6)
      expect(await server.messages()).toHaveLength(6)
      expect(open.troubles).toEqual([])
    })

    it('chooses all that a search finds, also what is not loaded, and leaves what comes later', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await send(server.ports.relay, { subject: 'Keep me' })
      await sendMany(server, 120)
      await open.go('#/messages?q=subject:No')
      await page.getByText('120 found').waitFor()
      await page.keyboard.press('x')
      await page.getByRole('button', { name: 'All 120 found' }).click()
      await page.getByText('120 chosen').waitFor()
      await send(server.ports.relay, { subject: 'No longer' })
      await page.getByText('No longer').waitFor()
      await page.getByRole('button', { name: 'Delete', exact: true }).click()
      await expect.poll(() => subjects(page)).toEqual(['No longer'])
      await page.getByText('Deleted 120 messages').waitFor()
      // Another deletion ends the time in which this one can be taken back.
      await page.locator('.message-row').click()
      await page.locator('.message-head').waitFor()
      await page.keyboard.press('#')
      await expect.poll(async () => (await server.messages()).length).toBe(2)
      expect(open.troubles).toEqual([])
    })

    it('finds by the tags of a plus-address and of X-Tags at a click', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await send(server.ports.relay, { subject: 'Plus', to: 'ada+welcome@example.test' })
      await send(server.ports.relay, { subject: 'Field', headers: { 'X-Tags': 'shop' } })
      await open.go('#/messages')
      await page.locator('.tag', { hasText: 'shop' }).click()
      await page.getByText('1 found').waitFor()
      expect(await subjects(page)).toEqual(['Field'])
      await page.getByLabel('Tag', { exact: true }).selectOption('welcome')
      await expect.poll(() => subjects(page)).toEqual(['Plus'])
      expect(open.troubles).toEqual([])
    })

    it('finds by an address, the port and a tag of the open message, and changes its tags', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await send(server.ports.relay, { subject: 'Of Ada', from: 'ada@example.test', to: 'bob@example.test' })
      await send(server.ports.smtps, { subject: 'Of Bob', from: 'bob@example.test', to: 'ada@example.test' })
      await open.go('#/messages')
      const openOne = async (): Promise<void> => {
        await page.locator('.message-row', { hasText: 'Of Ada' }).click()
        await page.locator('.message-head').getByText('Of Ada').waitFor()
      }
      await openOne()
      await page.locator('.message-head').getByRole('link', { name: 'ada@example.test' }).click()
      await page.getByText('1 found').waitFor()
      expect(await page.getByRole('searchbox').inputValue()).toBe('from:ada@example.test')
      await openOne()
      await page.locator('.message-head .port-link').click()
      await expect.poll(() => subjects(page)).toEqual(['Of Ada'])
      await openOne()
      await page.getByRole('button', { name: 'Add a tag' }).click()
      await page.keyboard.type('of mine')
      await page.keyboard.press('Enter')
      await page.locator('.message-head a.tag', { hasText: 'of mine' }).waitFor()
      await page.getByRole('button', { name: 'Remove the tag of mine' }).click()
      await page.locator('.message-head a.tag').waitFor({ state: 'detached' })
      await page.keyboard.press('Escape')
      expect(await violations(page)).toEqual([])
      expect(open.troubles).toEqual([])
    })

    it('keeps searches in the browser', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await send(server.ports.relay, { subject: 'Your code' })
      await send(server.ports.relay, { subject: 'Other' })
      await open.go('#/messages?q=subject:code')
      await page.getByRole('button', { name: 'Keep this search' }).click()
      await open.go('#/messages')
      await page.reload()
      await page.locator('.message-row').nth(1).waitFor()
      await page.locator('.kept-search', { hasText: 'subject:code' }).click()
      await page.getByText('1 found').waitFor()
      await page.getByRole('button', { name: 'Forget this search' }).click()
      expect(await page.locator('.kept-search').count()).toBe(0)
      expect(open.troubles).toEqual([])
    })

    it('reaches any of 2,000 by the scroll bar without what is between, and says where one is', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await sendMany(server, 2_000)
      await open.go('#/messages')
      await page.getByText('2,000 messages').waitFor()
      const asked: string[] = []
      page.on('request', (request) => {
        if (request.url().includes('/api/messages?')) asked.push(request.url())
      })
      await page.evaluate(`document.querySelector('.virtual').scrollTop = 56 * 1500`)
      const row = page.locator('.virtual-row[aria-posinset="1502"]:not(.virtual-waiting)')
      await row.waitFor()
      expect(await row.locator('.row-subject').textContent()).toBe('No 498')
      expect(asked.length).toBeLessThanOrEqual(2)
      await row.click()
      await page.getByText('1,502 of 2,000').waitFor()
      await page.keyboard.press('j')
      await page.getByText('1,503 of 2,000').waitFor()
      await page.evaluate(`document.querySelector('.virtual').scrollTop = 1e9`)
      await page.getByText('No 0', { exact: true }).waitFor()
      expect(open.troubles).toEqual([])
    })
  })
}
