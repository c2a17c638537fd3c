import { createTransport } from 'nodemailer'
import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { FourportServer } from '../../../src/index.ts'
import { send } from '../../support/send.ts'
import { openPage } from '../support/open-page.ts'

/** A client that never starts TLS where it has to. */
async function fail(server: FourportServer): Promise<void> {
  const { host, port } = server.ports.submission
  const transport = createTransport({ host, port, ignoreTLS: true })
  const mail = { from: 'a@example.test', to: 'b@example.test', text: 'x' }
  await expect(transport.sendMail(mail)).rejects.toThrow('530')
}

/** Where the elements are, from the left and the top, in whole pixels. */
async function boxesOf(page: Page, selector: string) {
  const boxes = await Promise.all((await page.locator(selector).all()).map((one) => one.boundingBox()))
  return boxes.map((box) => ({
    x: Math.round(box?.x ?? NaN),
    y: Math.round(box?.y ?? NaN),
    height: Math.round(box?.height ?? NaN),
  }))
}

/** What stands where on the board. */
export function boardSuite(browser: () => Browser): void {
  describe('the board', () => {
    it.each([
      ['on a wide screen', 1280, 800, 72],
      ['on a phone', 390, 844, 72],
    ])('begins with what is wrong, %s', async (_where, width, height, top) => {
      await using open = await openPage(browser(), {}, { viewport: { width, height } })
      const { page, server } = open
      await fail(server)
      const row = page.locator('.attention-row')
      await row.waitFor()
      const [heading] = await boxesOf(page, '.attention h2')
      expect(heading?.y).toBeLessThanOrEqual(top)
      const box = await row.boundingBox()
      expect(box!.y + box!.height).toBeLessThan(height / 2)
      expect(open.troubles).toEqual([])
    })

    // Ports that nobody chose have five digits.
    it.each([
      ['1280 px', 1280],
      ['760 px', 760],
      ['390 px', 390],
      ['320 px', 320],
    ])('has its ports in columns, each number in one line: at %s', async (_width, width) => {
      await using open = await openPage(browser(), {}, { viewport: { width, height: 800 } })
      const { page, server } = open
      for (const subject of ['One', 'Two', 'Three', 'Four', 'Five'])
        await send(server.ports.relay, { subject })
      await expect.poll(() => page.locator('.port-outcome').count()).toBe(5)
      for (const part of ['.port-number', '.port-kind', '.port-test', '.port-setup']) {
        const boxes = await boxesOf(page, part)
        expect(boxes).toHaveLength(4)
        expect([part, ...new Set(boxes.map(({ x }) => x))]).toEqual([part, boxes[0]!.x])
      }
      // Of two lines it would be twice as high as its letters.
      const sizePx = Number(
        await page.evaluate("parseFloat(getComputedStyle(document.querySelector('.port-number')).fontSize)"),
      )
      for (const { height } of await boxesOf(page, '.port-number')) expect(height).toBeLessThan(1.7 * sizePx)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(open.troubles).toEqual([])
    })
  })

  describe('on paper', () => {
    it('is the message that is open, whole, and nothing to press', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const text = Array.from({ length: 120 }, (_, at) => `Line ${at + 1}`).join('\n')
      await send(server.ports.relay, { subject: 'To be printed', text })
      await open.go('#/messages')
      await page.locator('.message-row').click()
      await page.locator('.message-head').getByText('To be printed').waitFor()
      await page.getByRole('tab', { name: 'Text' }).click()
      await page.getByText('Line 120').waitFor()
      await page.emulateMedia({ media: 'print' })
      for (const hidden of ['.header', '.pane-list', '.tabs', '.head-actions'])
        expect([hidden, await page.locator(hidden).first().isVisible()]).toEqual([hidden, false])
      expect(await page.locator('.message-head').getByText('To be printed').isVisible()).toBe(true)
      // Whole: what is higher than its box would be cut off.
      const cut = await page.evaluate(
        "(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.querySelector('.message-text'))",
      )
      expect(cut).toBeLessThanOrEqual(1)
      expect(open.troubles).toEqual([])
    })
  })
}
