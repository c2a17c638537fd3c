import type { Browser } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { send } from '../../support/send.ts'
import { openPage } from '../support/open-page.ts'

export function faultsSuite(browser: () => Browser): void {
  describe('a port that goes wrong on purpose', () => {
    it('is set up in its drawer, counts live, and is mended there', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await open.go('#/ports/relay')
      await page.getByLabel('Code').fill('450')
      await page.getByLabel('To', { exact: true }).fill('*@busy.test')
      await page.getByLabel('How often').fill('2')
      await page.getByRole('button', { name: 'Set this fault' }).click()
      const fault = page.locator('.fault')
      await fault.getByText('450 at RCPT, to *@busy.test, on relay').waitFor()
      await fault.getByText('fired: 0 of 2 times').waitFor()
      await page.locator('.port').first().getByText('1 fault set').waitFor()
      expect(await page.locator('.ports').getByText('1 fault set').count()).toBe(1)
      expect(await server.faults()).toMatchObject([
        { fault: { at: 'RCPT', to: '*@busy.test', times: 2, listener: 'relay', reply: { code: 450 } } },
      ])

      const refused = { responseCode: 450 }
      await expect(send(server.ports.relay, { to: 'ada@busy.test' })).rejects.toMatchObject(refused)
      await fault.getByText('fired: 1 of 2 times').waitFor()
      await expect(send(server.ports.relay, { to: 'ada@busy.test' })).rejects.toMatchObject(refused)
      await fault.getByText('fired: 2 of 2 times, over').waitFor()
      await page.locator('.ports').getByText('1 fault set').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Take off f1' }).click()
      await fault.waitFor({ state: 'detached' })
      expect(await server.faults()).toEqual([])
      expect(open.troubles).toEqual([])
    })

    it('leaves the window as high as it is, however long the drawer gets', async () => {
      await using open = await openPage(browser(), {}, { viewport: { width: 390, height: 844 } })
      const { page } = open
      await open.go('#/ports/submission')
      await page.getByRole('button', { name: 'Set this fault' }).click()
      await page.locator('.fault').waitFor()
      expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight')).toBe(0)
      expect(open.troubles).toEqual([])
    })

    it('offers the points that its sessions pass, and the inbox that is meant', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const inbox = await server.inbox()
      await page.reload()
      await open.go('#/ports/relay')
      const points = page.getByRole('combobox', { name: /^Where/ }).locator('option')
      await points.first().waitFor({ state: 'attached' })
      expect(await points.allTextContents()).not.toContain('at STARTTLS')
      await open.go('#/ports/submission')
      await page
        .getByRole('heading', { name: String(server.ports.submission.port) })
        .first()
        .waitFor()
      expect(await points.allTextContents()).toEqual(expect.arrayContaining(['at STARTTLS', 'at AUTH']))
      expect(await points.allTextContents()).not.toContain('at the TLS handshake')
      await page.getByRole('combobox', { name: 'What' }).selectOption('Reset the connection')
      expect(await points.allTextContents()).toContain('at the TLS handshake')
      await page.getByRole('combobox', { name: /^Where/ }).selectOption('after the final dot')
      await page.getByLabel('Inbox').selectOption(inbox.address)
      await page.getByRole('button', { name: 'Set this fault' }).click()
      await page.getByText(`a reset after the final dot, in the inbox ${inbox.id}`).waitFor()
      expect(await server.faults()).toMatchObject([{ fault: { at: 'dot', cut: 'rst', inbox: inbox.id } }])
    })

    it('shows what others set and take off, and says what cannot be set', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await open.go('#/ports/smtps')
      await page.getByText('No faults are set.').waitFor()
      await server.fault({ at: 'kept', listener: 'smtps', cut: 'fin' })
      await server.fault({ at: 'MAIL', listener: 'relay', reply: { code: 452 } })
      await page.getByText('the connection ended when the message is kept, on smtps').waitFor()
      expect(await page.locator('.fault').count()).toBe(1)
      await server.clearFaults()
      await page.getByText('No faults are set.').waitFor()

      await page.getByLabel('To', { exact: true }).fill('a'.repeat(400))
      await page.getByRole('button', { name: 'Set this fault' }).click()
      await page.getByRole('alert').getByText('fault: to is "aaa').waitFor()
      expect(open.troubles).toEqual([])
    })
  })
}
