import { createTransport } from 'nodemailer'
import type { Browser } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { send } from '../../support/send.ts'
import { openPage, type OpenPage } from '../support/open-page.ts'
import { outOfSight, violations } from '../support/violations.ts'
import { disc } from '../support/pictures.ts'

/** Mail of several kinds, a failed session and an inbox. */
async function fill(open: OpenPage): Promise<{ readonly mail: string; readonly session: string }> {
  const { server } = open
  await server.inbox()
  await server.fault({ at: 'RCPT', to: '*@busy.test', times: 2, reply: { code: 451 } })
  await server.fault({ at: 'dot', listener: 'submission', delayMs: 8000 })
  await send(server.ports.relay)
  await send(server.ports.smtps, {
    bcc: 'audit@example.test',
    subject: 'Your code is 482913',
    text: 'Your code is 482913: https://example.test/login',
    html: '<p>Your code is <b>482913</b></p>',
    attachments: [
      { filename: 'a.png', content: disc },
      { filename: 'b.csv', content: 'a;b' },
    ],
  })
  const found = server.waitForFinding({ id: 'starttls-not-used' })
  const { host, port } = server.ports.submission
  const refused = createTransport({ host, port, ignoreTLS: true }).sendMail({
    from: 'a@b.test',
    to: 'c@d.test',
  })
  await expect(refused).rejects.toThrow('530')
  const mail = await server.waitForMessage({ subject: 'Your code' })
  return { mail: mail.id, session: (await found).sessionId }
}

/** Each view by its place and by what is there when it has loaded. */
function viewsOf(ids: {
  readonly mail: string
  readonly session: string
}): readonly (readonly [string, string])[] {
  return [
    ['#/', '.attention'],
    ['#/ports/submission', '.settings .code'],
    ['#/ports/smtps', '.fault'],
    ['#/ports/submission-alt', '.scenario-facts'],
    ['#/messages', '.message-row'],
    ['#/messages?q=colour:red', '.search-problem'],
    ['#/messages?q=to:nobody@example.test', '.empty'],
    [`#/messages/${ids.mail}/html`, 'iframe'],
    [`#/messages/${ids.mail}/text`, '.message-text'],
    [`#/messages/${ids.mail}/parts`, '.part'],
    [`#/messages/${ids.mail}/links`, '.found'],
    [`#/messages/${ids.mail}/delivery`, '.compare'],
    [`#/messages/${ids.mail}/headers`, '.header-fields'],
    [`#/messages/${ids.mail}/source`, '.source'],
    ['#/sessions', '.session-row'],
    [`#/sessions/${ids.session}`, '.finding'],
    ['#/inboxes', '.inbox'],
    ['#/try', '.try-one'],
    ['#/verify', '.snippets'],
  ]
}

export function accessibilitySuite(browser: () => Browser): void {
  describe.each(['light', 'dark'] as const)('axe finds nothing, %s', (colorScheme) => {
    // 320 px is what WCAG asks of a page that is enlarged four times (1.4.10).
    it.each([1440, 320])('at %i px, in every view', { timeout: 120_000 }, async (width) => {
      await using open = await openPage(
        browser(),
        { scenarios: { 'submission-alt': 'starttls-absent-no-auth' } },
        { colorScheme, reducedMotion: 'reduce', viewport: { width, height: 900 } },
      )
      const found: string[] = []
      for (const [place, ready] of viewsOf(await fill(open))) {
        await open.go(place)
        await open.page.locator(ready).first().waitFor()
        found.push(...(await violations(open.page)).map((words) => `${place} ${words}`))
        const overflow = await open.page.evaluate('document.documentElement.scrollWidth - innerWidth')
        if (overflow !== 0) found.push(`${place} is ${overflow} px wider than the window`)
        found.push(...(await outOfSight(open.page)).map((words) => `${place} out of sight: ${words}`))
      }
      await open.page.keyboard.press('?')
      await open.page.getByRole('heading', { name: 'Keys and searches' }).waitFor()
      found.push(...(await violations(open.page)))
      expect(found).toEqual([])
      expect(open.troubles).toEqual([])
    })

    it('in the reference of the API', { timeout: 60_000 }, async () => {
      await using open = await openPage(browser(), {}, { colorScheme, viewport: { width: 320, height: 900 } })
      await open.page.goto(`${open.server.http?.url}api/docs`)
      await open.page.getByRole('heading', { name: 'GET /api/messages/wait' }).waitFor()
      expect(await violations(open.page)).toEqual([])
      expect(await open.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
      expect(open.troubles).toEqual([])
    })

    it('on the page of the findings', { timeout: 60_000 }, async () => {
      await using open = await openPage(browser(), {}, { colorScheme, viewport: { width: 320, height: 900 } })
      await open.page.goto(`${open.server.http?.url}docs/findings#login-rejected`)
      await open.page.getByRole('heading', { name: 'login-rejected' }).waitFor()
      expect(await violations(open.page)).toEqual([])
      expect(await open.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
      expect(open.troubles).toEqual([])
    })

    it('nor while there is nothing to show', { timeout: 60_000 }, async () => {
      await using open = await openPage(browser(), {}, { colorScheme, reducedMotion: 'reduce' })
      const found: string[] = []
      for (const place of ['#/', '#/messages', '#/sessions', '#/inboxes']) {
        await open.go(place)
        await open.page.locator('main h1').waitFor({ state: 'attached' })
        await open.page.locator('.port, .lesson, .empty, .inboxes').first().waitFor()
        found.push(...(await violations(open.page)).map((words) => `${place} ${words}`))
      }
      expect(found).toEqual([])
    })
  })
}
