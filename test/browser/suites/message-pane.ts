import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { send } from '../../support/send.ts'
import { openPage, type OpenPage } from '../support/open-page.ts'

const addresses = Array.from({ length: 16 }, (_, n) => `rcpt-${n}@example.test`)

const tall = 'A subject that says everything there is to say about an order and then goes on '.repeat(6)

const remoteHtml = `<h1 style="color:#111111">Offer</h1>${'<img src="http://images.test/a.png" alt="">'.repeat(9)}
  <img src="http://tracker.test/open.gif" width="1" height="1" alt="">`

const calendar = [
  'BEGIN:VCALENDAR',
  'METHOD:REQUEST',
  'BEGIN:VEVENT',
  'UID:1@example.test',
  'DTSTART;TZID="Europe/Berlin":20261203T100000',
  'DTEND;TZID="Europe/Berlin":20261203T110000',
  'SUMMARY:Planning\\, the',
  '  whole team',
  'LOCATION:Room 4',
  'ORGANIZER;CN="Lovelace: Ada":mailto:ada@example.test',
  'ATTENDEE:mailto:bob@example.test',
  'ATTENDEE:mailto:eve@example.test',
  'BEGIN:VALARM',
  'SUMMARY:not this one',
  'END:VALARM',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n')

async function openMail(open: OpenPage, mail: Parameters<typeof send>[1]): Promise<string> {
  const before = (await open.server.messages({})).length
  await send(open.server.ports.relay, mail)
  const all = await open.server.messages({})
  expect(all.length).toBe(before + 1)
  const { id } = await open.server.waitForMessage({ subject: String(mail?.subject).slice(0, 20).trim() })
  await open.go(`#/messages/${id}`)
  await open.page.locator('.head-subject').waitFor()
  return id
}

const heightOf = async (page: Page, selector: string): Promise<number> =>
  (await page.locator(selector).first().boundingBox())?.height ?? 0

export function messagePaneSuite(browser: () => Browser): void {
  describe('the head of a message', () => {
    it('has a subject of two lines, and recipients in one line that unfolds', async () => {
      await using open = await openPage(browser())
      const { page } = open
      await openMail(open, { subject: tall, to: addresses.join(', ') })
      expect(await heightOf(page, '.head-subject')).toBeLessThanOrEqual(58)
      const to = page.locator('.head-row', { hasText: 'rcpt-0@' })
      expect((await to.boundingBox())?.height).toBeLessThanOrEqual(30)
      const more = to.getByRole('button', { name: 'Show 14 more in To' })
      expect(await more.innerText()).toBe('+14')
      await more.click()
      await to.getByText('rcpt-15@example.test').waitFor()
      await page.getByRole('button', { name: 'Whole subject' }).click()
      expect(await heightOf(page, '.head-subject')).toBeGreaterThan(58)
      expect(open.troubles).toEqual([])
    })

    it('has the code to copy, the first link to open, and the attachments to download', async () => {
      await using open = await openPage(browser(), {}, { permissions: ['clipboard-read', 'clipboard-write'] })
      const { page } = open
      await openMail(open, {
        subject: 'Your code',
        text: 'Your code is 482913. Or open https://shop.example.test/login?token=abc',
        attachments: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ filename: `${name}.csv`, content: 'x;y' })),
      })
      await page.getByRole('button', { name: 'Code 482913' }).click()
      await page.locator('.head-quick').getByText('Copied').waitFor()
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe('482913')
      const link = page.locator('.head-quick').getByRole('link', { name: 'Open shop.example.test/login' })
      expect(await link.getAttribute('href')).toBe('https://shop.example.test/login?token=abc')
      expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
      await page.getByRole('button', { name: 'Copy the first link' }).click()
      await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toMatch(/token=abc$/)
      const download = page.waitForEvent('download')
      await page.locator('.chip', { hasText: 'b.csv' }).click()
      expect((await download).suggestedFilename()).toBe('b.csv')
      await page.getByRole('link', { name: '+2 more attachments' }).click()
      await page.locator('.part', { hasText: 'e.csv' }).waitFor()
      expect(open.troubles).toEqual([])
    })

    it('shows an invitation as a card: what, when, where, by whom', async () => {
      await using open = await openPage(browser())
      const { page } = open
      await openMail(open, { subject: 'Planning', icalEvent: { method: 'REQUEST', content: calendar } })
      const card = page.getByRole('region', { name: 'Invitation' })
      await card.getByRole('heading', { name: 'Planning, the whole team' }).waitFor()
      const rows = (await card.locator('.head-row').allInnerTexts()).map((words) => words.split(/\s*\n/))
      expect(rows).toEqual([
        ['When', expect.stringMatching(/December 3, 2026.*10:00.*11:00.*\(Europe\/Berlin\)/)],
        ['Where', 'Room 4'],
        ['Organizer', 'Lovelace: Ada'],
        ['Invited', '2 people'],
      ])
      expect(open.troubles).toEqual([])
    })

    it('says how much of the network is kept out', async () => {
      await using open = await openPage(browser())
      const { page } = open
      await openMail(open, { subject: 'Offer', html: remoteHtml })
      await page.getByText('9 remote images, 1 tracker kept out').waitFor()
      await page.getByLabel('Load remote content').check()
      await page.getByText('9 remote images, 1 tracker loaded').waitFor()
      expect(open.troubles).toEqual([])
    })

    it('leads to the messages above and below in the list, and keeps the focus', async () => {
      await using open = await openPage(browser())
      const { page } = open
      await openMail(open, { subject: 'One' })
      await openMail(open, { subject: 'Two' })
      await openMail(open, { subject: 'Three' })
      const [previous, next] = ['Previous', 'Next'].map((word) =>
        page.getByRole('button', { name: `${word} message` }),
      )
      expect(await previous?.getAttribute('aria-disabled')).toBe('true')
      await next?.focus()
      await page.keyboard.press('Enter')
      await page.locator('.head-subject', { hasText: 'Two' }).waitFor()
      await page.keyboard.press('Enter')
      await page.locator('.head-subject', { hasText: 'One' }).waitFor()
      expect(await next?.getAttribute('aria-disabled')).toBe('true')
      await page.keyboard.press('Enter')
      await previous?.click()
      await page.locator('.head-subject', { hasText: 'Two' }).waitFor()
      expect(open.troubles).toEqual([])
    })
  })

  describe('the views of a message', () => {
    it('fold the header fields that are seldom looked for', async () => {
      await using open = await openPage(browser())
      const { page } = open
      await openMail(open, {
        subject: 'Folded',
        headers: { 'X-One': '1', 'X-Two': '2', 'X-Three': '3' },
      })
      await page.getByRole('tab', { name: 'Headers' }).click()
      await page.locator('.header-fields dt', { hasText: 'Message-ID' }).waitFor()
      const rare = page.locator('.header-fields dt', { hasText: 'X-Three' })
      expect(await rare.isVisible()).toBe(false)
      await page.getByText('more fields').click()
      expect(await rare.isVisible()).toBe(true)
      expect(open.troubles).toEqual([])
    })

    it('show HTML as a dark mail program does: by its own dark styles, or inverted', async () => {
      await using open = await openPage(browser(), {}, { colorScheme: 'light' })
      const { page } = open
      const inFrame = (script: string): Promise<unknown> =>
        page.frameLocator('iframe').locator('body').evaluate(script)
      await openMail(open, { subject: 'Plain colours', html: '<p style="color:#111">Hello</p>' })
      const filter = `getComputedStyle(document.documentElement).filter`
      await expect.poll(() => inFrame(filter)).toBe('none')
      await page.getByRole('button', { name: 'Dark, as a mail program' }).click()
      await expect.poll(() => inFrame(filter)).toBe('invert(1) hue-rotate(180deg)')
      await openMail(open, {
        subject: 'Own colours',
        html: '<style>@media (prefers-color-scheme: dark) { p { color: rgb(1, 2, 3) } }</style><p>Hello</p>',
      })
      // The choice stays for the next message.
      await expect.poll(() => inFrame(filter)).toBe('none')
      await expect
        .poll(() => inFrame(`getComputedStyle(document.querySelector('p')).color`))
        .toBe('rgb(1, 2, 3)')
      expect(open.troubles).toEqual([])
    })
  })
}
