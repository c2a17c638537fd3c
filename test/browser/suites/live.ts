import { createTransport } from 'nodemailer'
import type { Browser } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../../src/index.ts'
import { send } from '../../support/send.ts'
import { openPage } from '../support/open-page.ts'
import { startRelay } from '../support/relay.ts'

export function liveSuite(browser: () => Browser): void {
  describe('the page, live', () => {
    it('teaches while there is no mail, then shows it as it comes', async () => {
      await using open = await openPage(browser())
      await open.go('#/messages')
      await open.page.getByRole('heading', { name: 'No mail yet' }).waitFor()
      expect(await open.page.locator('.lesson').count()).toBe(4)
      await send(open.server.ports.submission, { subject: 'First of all' })
      await open.page.getByText('First of all').waitFor()
      await send(open.server.ports.smtps, { subject: 'Second' })
      await open.page.getByText('Second', { exact: true }).waitFor()
      expect(await open.page.locator('.message-row .row-subject').allTextContents()).toEqual([
        'Second',
        'First of all',
      ])
      expect(open.troubles).toEqual([])
    })

    it('counts on the board, and names the verdict of each session', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await page.locator('.port').nth(3).waitFor()
      expect(await page.locator('.port-number').allTextContents()).toEqual(
        server.listeners.map((listener) => String(listener.port)),
      )
      expect(await page.locator('.port-mode').allTextContents()).toEqual([
        'no TLS',
        'TLS from the first byte',
        'STARTTLS required',
        'STARTTLS required',
      ])
      await send(server.ports.relay)
      await page.locator('.port').first().getByText('1 message', { exact: true }).waitFor()
      await page.locator('.port').first().locator('.port-outcome .verdict-ok').waitFor()
      await page.locator('.last-session', { hasText: '1 message' }).waitFor()
      expect(open.troubles).toEqual([])
    })

    it('finds by the query language, and keeps on finding what comes later', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await send(server.ports.relay, { to: 'ada@example.test', subject: 'Code 123456' })
      await send(server.ports.smtps, { to: 'grace@example.test', subject: 'Other' })
      await open.go('#/messages')
      await page.locator('.message-row').nth(1).waitFor()
      await page.keyboard.press('/')
      await page.keyboard.type(`to:ada@example.test port:${server.ports.relay.port} tls:no code`)
      await page.getByText('1 found').waitFor()
      expect(await page.locator('.row-subject').allTextContents()).toEqual(['Code 123456'])
      await send(server.ports.relay, { to: 'ada@example.test', subject: 'Another code' })
      await page.getByText('2 found').waitFor()
      await page.getByRole('searchbox').fill('colour:red')
      await page.getByText('there is no field').waitFor()
      expect(open.troubles).toEqual([])
    })

    it('says that a number has a limit, once older ones have made room', async () => {
      await using open = await openPage(browser(), { maxMessages: 2 })
      const { page, server } = open
      const count = page.locator('.nav-link', { hasText: 'Messages' }).locator('.nav-count')
      for (const shown of ['1', '2', '2+']) {
        await send(server.ports.relay)
        await expect.poll(() => count.innerText()).toBe(shown)
      }
      await page.reload()
      await expect.poll(() => count.innerText()).toBe('2+')
      expect(await count.getAttribute('title')).toBe('1 removed to make room')
      expect(open.troubles).toEqual([])
    })

    it('begins each view at its top, however far the one before was scrolled', async () => {
      const phone = { viewport: { width: 390, height: 800 } }
      await using open = await openPage(browser(), {}, phone)
      await open.go('#/ports/submission')
      await open.page.locator('.settings').waitFor()
      await open.page.evaluate(`document.getElementById('main').scrollTop = 1e6`)
      await open.go('#/messages')
      await open.page.getByRole('heading', { name: 'No mail yet' }).waitFor()
      expect(await open.page.evaluate(`document.getElementById('main').scrollTop`)).toBe(0)
    })

    it(
      'holds 10,000 messages with a handful of rows, and scrolls to the last',
      { timeout: 180_000 },
      async () => {
        const count = 10_000
        await using open = await openPage(browser())
        const { page, server } = open
        await open.go('#/messages')
        await page.getByRole('heading', { name: 'No mail yet' }).waitFor()
        const transport = createTransport({
          ...server.ports.relay.nodemailer,
          pool: true,
          maxMessages: Infinity,
        })
        const envelope = { from: 'a@example.test', to: ['b@example.test'] }
        await transport.sendMail({ envelope, raw: 'Subject: The very first\r\n\r\nx\r\n' })
        const raw = 'Subject: One of many\r\n\r\nx\r\n'
        await Promise.all(Array.from({ length: count - 1 }, () => transport.sendMail({ envelope, raw })))
        transport.close()
        await page.getByText('10,000 messages', { exact: true }).waitFor({ timeout: 120_000 })
        expect(await page.locator('.message-row').count()).toBeLessThan(60)
        // The summaries that the page keeps: all were in its heap.
        const list = page.locator('.virtual-rows')
        expect(Number(await list.getAttribute('data-loaded'))).toBeLessThanOrEqual(1_000)
        expect(await page.locator('.virtual-row').first().getAttribute('aria-setsize')).toBe(String(count))
        await page.evaluate(`document.querySelector('.virtual').scrollTop = 1e9`)
        await page.getByText('The very first', { exact: true }).waitFor()
        await page.evaluate(`document.querySelector('.virtual').scrollTop = 0`)
        await page.locator('.virtual-row[aria-posinset="1"]').waitFor()
        await send(server.ports.relay, { subject: 'One more' })
        await page.getByText('One more', { exact: true }).waitFor()
        expect(Number(await list.getAttribute('data-loaded'))).toBeLessThanOrEqual(1_000)
        expect(open.troubles).toEqual([])
      },
    )

    it('announces mail by the system: when asked to, and out of sight', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await page.context().grantPermissions(['notifications'])
      // The browser as it is when another tab is in front, and a record of what it was asked to show.
      await page.addInitScript(`
        window.shown = []
        window.away = true
        Object.defineProperty(document, 'hidden', { get: () => window.away })
        window.Notification = class extends EventTarget {
          static permission = 'default'
          static requestPermission = async () => (Notification.permission = 'granted')
          constructor(title, { body }) { super(); window.shown.push(title + '|' + body); window.last = this }
        }
        window.focus = () => {}`)
      await page.reload()
      await page.getByText('live', { exact: true }).waitFor()
      const shown = (): Promise<readonly string[]> => page.evaluate('window.shown')
      await send(server.ports.relay, { subject: 'Unasked' })
      await page.locator('.nav-count', { hasText: '1' }).first().waitFor()
      expect(await shown()).toEqual([])
      await page.getByRole('button', { name: 'Notify me of new mail and of failures' }).click()
      await send(server.ports.relay, { subject: 'Asked', from: 'app@example.test', to: 'ada@example.test' })
      await expect
        .poll(shown)
        .toEqual([`Asked|app@example.test → ada@example.test on port ${server.ports.relay.port}`])
      await page.evaluate("window.last.dispatchEvent(new Event('click'))")
      await page.locator('.message-head').getByText('Asked').waitFor()
      const failed = createTransport({
        ...server.ports.submission.nodemailer,
        requireTLS: false,
        ignoreTLS: true,
      })
      await expect(failed.sendMail({ from: 'app@example.test', to: 'ada@example.test' })).rejects.toThrow(
        '530',
      )
      await expect.poll(shown).toHaveLength(2)
      expect((await shown())[1]).toContain(`Nodemailer → ${server.ports.submission.port} failed|`)
      await page.evaluate("window.last.dispatchEvent(new Event('click'))")
      await page.locator('.session-head').waitFor()
      await open.go('#/messages')
      await page.evaluate('window.away = false')
      await send(server.ports.relay, { subject: 'In sight' })
      await page.locator('.row-subject', { hasText: 'In sight' }).waitFor()
      expect(await shown()).toHaveLength(2)
      expect(open.troubles).toEqual([])
    })

    it('loads what a browser that comes late does not have, page by page', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      for (let n = 0; n < 230; n += 1) await send(server.ports.relay, { subject: `No ${n}` })
      await page.reload()
      await open.go('#/messages')
      await page.locator('.message-row').first().waitFor()
      await page.evaluate(`document.querySelector('.virtual').scrollTop = 1e9`)
      await page.getByText('230 messages', { exact: true }).waitFor()
      await page.evaluate(`document.querySelector('.virtual').scrollTop = 1e9`)
      await page.getByText('No 0', { exact: true }).waitFor()
    })

    it('loses nothing over a cut wire: it goes on after the last event it saw', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await using relay = await startRelay(server.http?.port ?? 0)
      // A list that is on its way when the wire is cut is rightly asked for again.
      const listed = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/messages')
      await page.goto(`${relay.url}#/messages`)
      await (await listed).finished()
      await send(server.ports.relay, { subject: 'Before' })
      await page.getByText('Before', { exact: true }).waitFor()
      relay.cut()
      await page.getByText('offline', { exact: true }).waitFor()
      await send(server.ports.relay, { subject: 'While away' })
      await send(server.ports.relay, { subject: 'And again' })
      const asked: string[] = []
      page.on('request', (request) => asked.push(new URL(request.url()).pathname))
      relay.mend()
      await page.getByText('While away').waitFor()
      await page.getByText('live', { exact: true }).waitFor()
      expect(await page.locator('.row-subject').allTextContents()).toEqual([
        'And again',
        'While away',
        'Before',
      ])
      expect(asked).toContain('/api/info')
      // Nothing was loaded anew: what came meanwhile came by the stream.
      expect(asked).not.toContain('/api/messages')
      expect(await page.locator('.nav-count').first().textContent()).toBe('3')
      expect(open.troubles).toEqual([])
    })

    it('knows after a cut wire what was read meanwhile', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await using relay = await startRelay(server.http?.port ?? 0)
      await page.goto(`${relay.url}#/messages`)
      await send(server.ports.relay, { subject: 'Read elsewhere' })
      await page.locator('.row-unread').waitFor()
      relay.cut()
      await page.getByText('offline', { exact: true }).waitFor()
      const body = JSON.stringify({ isRead: true })
      await fetch(`${server.http?.url}api/messages/labels?all=true`, { method: 'PUT', body })
      relay.mend()
      await page.locator('.row-unread').waitFor({ state: 'detached' })
      expect(await page.locator('.message-row').count()).toBe(1)
      await expect.poll(() => page.title()).toBe('Messages · Fourport')
      expect(open.troubles).toEqual([])
    })

    it('shows nothing of the old server when a new one answers in its place', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await open.go('#/messages')
      await send(server.ports.relay, { subject: 'Of the first' })
      await page.getByText('Of the first').waitFor()
      const port = server.http?.port ?? 0
      await server.close()
      await page.getByText('offline', { exact: true }).waitFor()
      await using second = await startServer({ http: port })
      await send(second.ports.relay, { subject: 'Of the second' })
      await page.getByText('Of the second').waitFor()
      expect(await page.getByText('Of the first').count()).toBe(0)
      expect(open.troubles).toEqual([])
    })
  })
}
