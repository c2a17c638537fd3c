import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { connect } from '../../../src/client.ts'
import { scenarios } from '../../../src/scenarios/scenarios.ts'
import { send } from '../../support/send.ts'
import { openPage } from '../support/open-page.ts'

/** Names of the scenarios that the drawer offers, group by group. */
async function offered(page: Page): Promise<readonly string[]> {
  const options = page.getByLabel('Scenario').locator('optgroup option')
  await options.first().waitFor({ state: 'attached' })
  return (await options.allTextContents()).map((words) => words.slice(0, words.indexOf(':')))
}

const playing = (page: Page, words: string) => page.locator('.port-plays', { hasText: words })

export function scenariosSuite(browser: () => Browser): void {
  describe('a port that is another server on purpose', () => {
    it('offers what makes sense on it, by groups, with what is asked of a client', async () => {
      await using open = await openPage(browser())
      const { page } = open
      for (const [place, mode] of [
        ['relay', 'none'],
        ['smtps', 'implicit'],
        ['submission', 'starttls'],
      ] as const) {
        await open.go(`#/ports/${place}`)
        await page.locator('.port-open', { hasText: open.server.ports[place].port.toString() }).waitFor()
        const fitting = scenarios.filter(({ on }) => on.includes(mode)).map(({ name }) => name)
        expect(await offered(page)).toEqual(fitting)
      }
      expect(
        await page
          .getByLabel('Scenario')
          .locator('optgroup')
          .evaluateAll((all) => all.map((one) => one.getAttribute('label'))),
      ).toEqual([
        'Controls: a healthy server',
        'Identity: certificates that prove nothing',
        'Downgrade: TLS kept away from the client',
        'TLS versions',
        'Servers that refuse or are slow',
        'A network that breaks',
      ])
      const facts = page.locator('.scenario-facts')
      expect(await facts.count()).toBe(0)
      await page.getByLabel('Scenario').selectOption('cert-expired')
      expect(await facts.locator('dd').allTextContents()).toEqual([
        'an expired certificate',
        'A server that did not prove its name, or speaks TLS that does not protect, must get neither login nor mail, ' +
          'and the client must report it. A client that neither logs in nor was set to use TLS may send without it (RFC 7435).',
        'RFC 5280 §6.1.3',
      ])
      for (const [name, words] of [
        ['cert-no-ip', 'the client connects to an IP address, such as 127.0.0.1, and not to a name'],
        ['cert-cn-only', 'the client connects to a name, such as localhost, and not to an IP address'],
        ['rcpt-one-550', 'the message has 3 recipients or more'],
      ] as const) {
        await page.getByLabel('Scenario').selectOption(name)
        await facts.getByText('Only where').waitFor()
        expect(await facts.locator('dd').nth(1).textContent()).toBe(words)
      }
      await page.getByLabel('Scenario').selectOption('cert-sha1')
      await facts.getByText('Nothing. Standards, or the platform’s TLS library, decide').waitFor()
      expect(open.troubles).toEqual([])
    })

    it('is put on by one press and taken off by another, from the keyboard', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      await open.go('#/ports/submission')
      await page.getByText('No scenario: the port behaves normally.').waitFor()
      expect((await offered(page)).length).toBeGreaterThan(0)
      const select = page.getByLabel('Scenario')
      await select.focus()
      await page.keyboard.type('cert-exp')
      expect(await select.inputValue()).toBe('cert-expired')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page
        .getByRole('status')
        .getByText('cert-expired is on, on purpose: an expired certificate')
        .waitFor()
      await playing(page, 'cert-expired, on purpose').waitFor()
      expect(await page.locator('.port-open').getByText('cert-expired, on purpose').count()).toBe(1)
      await expect(send(server.ports.submission)).rejects.toThrow('certificate has expired')

      // The way on is the button that has come.
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByText('No scenario: the port behaves normally.').waitFor()
      await playing(page, 'on purpose').waitFor({ state: 'detached' })
      // Where the place was that the button took with it.
      expect(await select.evaluate((one) => one === one.ownerDocument.activeElement)).toBe(true)
      await send(server.ports.submission)
      expect(open.troubles).toEqual([])
    })

    it('is shown when it was put on elsewhere, from the start or since', async () => {
      await using open = await openPage(browser(), { scenarios: { smtps: 'tls-1-2' } })
      const { page, server } = open
      await playing(page, 'tls-1-2, on purpose').waitFor()
      expect(await playing(page, 'on purpose').count()).toBe(1)
      await open.go('#/ports/smtps')
      await page.getByText('tls-1-2 is on, on purpose: only TLS 1.2').waitFor()
      await offered(page)
      expect(await page.getByLabel('Scenario').inputValue()).toBe('tls-1-2')
      await page.getByRole('button', { name: 'Apply again' }).waitFor()

      const other = await server.scenario('cert-self-signed', { listener: 'submission' })
      await playing(page, 'cert-self-signed, on purpose').waitFor()
      await using mood = await connect(server.http?.url ?? '').scenario('mail-451', { listener: 'smtps' })
      await page.getByText('mail-451 is on, on purpose').waitFor()
      await other.off()
      await mood.off()
      await playing(page, 'cert-self-signed, on purpose').waitFor({ state: 'detached' })
      await page.getByText('tls-1-2 is on, on purpose').waitFor()
      expect(open.troubles).toEqual([])
    })

    it('changes the words of the port, and says of a session whether its client did the right thing', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const row = page.locator('.port', { hasText: String(server.ports.submission.port) })
      await row.getByText('STARTTLS required').waitFor()
      await server.scenario('starttls-absent', { listener: 'submission' })
      await row.locator('.port-mode').getByText('no TLS').waitFor()
      await row.getByRole('button', { name: 'right' }).click()
      await row.getByRole('link', { name: 'Not sent: see why' }).click()
      await page
        .getByRole('heading', { name: 'Right. It sent neither password nor mail unencrypted.' })
        .waitFor()
      await page.getByText('On purpose, the port had starttls-absent').waitFor()
      expect(open.troubles).toEqual([])
    })

    it('is sent a test mail from the board: a green session and a red one', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const row = page.locator('.port', { hasText: String(server.ports.submission.port) })
      await row.getByRole('button', { name: 'right' }).click()
      await row.getByRole('link', { name: 'Sent: see it' }).waitFor()
      await row.locator('.port-outcomes .verdict-ok').waitFor()
      await row.getByRole('button', { name: 'wrong' }).click()
      await row.getByRole('link', { name: 'Not sent: see why' }).waitFor()
      await row.locator('.port-outcomes .verdict-error').waitFor()
      await page.getByRole('heading', { name: 'Wrong now' }).waitFor()
      expect(open.troubles).toEqual([])
    })

    it('says in words what cannot be had', async () => {
      await using first = await openPage(browser())
      const pem = (name: string): string => readFileSync(join(dirname(first.server.ca.file), name), 'utf8')
      await using open = await openPage(browser(), { cert: pem('server.pem'), key: pem('server.key') })
      const { page } = open
      await open.go('#/ports/smtps')
      await offered(page)
      await page.getByLabel('Scenario').selectOption('cert-expired')
      await page.getByRole('button', { name: 'Apply' }).click()
      await page.getByRole('alert').getByText('this server has one of your own').waitFor()
      await page.getByText('No scenario: the port behaves normally.').waitFor()
      // Another choice is another matter.
      await page.getByLabel('Scenario').selectOption('mail-550')
      await page.getByRole('alert').waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Apply' }).click()
      await page.getByText('mail-550 is on, on purpose').waitFor()
      expect(open.troubles).toEqual([])
    })

    it('is found by what a client meets, put on a port, and named in every view until it is taken off', async () => {
      await using open = await openPage(browser())
      const { page, server } = open
      const { port } = server.ports.submission
      await open.go('#/try')
      await page.getByRole('searchbox').fill('expired certificate')
      const row = page.locator('.try-one', { hasText: 'cert-expired' }).first()
      await row.locator('summary').click()
      expect(await row.locator('.code').textContent()).toContain('--scenario smtps=cert-expired')
      await row.getByRole('button', { name: `Apply to ${port}` }).click()
      await row.getByText(`on ${port} now`).waitFor()
      const bar = page.locator('.purpose')
      for (const place of ['#/', '#/messages', '#/sessions', '#/inboxes', '#/verify']) {
        await open.go(place)
        await bar.getByText(`port ${port} has an expired certificate`).waitFor()
      }
      await server.fault({ at: 'RCPT', reply: { code: 451 } })
      await bar.getByText('1 fault set').waitFor()
      await server.clearFaults()
      await bar.getByRole('button', { name: 'Remove it' }).click()
      await bar.waitFor({ state: 'detached' })
      expect(open.troubles).toEqual([])
    })
  })
}
