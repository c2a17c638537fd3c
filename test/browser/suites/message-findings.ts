import axe from 'axe-core'
import { createTransport } from 'nodemailer'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/base/passed-in.ts'
import { flawedCertificate } from '../../support/flawed-certificate.ts'
import { openPage, type OpenPage } from '../support/open-page.ts'

const bad = 'ada.lovelace.of.the.analytical.engine@mail.example..test'

/** Opens a message that came to two of three recipients, from a client that takes a certificate for another name. */
async function openBlamed(browser: Browser, context: BrowserContextOptions = {}): Promise<OpenPage> {
  const { certificate: cert, key } = await flawedCertificate('wrong-name', systemClock)
  const open = await openPage(browser, { cert, key }, context)
  const { server } = open
  const transport = createTransport({
    host: 'localhost',
    port: server.ports.smtps.port,
    secure: true,
    tls: { rejectUnauthorized: false },
  })
  const to = ['ada@example.test', bad, 'bob@example.test']
  await transport.sendMail({ from: 'shop@example.test', to, subject: 'Your order', text: 'Hello' })
  transport.close()
  const { id } = await server.waitForMessage()
  await open.go(`#/messages/${id}`)
  await open.page.locator('.head-finding').nth(1).waitFor()
  return open
}

/** Distance of the middle of a mark from that of the first line beside it, in pixels. */
const askew = `[...document.querySelectorAll('.head-finding')].map((one) => {
  const mark = one.querySelector('.verdict svg').getBoundingClientRect()
  const text = document.createRange()
  text.selectNodeContents(one.querySelector('p'))
  const line = text.getClientRects()[0]
  return Math.abs(mark.top + mark.height / 2 - (line.top + line.height / 2))
})`

/** Whether the pane of the session has been scrolled to where the finding begins. */
const isInPane = `(() => {
  const [pane, card] = ['.detail', '#finding-recipients-refused'].map((one) =>
    document.querySelector(one).getBoundingClientRect())
  return card.top >= pane.top - 1 && card.top < pane.bottom - 100
})()`

export function messageFindingsSuite(browser: () => Browser): void {
  describe('a message with a warning', () => {
    it('says what was seen and what to do, and leads to the evidence in its session', async () => {
      await using open = await openBlamed(browser())
      const { page, server } = open
      const findings = await server.findings()
      const warnings = page.locator('.head-finding')
      const told = ['names-not-compared', 'recipients-refused'].map((id) => {
        const found = findings.find((finding) => finding.id === id)
        return `${found?.saw} ${found?.fix.replaceAll('`', '')}`
      })
      const words = await warnings.locator('div').allInnerTexts()
      expect(words.map((one) => one.replace(/\s+/g, ' ').replace(' Show the evidence', '')).sort()).toEqual(
        told.sort(),
      )
      expect(await warnings.locator('.verdict .sr-only').allInnerTexts()).toEqual(['Warning', 'Warning'])
      await warnings
        .filter({ hasText: 'was refused' })
        .getByRole('link', { name: 'Show the evidence' })
        .click()
      const card = page.locator('#finding-recipients-refused')
      await card.waitFor()
      await expect.poll(() => page.evaluate(isInPane)).toBe(true)
      expect((await page.locator('.header').boundingBox())?.y).toBe(0)
      expect(await card.locator('.finding-saw').innerText()).toContain('RCPT TO:<ada.lovelace')
      expect(await card.locator('.finding-why code').innerText()).toBe('info.rejected')
      expect(open.troubles).toEqual([])
    })

    it('that came to all of its recipients has none', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const transport = createTransport(server.ports.smtps.nodemailer)
      await transport.sendMail({ from: 'shop@example.test', to: 'ada@example.test', text: 'Hello' })
      transport.close()
      const { id } = await server.waitForMessage()
      await open.go(`#/messages/${id}`)
      await page.locator('.head-facts').waitFor()
      expect(await page.locator('.head-finding').count()).toBe(0)
      expect(open.troubles).toEqual([])
    })

    it.each([
      ['light', 1280],
      ['light', 420],
      ['dark', 1280],
      ['dark', 420],
    ] as const)('is readable, %s, at %i px', async (colorScheme, width) => {
      await using open = await openBlamed(browser(), { colorScheme, viewport: { width, height: 900 } })
      const { page } = open
      await page.evaluate(axe.source)
      const { violations } = (await page.evaluate('axe.run(document, { iframes: false })')) as {
        readonly violations: readonly unknown[]
      }
      expect(violations).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
      const marks = (await page.evaluate(askew)) as readonly number[]
      expect(marks.map((pixels) => pixels < 2)).toEqual([true, true])
      expect(open.troubles).toEqual([])
    })
  })
}
