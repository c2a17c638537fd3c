import type { Browser } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { send } from '../../support/send.ts'
import { openPage } from '../support/open-page.ts'
import { disc } from '../support/pictures.ts'

/** 0 while a picture has not been loaded, or cannot be. */
const naturalWidth = (image: unknown): number => (image as { readonly naturalWidth: number }).naturalWidth

/** The page where it is not at the top of its host. */
export function webRootSuite(browser: () => Browser): void {
  describe('beneath a web root', () => {
    it('asks for nothing outside, and shows mail, pictures and parts as they come', async () => {
      await using open = await openPage(browser(), { webRoot: '/team/mail' })
      const { page, server } = open
      const asked: string[] = []
      page.on('request', (request) => asked.push(new URL(request.url()).pathname))
      await page.goto(server.http!.url.slice(0, -1))
      expect(page.url()).toBe(server.http!.url)
      await open.go('#/messages')
      await page.getByText('live', { exact: true }).waitFor()
      await send(server.ports.relay, {
        subject: 'Your order',
        html: '<img src="cid:logo@acme" alt="logo">',
        attachments: [
          { filename: 'logo.png', content: disc, cid: 'logo@acme' },
          { filename: 'inner.eml', content: 'Subject: Inner\r\n\r\nInside.', contentType: 'message/rfc822' },
        ],
      })
      await page.locator('.message-row', { hasText: 'Your order' }).click()
      const shown = page.frameLocator('iframe').locator('img')
      await expect.poll(() => shown.evaluate(naturalWidth)).toBe(48)
      await page.getByRole('tab', { name: 'Attachments' }).click()
      await expect.poll(() => page.locator('.part-picture').first().evaluate(naturalWidth)).toBe(48)
      const link = page.locator('.part-actions a[download]').first()
      const href = await link.evaluate((one) => (one as unknown as { readonly href: string }).href)
      expect((await fetch(href)).headers.get('content-type')).toBe('image/png')
      await page.getByRole('button', { name: 'Open inner.eml' }).click()
      await page.getByText('Inside.').waitFor()
      expect(asked.length).toBeGreaterThan(5)
      expect(asked.filter((path) => !path.startsWith('/team/mail'))).toEqual([])
      expect(open.troubles).toEqual([])
    })
  })
}
