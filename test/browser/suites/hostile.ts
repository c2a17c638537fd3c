import { createTransport } from 'nodemailer'
import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { startCatchAll } from '../support/catch-all.ts'
import { hostileHtml } from '../support/hostile-html.ts'
import { openPage, type OpenPage } from '../support/open-page.ts'

const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert('ran')"><script>alert('ran')</script></svg>`

/** What a message can write into the page itself, outside the frame. */
const hostileFields = {
  from: { name: '"><img src=x:y onerror=alert(1)>', address: 'evil@example.test' },
  subject: `</h2><img src=x:y onerror="alert('ran')"><script>alert('ran')</script>`,
  text: '<img src=x:y onerror=alert(1)> javascript:alert(1) http://127.0.0.1/"><script>alert(1)</script>',
  headers: { 'X-Evil': '<script>alert(1)</script>' },
}

async function sendAll(open: OpenPage, url: string): Promise<readonly string[]> {
  const payloads = hostileHtml(url)
  const transport = createTransport({ ...open.server.ports.relay.nodemailer, pool: true })
  for (const [name, html] of payloads) {
    await transport.sendMail({
      ...hostileFields,
      to: 'ada@example.test',
      html: `<h1>${name}</h1>${html}<a id="top" href="javascript:top.postMessage('ran','*')" target="_top">link</a>`,
      attachments: [
        {
          filename: '"><script>alert(1)</script>.svg',
          content: svg,
          contentType: 'image/svg+xml',
          cid: 'svg@evil',
        },
        {
          filename: 'page.html',
          content: '<script>alert(1)</script>',
          contentType: 'text/html',
          cid: 'page@evil',
        },
        {
          filename: '../../../evil.png',
          content: 'no picture',
          contentType: 'image/png',
          cid: 'x" onerror="alert(1)',
        },
      ],
    })
  }
  transport.close()
  const messages = await open.server.waitForMessages(payloads.length)
  return messages.map((message) => message.id)
}

/** Everything in the page but the frame's inside; a change by a message would show here. */
async function traces(page: Page): Promise<unknown> {
  return page.evaluate(`({
    heard: window.heard,
    strangers: document.querySelectorAll('script:not([src]), [onerror], [onload], base, main object, main embed').length,
    frames: [...document.querySelectorAll('iframe')].map((frame) => [frame.getAttribute('sandbox'), frame.src.startsWith(location.origin + '/api/')]),
    title: document.title,
    origin: location.pathname,
  })`)
}

export function hostileSuite(browser: () => Browser): void {
  describe('hostile mail', () => {
    it('runs nothing and sends nothing out, whatever the HTML', { timeout: 180_000 }, async () => {
      await using away = await startCatchAll()
      await using open = await openPage(browser())
      const { page } = open
      await page.evaluate(`window.heard = []; addEventListener('message', (event) => heard.push(event.data))`)
      const ids = await sendAll(open, away.url)
      expect(ids.length).toBeGreaterThanOrEqual(80)
      for (const id of ids) {
        await open.go(`#/messages/${id}/html`)
        const frame = await page.waitForSelector(`iframe[src="api/messages/${id}/html"]`)
        const inside = await frame.contentFrame()
        await inside?.waitForLoadState('load')
        await inside?.waitForSelector('h1', { state: 'attached', timeout: 2000 }).catch(() => null) // a frameset has none
        expect(await traces(page), id).toEqual({
          heard: [],
          strangers: 0,
          frames: [['allow-popups allow-popups-to-escape-sandbox', true]],
          // Without a number when the last one is read.
          title: expect.stringMatching(/^(?:\(\d+\) )?Messages · Fourport$/),
          origin: '/',
        })
      }
      // A request to one's own listener, sent last, comes after all that the messages sent.
      await fetch(`${away.url}/last`)
      expect(away.hits.filter((hit) => hit !== 'connect')).toEqual(['/last'])
      expect(open.troubles).toEqual([])
    })

    it('would notice: with remote content asked for, the same listener is reached', async () => {
      await using away = await startCatchAll()
      await using open = await openPage(browser())
      const arrival = open.server.waitForMessage({})
      await createTransport(open.server.ports.relay.nodemailer).sendMail({
        from: 'a@example.test',
        to: 'b@example.test',
        html: `<img src="${away.url}/pixel.gif"><script>fetch('${away.url}/script')</script>`,
      })
      await open.go(`#/messages/${(await arrival).id}/html`)
      await open.page.waitForSelector('iframe')
      expect(away.hits).toEqual([])
      const pixel = away.reached('/pixel.gif')
      await open.page.getByLabel('Load remote content').check()
      await pixel
      // The browser may ask twice where the frame is laid out anew; for the script it never asks.
      expect([...new Set(away.hits)].filter((hit) => hit !== 'connect')).toEqual(['/pixel.gif'])
    })

    it('shows hostile fields as the text they are, in every tab', async () => {
      await using open = await openPage(browser())
      const arrival = open.server.waitForMessage({})
      await createTransport(open.server.ports.relay.nodemailer).sendMail({
        ...hostileFields,
        to: 'ada@example.test',
        html: `<a href="javascript:alert(1)">one</a> <a href="data:text/html,<script>alert(1)</script>">two</a> <a href="https://example.test/">three</a>`,
        attachments: [{ filename: 'x.svg', content: svg, contentType: 'image/svg+xml' }],
      })
      const { id } = await arrival
      for (const tab of ['html', 'text', 'parts', 'links', 'delivery', 'headers', 'source']) {
        await open.go(`#/messages/${id}/${tab}`)
        await open.page.waitForSelector('[role=tab][aria-selected=true]')
        expect(await open.page.locator('.head-subject').textContent()).toBe(hostileFields.subject)
      }
      await open.go(`#/messages/${id}/links`)
      await open.page.waitForSelector('.found')
      const followed = await open.page.evaluate(
        `[...document.querySelectorAll('.found a')].map((a) => new URL(a.href).protocol)`,
      )
      expect((followed as string[]).filter((scheme) => !/^(?:https?|mailto):$/.test(scheme))).toEqual([])
      await open.go(`#/messages/${id}/parts`)
      await open.page.waitForSelector('.part')
      expect(await open.page.locator('.part img').count()).toBe(0)
      expect(open.troubles).toEqual([])
    })

    it('keeps the page where it is when a link of a message is clicked', async () => {
      await using away = await startCatchAll()
      await using open = await openPage(browser())
      const arrival = open.server.waitForMessage({})
      await createTransport(open.server.ports.relay.nodemailer).sendMail({
        from: 'a@example.test',
        to: 'b@example.test',
        html: `<a id="top" href="${away.url}/top" target="_top">top</a> <a id="script" href="javascript:alert('ran')">script</a>`,
      })
      const place = `#/messages/${(await arrival).id}/html`
      await open.go(place)
      const frame = open.page.frameLocator('iframe')
      await frame.locator('#script').click()
      await frame.locator('#top').click()
      expect(await open.page.evaluate('location.hash')).toBe(place)
      expect(open.troubles.filter((trouble) => !trouble.startsWith('window:'))).toEqual([])
    })
  })
}
