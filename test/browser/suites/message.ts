import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { startServer, type FourportServer } from '../../../src/index.ts'
import { send } from '../../support/send.ts'
import { Wire } from '../../support/wire.ts'
import { startCatchAll } from '../support/catch-all.ts'
import { openPage, type OpenPage } from '../support/open-page.ts'
import { disc } from '../support/pictures.ts'
import { violations } from '../support/violations.ts'

async function openShopMail(open: OpenPage): Promise<string> {
  const arrival = open.server.waitForMessage({})
  await send(open.server.ports.smtps, {
    from: '"Acme Shop" <orders@example.test>',
    to: '"Ada" <ada@example.test>',
    bcc: 'audit@example.test',
    subject: 'Your order',
    text: 'Code 482913, see https://shop.example.test/orders/1',
    html: '<h1>Your order</h1><img src="cid:logo@acme" alt="logo"><a href="https://shop.example.test/orders/1">See it</a>',
    attachments: [
      { filename: 'logo.png', content: disc, cid: 'logo@acme' },
      { filename: 'invoice.pdf', content: Buffer.alloc(2048), contentType: 'application/pdf' },
    ],
  })
  return (await arrival).id
}

async function subjects(server: FourportServer): Promise<readonly string[]> {
  const kept = await server.messages({})
  return Promise.all(kept.map(async (message) => (await message.parse()).subject))
}

/** 0 while a picture has not been loaded, or cannot be. */
const naturalWidth = (image: unknown): number => (image as { readonly naturalWidth: number }).naturalWidth

const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name }).click()

export function messageSuite(browser: () => Browser): void {
  describe('a message', () => {
    it('is shown as HTML in a sandboxed frame, its own pictures included', async () => {
      await using open = await openPage(browser())
      const id = await openShopMail(open)
      await open.go(`#/messages/${id}`)
      const frame = open.page.locator('iframe')
      const sandbox = (await frame.getAttribute('sandbox'))?.split(' ') ?? []
      expect(sandbox).not.toContain('allow-scripts')
      expect(sandbox).not.toContain('allow-same-origin')
      const picture = open.page.frameLocator('iframe').locator('img')
      await picture.waitFor()
      await expect.poll(() => picture.evaluate(naturalWidth)).toBe(48)
      for (const [label, width] of [
        ['Phone, 375 px', 375],
        ['Tablet, 768 px', 768],
      ] as const) {
        await open.page.setViewportSize({ width: 1600, height: 800 })
        await open.page.getByRole('button', { name: label }).click()
        expect((await frame.boundingBox())?.width).toBe(width)
      }
      expect(open.troubles).toEqual([])
    })

    it('is marked as read when it is opened, for the API and clients of Mailpit as well', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const id = await openShopMail(open)
      await send(server.ports.relay, { subject: 'Not opened' })
      const unread = async (): Promise<number> => (await server.messages({ query: 'is:unread' })).length
      await expect.poll(unread).toBe(2)
      await open.go(`#/messages/${id}`)
      await page.locator('.message-head').getByText('Your order').waitFor()
      await expect.poll(unread).toBe(1)
      const { unread: ofMailpit } = (await page.evaluate(
        `fetch('api/v1/info').then((a) => a.json()).then((a) => ({ unread: a.Unread }))`,
      )) as { readonly unread: number }
      expect(ofMailpit).toBe(1)
      expect(open.troubles).toEqual([])
    })

    it('opens a mail that was forwarded in it', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const arrival = server.waitForMessage({})
      await send(server.ports.relay, {
        subject: 'Fwd',
        text: 'See below',
        attachments: [
          {
            filename: 'original.eml',
            contentType: 'message/rfc822',
            content:
              'From: eve@example.test\r\nSubject: The first mail\r\n\r\n<script>alert(1)</script> Hello\r\n',
          },
        ],
      })
      await open.go(`#/messages/${(await arrival).id}`)
      await tab(page, 'Attachments')
      const button = page.getByRole('button', { name: 'Open original.eml' })
      await button.click()
      const mail = page.getByRole('article', { name: 'The mail original.eml' })
      await mail.getByRole('heading', { name: 'The first mail' }).waitFor()
      await mail.getByText('eve@example.test').waitFor()
      expect(await mail.getByLabel('Text of original.eml').innerText()).toContain('Hello')
      await mail.getByRole('button', { name: 'Source' }).click()
      const source = page.getByLabel('Source of original.eml')
      await source.waitFor()
      expect(await source.innerText()).toContain('Subject: The first mail')
      expect(await source.innerText()).toContain('<script>alert(1)</script> Hello')
      await page.getByRole('button', { name: 'Close original.eml' }).click()
      expect(await source.count()).toBe(0)
      expect(open.troubles).toEqual([])
    })

    it('has within it a mail with HTML, in a frame as harmless as that of the message', async () => {
      await using away = await startCatchAll()
      await using open = await openPage(browser())
      const { page, server } = open
      const arrival = server.waitForMessage({})
      const content =
        'From: Eve <eve@example.test>\r\nTo: bob@example.test\r\nSubject: Nested\r\nContent-Type: text/html\r\n\r\n' +
        `<p>Hello</p><script>parent.location = "about:blank"; alert(1)</script><img src="${away.url}/x.png">\r\n`
      const attachments = [{ filename: 'original.eml', contentType: 'message/rfc822', content }]
      await send(server.ports.relay, { subject: 'Fwd', attachments })
      await open.go(`#/messages/${(await arrival).id}/parts`)
      await page.getByRole('button', { name: 'Open original.eml' }).click()
      const mail = page.getByRole('article', { name: 'The mail original.eml' })
      await mail.frameLocator('iframe').getByText('Hello').waitFor()
      await mail.getByText('Eve <eve@example.test>').waitFor()
      expect(away.hits).toEqual([])
      expect(await violations(page)).toEqual([])
      expect(open.troubles).toEqual([])
    })

    it('says of each recipient where it stands: in the envelope only, or as Bcc in the header', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const wire = await Wire.open(server.ports.relay)
      await wire.reply()
      for (const line of ['EHLO client.test', 'MAIL FROM:<shop@example.test>']) await wire.command(line)
      await open.go('#/messages')
      for (const name of ['ada', 'audit', 'Eve']) await wire.command(`RCPT TO:<${name}@example.test>`)
      await wire.command('DATA')
      const header =
        'From: shop@example.test\r\nTo: ada@example.test\r\nBcc: eve@example.test, nobody@example.test\r\nSubject: leak'
      await wire.command(`${header}\r\n\r\nx\r\n.`)
      wire.destroy()
      const { id } = await server.waitForMessage()
      await page.locator('.message-row', { hasText: 'leak' }).getByText('Bcc visible').waitFor()
      await open.go(`#/messages/${id}`)
      const rows = page.locator('.head-row', { hasText: 'Bcc' })
      await rows.first().waitFor()
      expect(await rows.allInnerTexts()).toEqual([
        expect.stringMatching(/audit@example\.test\s*in the envelope only$/),
        expect.stringMatching(
          /eve@example\.test\s*in the header, where everyone can read it: the client should/,
        ),
        expect.stringMatching(
          /nobody@example\.test\s*in the header and not in the envelope: nobody there receives/,
        ),
      ])
      await tab(page, 'Delivery')
      const cells = page.locator('.compare tr', { hasText: 'Recipients' }).locator('td')
      expect(await cells.first().locator('li').allInnerTexts()).toEqual([
        'ada@example.test',
        expect.stringMatching(/^audit@example\.test\s*in the envelope only$/),
        expect.stringMatching(/^Eve@example\.test\s*Bcc in the header$/),
      ])
      expect(await cells.last().innerText()).toBe(
        'ada@example.test; Bcc: eve@example.test, nobody@example.test (not in the envelope)',
      )
      expect(open.troubles).toEqual([])
    })

    it('shows Bcc from the envelope, the code, links, parts, headers and the exact source', async () => {
      await using open = await openPage(browser())
      const { page } = open
      const id = await openShopMail(open)
      await open.go(`#/messages/${id}`)
      await page.locator('.head-row', { hasText: 'Bcc' }).getByText('audit@example.test').waitFor()
      await page.locator('.head-code', { hasText: '482913' }).waitFor()
      await tab(page, 'Links')
      await page.locator('.found a', { hasText: 'https://shop.example.test/orders/1' }).first().waitFor()
      await tab(page, 'Attachments')
      await expect.poll(() => page.locator('.part img').evaluate(naturalWidth)).toBe(48)
      const download = page.waitForEvent('download')
      await page.getByRole('link', { name: 'Download invoice.pdf' }).click()
      expect((await download).suggestedFilename()).toBe('invoice.pdf')
      await tab(page, 'Delivery')
      await page.getByRole('cell', { name: 'audit@example.test' }).waitFor()
      await page.getByText('TLSv1.3').waitFor()
      // In the one time zone of the page.
      const rowOf = (name: string): Promise<string | null> =>
        page.locator('.facts div', { hasText: name }).locator('dd').textContent()
      const received = (await open.server.waitForMessage({})).receivedAt
      const inWords = `new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' })`
      expect(await rowOf('Received')).toBe(await page.evaluate(`${inWords}.format(${received.getTime()})`))
      expect(await rowOf('Date')).not.toMatch(/\dT\d/)
      await tab(page, 'Headers')
      await page.locator('.header-fields dt', { hasText: 'Message-ID' }).waitFor()
      await tab(page, 'Source')
      const source = await page.locator('.source').textContent()
      expect(source?.replaceAll('\r\n', '\n')).toBe(
        (await (await open.server.waitForMessage({})).raw()).toString('latin1').replaceAll('\r\n', '\n'),
      )
      expect(open.troubles).toEqual([])
    })

    it('is reached, left and deleted by keyboard alone', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      for (const subject of ['One', 'Two', 'Three']) await send(server.ports.relay, { subject })
      await page.clock.install()
      await page.reload()
      await page.getByText('live', { exact: true }).waitFor()
      await page.keyboard.press('m')
      await page.locator('.message-row').nth(2).waitFor()
      await page.keyboard.press('j')
      await page.locator('.head-subject', { hasText: 'Three' }).waitFor()
      await page.keyboard.press('j')
      await page.locator('.head-subject', { hasText: 'Two' }).waitFor()
      await page.keyboard.press('k')
      await page.locator('.head-subject', { hasText: 'Three' }).waitFor()
      await page.keyboard.press('#')
      await page.locator('.message-row', { hasText: 'Three' }).waitFor({ state: 'detached' })
      // The next one opens; the one that was deleted opens again when it is taken back.
      await page.locator('.head-subject', { hasText: 'Two' }).waitFor()
      expect(await subjects(server)).toEqual(['One', 'Two', 'Three'])
      await page.keyboard.press('z')
      await page.locator('.head-subject', { hasText: 'Three' }).waitFor()
      await page.keyboard.press('#')
      await page.locator('.head-subject', { hasText: 'Two' }).waitFor()
      await page.clock.fastForward(8_000)
      await page.getByText('Deleted 1 message').waitFor({ state: 'detached' })
      await page.keyboard.press('Escape')
      expect(await page.evaluate('location.hash')).toBe('#/messages')
      await page.keyboard.press('?')
      await page.getByRole('heading', { name: 'Keys and searches' }).waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('heading', { name: 'Keys and searches' }).waitFor({ state: 'hidden' })
      expect(await subjects(server)).toEqual(['One', 'Two'])
    })

    it('is deleted with all that match a search, and comes back as long as it can be undone', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await send(server.ports.relay, { subject: 'Keep' })
      await send(server.ports.relay, { subject: 'Drop this' })
      await send(server.ports.relay, { subject: 'Drop that' })
      await page.clock.install()
      await page.goto(`${server.http?.url}#/messages?q=subject:drop`)
      await page.reload()
      await page.getByText('2 found').waitFor()
      await page.getByRole('button', { name: 'Delete these' }).click()
      await page.getByText('Deleted 2 messages').waitFor()
      await page.getByText('Nothing matches').waitFor()
      expect(await subjects(server)).toEqual(['Keep', 'Drop this', 'Drop that'])
      await page.keyboard.press('z')
      await page.getByText('2 found').waitFor()
      await page.getByRole('button', { name: 'Delete these' }).click()
      await page.getByText('Nothing matches').waitFor()
      // What comes while it can be undone was never shown, and stays.
      await send(server.ports.relay, { subject: 'Drop in' })
      await page.getByText('Drop in', { exact: true }).waitFor()
      await page.clock.fastForward(8_000)
      await page.getByText('Deleted 2 messages').waitFor({ state: 'detached' })
      expect(await subjects(server)).toEqual(['Keep', 'Drop in'])
    })

    it('that is open is marked when it has left the server, and its session too', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await send(server.ports.relay, { subject: 'Soon gone' })
      await open.go('#/messages')
      await page.locator('.message-row').click()
      await page.locator('.head-subject', { hasText: 'Soon gone' }).waitFor()
      await server.clear()
      await page.locator('.gone', { hasText: 'Deleted at' }).waitFor()
      expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0)
      await page.locator('.message-row').waitFor({ state: 'detached' })
      await send(server.ports.relay)
      await open.go('#/sessions')
      await page.locator('.session-row').nth(0).click()
      await page.locator('.session-head').waitFor()
      await server.clear()
      await page.locator('.gone', { hasText: 'Deleted at' }).waitFor()
      await page.locator('.session-row').waitFor({ state: 'detached' })
      expect(await page.locator('.nav-count').allTextContents()).toEqual(['0', '0'])
      expect(open.troubles).toEqual([])
    })

    it('is released to a real server, to the recipients allowed and no others', async () => {
      await using real = await startServer()
      const { host, port } = real.ports.relay
      const release = { host, port, tls: 'none', allowRecipients: ['@example.test'] } as const
      await using open = await openPage(browser(), { release })
      const { page, server } = open
      const arrival = server.waitForMessage({})
      await send(server.ports.smtps, { to: 'ada@example.test', subject: 'Go on' })
      const original = await arrival
      await open.go(`#/messages/${original.id}`)
      await page.getByRole('button', { name: 'Release' }).click()
      await page.getByLabel('Recipients').fill('ada@elsewhere.test')
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByRole('alert').getByText('ada@elsewhere.test').waitFor()
      expect((await real.counts()).messages).toBe(0)
      await page.getByLabel('Recipients').fill('ada@example.test')
      await page.getByRole('button', { name: 'Send' }).click()
      await page.getByText('Sent to ada@example.test.').waitFor()
      const released = await real.waitForMessage({ to: 'ada@example.test' })
      expect((await released.raw()).equals(await original.raw())).toBe(true)
    })

    it('to an inbox made on the page is found by that inbox', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await send(server.ports.relay, { subject: 'For somebody else' })
      await open.go('#/inboxes')
      await page.getByRole('button', { name: 'New inbox' }).click()
      const link = page.locator('.inbox-address a')
      const address = (await link.textContent()) ?? ''
      await page.getByText('0 messages').waitFor()
      await send(server.ports.submission, { to: address, subject: 'For the inbox' })
      await page.getByText('1 message', { exact: true }).waitFor()
      await page.locator('.inbox-last', { hasText: 'For the inbox' }).waitFor()
      await page.getByText(`Send to localhost, port ${server.ports.relay.port} (no TLS)`).waitFor()
      await link.click()
      await page.getByText('1 found').waitFor()
      expect(await page.locator('.row-subject').allTextContents()).toEqual(['For the inbox'])
      await open.go('#/inboxes')
      await page.getByRole('button', { name: 'Delete' }).click()
      await page.getByText('No inbox yet').waitFor()
      await page.getByRole('button', { name: 'Undo' }).click()
      await link.waitFor()
      await page.getByRole('button', { name: 'Delete' }).click()
      await page.getByText('No inbox yet').waitFor()
      // Leaving the page is no way back.
      await page.goto('about:blank')
      const left = async (): Promise<unknown> => (await fetch(`${server.http?.url}api/inboxes`)).json()
      await expect.poll(left).toEqual({ inboxes: [] })
      expect(open.troubles).toEqual([])
    })

    it('to an inbox is told from that of others by its name and what it is for', async () => {
      await using open = await openPage(browser())
      const { page } = open
      await open.go('#/inboxes')
      await page.getByLabel('Name').fill('sign-up <b>1</b>')
      await page.getByLabel('What it is for').fill('What somebody gets who signs up')
      await page.getByRole('button', { name: 'New inbox' }).click()
      await page.getByRole('heading', { name: 'sign-up <b>1</b>' }).waitFor()
      await page.getByText('What somebody gets who signs up').waitFor()
      expect(await page.getByLabel('Name').inputValue()).toBe('')
      await page.getByRole('link', { name: 'sign-up <b>1</b>' }).click()
      await page.locator('.split').waitFor()
      expect(await page.evaluate('location.hash')).toMatch(/inbox(?:%3A|:)i/)
      expect(open.troubles).toEqual([])
    })

    it('is shown in the colours the reader chose, also after a reload', async () => {
      await using open = await openPage(browser(), {}, { colorScheme: 'light' })
      const { page } = open
      const paper = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor')
      const bright = await paper()
      await page.getByRole('button', { name: 'Colours: as the system' }).click()
      await page.getByRole('button', { name: 'Colours: light' }).click()
      await page.getByRole('button', { name: 'Colours: dark' }).waitFor()
      const dark = await paper()
      expect(dark).not.toBe(bright)
      await page.reload()
      await page.getByRole('button', { name: 'Colours: dark' }).waitFor()
      expect(await paper()).toBe(dark)
    })
  })
}
