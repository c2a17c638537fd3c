import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { send } from '../../support/send.ts'
import { openPage } from '../support/open-page.ts'

/** Twice as many as a browser opens connections to one host. */
const count = 12

export function tabsSuite(browser: () => Browser): void {
  describe('the page in many tabs', () => {
    it('is live in each of twelve, and opens a message in each', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const context = page.context()
      const others = await Promise.all(Array.from({ length: count - 1 }, () => context.newPage()))
      const url = `${server.http?.url}#/messages`
      for (const tab of [page, ...others]) await tab.goto(url)
      const tabs: readonly Page[] = [page, ...others]
      await Promise.all(tabs.map((tab) => tab.getByText('live', { exact: true }).waitFor()))
      await send(server.ports.relay, { subject: 'To all tabs' })
      for (const tab of tabs) {
        await tab.locator('.message-row', { hasText: 'To all tabs' }).click()
        await tab.locator('.head-subject', { hasText: 'To all tabs' }).waitFor()
      }
      // Those that are closed leave the rest what they have.
      for (const tab of tabs.slice(0, -1)) await tab.close()
      await send(server.ports.relay, { subject: 'To the last one' })
      await tabs.at(-1)?.locator('.message-row', { hasText: 'To the last one' }).waitFor()
    })

    it('is live without a shared worker, and gives its connection back while it is out of sight', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await page.addInitScript(`
        delete window.SharedWorker
        window.away = false
        Object.defineProperty(document, 'hidden', { get: () => window.away })
        const Source = window.EventSource
        window.open = 0
        window.EventSource = class extends Source {
          constructor(url) { super(url); window.open += 1 }
          close() { super.close(); window.open -= 1 }
        }`)
      await page.goto(`${server.http?.url}#/messages`)
      await page.reload()
      await page.getByText('live', { exact: true }).waitFor()
      const see = (isSeen: boolean): Promise<number> =>
        page.evaluate(
          `window.away = ${!isSeen}; document.dispatchEvent(new Event('visibilitychange')); window.open`,
        )
      expect(await see(false)).toBe(0)
      await send(server.ports.relay, { subject: 'Out of sight' })
      expect(await see(true)).toBe(1)
      await page.locator('.message-row', { hasText: 'Out of sight' }).waitFor()
      expect(open.troubles).toEqual([])
    })

    it('says that a request waits for its answer', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await page.getByText('live', { exact: true }).waitFor()
      let answer = (): void => undefined
      const held = new Promise<void>((resolve) => (answer = resolve))
      await page.route('**/api/messages/*', async (route) => {
        await held
        await route.continue()
      })
      await send(server.ports.relay, { subject: 'Slow' })
      await open.go('#/messages')
      await page.locator('.message-row').click()
      await page.getByText('The server has not answered for 5 seconds').waitFor()
      answer()
      await page.locator('.head-subject', { hasText: 'Slow' }).waitFor()
      await page.getByText('The server has not answered').waitFor({ state: 'detached' })
      expect(open.troubles).toEqual([])
    })
  })
}
