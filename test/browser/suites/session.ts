import { once } from 'node:events'
import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import type { Browser } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { send } from '../../support/send.ts'
import { openPage } from '../support/open-page.ts'

export function sessionSuite(browser: () => Browser): void {
  describe('a session', () => {
    it('that failed stands in the list; its finding leads to the lines that prove it, and they to it', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const { port, host } = server.ports.submission
      const found = server.waitForFinding({ id: 'starttls-not-used' })
      const sent = createTransport({ host, port, secure: false, ignoreTLS: true }).sendMail({
        from: 'app@example.test',
        to: 'ada@example.test',
        text: 'x',
      })
      await expect(sent).rejects.toThrow('530')
      const finding = await found
      await open.go('#/sessions')
      await page.locator('.session-row').click()
      const card = page.locator('#finding-starttls-not-used')
      await card.waitFor()
      expect(await card.locator('.finding-saw').textContent()).toContain(finding.saw)
      for (const n of finding.evidence) {
        expect(await page.locator(`#entry-${n}`).getAttribute('class')).toContain('evidence-error')
      }
      const last = Math.max(...finding.evidence)
      await card.getByRole('button', { name: `line ${last}` }).click()
      await page.locator(`#entry-${last}:focus`).waitFor()
      await page.locator(`#entry-${last}`).getByRole('button', { name: 'proves starttls-not-used' }).click()
      expect(await card.locator('.code').textContent()).toContain(String(port))
      expect(await page.locator('.look-boundary').count()).toBe(0)
      expect(open.troubles).toEqual([])
    })

    it('is one of the newest 1,000 that the page keeps, and older ones come from the server again', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await open.go('#/sessions')
      for (let n = 0; n < 1_300; n++) {
        const socket = connect(server.ports.relay.port, '127.0.0.1')
        socket.resume()
        await once(socket, 'connect')
        socket.end()
        await once(socket, 'close')
      }
      await expect.poll(async () => (await server.sessions()).length).toBe(1_300)
      const list = page.locator('.virtual-rows')
      await expect.poll(async () => Number(await list.getAttribute('data-loaded'))).toBe(1_000)
      await page.evaluate(`document.querySelector('.virtual').scrollTop = 1e9`)
      await page.locator('.virtual-row[aria-posinset="1300"]').waitFor()
      expect(open.troubles).toEqual([])
    })

    it('under STARTTLS shows every line, with the boundary drawn where TLS begins and no password', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const ended = new Promise<string>((resolve) => server.on('session', (session) => resolve(session.id)))
      const transport = createTransport({
        ...server.ports.submission.nodemailer,
        auth: { user: 'ada', pass: 'correct-horse' },
      })
      await transport.sendMail({ from: 'a@example.test', to: 'b@example.test', text: 'x' })
      transport.close()
      await open.go(`#/sessions/${await ended}`)
      await page.locator('.look-boundary', { hasText: 'TLS 1.3' }).waitFor()
      const sides = await page
        .locator('.line')
        .evaluateAll((rows: readonly unknown[]) =>
          rows.map((row) => (row as { readonly className: string }).className),
        )
      const boundary = sides.findIndex((side) => side.includes('look-boundary'))
      expect(sides.slice(0, boundary).every((side) => side.includes('line-clear'))).toBe(true)
      expect(sides.slice(boundary).every((side) => side.includes('line-tls'))).toBe(true)
      const words = await page.locator('.transcript').textContent()
      expect(words).toContain('STARTTLS')
      expect(words).not.toContain('correct-horse')
      expect(words).not.toContain(Buffer.from('\0ada\0correct-horse').toString('base64'))
      await page.getByRole('link', { name: 'Open the message' }).click()
      await page.locator('.message-head').waitFor()
    })

    it('that hangs is there while it hangs, and its finding as soon as there is one', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const { port, host } = server.ports.smtps
      await open.go('#/sessions')
      await page.getByRole('heading', { name: 'No connection yet' }).waitFor()
      const silent = connect(port, host)
      await once(silent, 'connect')
      await page.locator('.session-row').getByText('open', { exact: true }).waitFor()
      await page.locator('.session-row').click()
      await page.getByText('Still open: not one byte so far').waitFor()
      await page.locator('#finding-plaintext-on-implicit-tls-port').waitFor()
      await page.locator('.session-row .verdict-error').waitFor()
      expect(await page.getByText('Still open: not one byte so far').count()).toBe(1)
      await page.keyboard.press('b')
      await page.locator('.attention').getByText('sent nothing').waitFor()
      await page.locator('.last-session .verdict-error').click()
      silent.end()
      await page.getByText('The client closed the connection').waitFor()
      await page.getByText('of silence').waitFor()
      expect(await page.getByText('Still open').count()).toBe(0)
      expect(await page.locator('.session-row').count()).toBe(1)
      expect(open.troubles).toEqual([])
    })

    it('that failed stays on the board however many went well after it, until it is fixed or dismissed', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const { port, host } = server.ports.submission
      const options = { host, port, name: 'app.test', secure: false }
      const mail = { from: 'app@example.test', to: 'ada@example.test', text: 'x' }
      await expect(createTransport({ ...options, ignoreTLS: true }).sendMail(mail)).rejects.toThrow('530')
      for (let n = 0; n < 210; n++) await send(server.ports.relay)
      await page.reload()
      const row = page.locator('.attention-row')
      await row.getByText('STARTTLS').first().waitFor()
      expect(await row.count()).toBe(1)
      await row.getByRole('link', { name: 'Open' }).click()
      await page.locator('#finding-starttls-not-used').waitFor()
      await page.keyboard.press('b')
      await row.getByRole('button', { name: 'Dismiss' }).click()
      await row.waitFor({ state: 'detached' })
      await expect(createTransport({ ...options, ignoreTLS: true }).sendMail(mail)).rejects.toThrow('530')
      await row.getByText('2 sessions').waitFor()
      await createTransport({ ...server.ports.submission.nodemailer, name: 'app.test' }).sendMail(mail)
      await page.locator('.attention-fixed').getByText('Fixed at').waitFor()
      await page.getByText('Wrong now 0').waitFor()
      expect(open.troubles).toEqual([])
    })

    it('with a note alone is none with findings', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const noted = server.waitForFinding({ severity: 'note' })
      const raw =
        'From: a@example.test\r\nTo: b@example.test\r\nSubject: x\r\nDate: Tue, 1 Dec 2026 10:00:00 +0000\r\n\r\nx\r\n'
      const envelope = { from: 'a@example.test', to: 'b@example.test' }
      await createTransport(server.ports.relay.nodemailer).sendMail({ envelope, raw })
      await noted
      await open.go('#/sessions')
      await page.locator('.session-row').waitFor()
      await page.getByRole('button', { name: 'With findings' }).click()
      await page.locator('.session-row').waitFor({ state: 'detached' })
      expect(open.troubles).toEqual([])
    })

    it('is not found under an address that cannot be decoded, which says so', async () => {
      await using open = await openPage(browser())
      const { page } = open
      await open.go('#/messages/%E0%A4%A')
      await page.locator('.pane-error').waitFor()
      expect(open.troubles).toEqual([])
    })

    it('opens by a link with a path, as a person would write it', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const ended = new Promise<string>((resolve) => server.on('session', (session) => resolve(session.id)))
      await send(server.ports.relay)
      await page.goto(`${server.http?.url}sessions/${await ended}`)
      await page.locator('.transcript').getByText('220 localhost ESMTP').waitFor()
      expect(open.troubles).toEqual([])
    })

    it('is one click from the board, and the board says what a client must set', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await send(server.ports.smtps)
      await page.getByRole('region', { name: 'Last sessions' }).locator('.last-session').click()
      await page.locator('.transcript').waitFor()
      await page.keyboard.press('b')
      await page.getByRole('button', { name: 'what a client sets for port' }).nth(1).click()
      const settings = page.locator('.settings')
      await settings.getByText(`What a client sets for port ${server.ports.smtps.port}`).waitFor()
      const code = await settings.locator('.code').textContent()
      expect(code).toContain(String(server.ports.smtps.port))
      expect(code).toContain('localhost')
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await settings.getByRole('button', { name: 'Copy', exact: true }).click()
      await settings.getByText('Copied').waitFor()
      expect(await page.evaluate('navigator.clipboard.readText()')).toBe(code)
    })
  })
}
