import { readFileSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { shownRun, type ShownRun } from '../../verify/support/shown-run.ts'
import { openPage, openUrl } from '../support/open-page.ts'
import { startRelay } from '../support/relay.ts'
import { outOfSight, violations } from '../support/violations.ts'

/** The page of a run: a control, a certificate that proves nothing, a refusal. */
async function openRun(browser: Browser, context: BrowserContextOptions = {}, last = 'dot-451') {
  const run = await shownRun(['good', 'cert-expired', last])
  const { close, ...open } = await openUrl(browser, run.url, context)
  return {
    ...open,
    run,
    async [Symbol.asyncDispose]() {
      await close()
      await run[Symbol.asyncDispose]()
    },
  }
}

/** What stands in the row of a scenario, by its ports. */
function wordsOf(page: Page, scenario: string): Promise<readonly string[]> {
  return page.locator('tr', { hasText: scenario }).locator('td').allTextContents()
}

async function runAll({ run, page }: { run: ShownRun; page: Page }): Promise<void> {
  for (const name of ['good', 'cert-expired', 'dot-451', 'dot-554']) run.let(name)
  await run.done
  await page.locator('.verify-conclusion[role=status]').waitFor()
}

const noQuit = '; but it breaks a rule that most servers forgive: no-quit.'

export function verifySuite(browser: () => Browser): void {
  describe('a run of verify', () => {
    it('is shown as it goes on, and ends in its conclusion', async () => {
      await using open = await openRun(browser())
      const { page, run } = open
      await page.getByText('running', { exact: true }).first().waitFor()
      expect(await page.title()).toBe('Verify · Fourport')
      expect(await page.locator('.nav-link').allTextContents()).toEqual([
        'Verify',
        expect.stringMatching(/^Messages\d+$/),
        expect.stringMatching(/^Sessions\d+$/),
      ])
      expect(await page.locator('thead th').allTextContents()).toEqual([
        'Scenario',
        '465 implicit TLS',
        '587 STARTTLS',
      ])
      expect(await page.locator('.matrix-group').allTextContents()).toEqual([
        'Controls: a healthy server',
        'Identity: certificates that prove nothing',
        'Servers that refuse or are slow',
      ])
      expect(await wordsOf(page, 'a healthy server')).toEqual(['·waiting', '▸running'])
      expect(await wordsOf(page, 'an expired certificate')).toEqual(['·waiting', '·waiting'])
      expect(await page.locator('.verify-conclusion').textContent()).toBe('Running: 0 of 6 cells')
      run.let('good')
      await page.getByText('Running: 2 of 6 cells').waitFor()
      expect(await wordsOf(page, 'a healthy server')).toEqual(Array(2).fill('✓passed: delivered'))
      await runAll(open)
      const status = await page.getByRole('status').filter({ hasText: 'checks' }).textContent()
      // Nodemailer closes the connection without QUIT where it has no pool.
      expect(status).toBe(`~Passed on 465 and 587: all 6 checks passed${noQuit}`)
      expect(await wordsOf(page, 'an expired certificate')).toEqual(Array(2).fill('✓passed: reported'))
      expect(open.troubles).toEqual([])
    })

    it('opens each cell with its rule, and its session from there', async () => {
      await using open = await openRun(browser())
      const { page } = open
      await runAll(open)
      await page.locator('#cell-cert-expired-submission').click()
      const detail = page.getByRole('article', { name: 'Cell' })
      await detail.getByText('reported', { exact: true }).waitFor()
      expect(await detail.locator('.cell-rule').textContent()).toContain('Rule: must (RFC 5280 §6.1.3): ')
      expect(await detail.locator('.code').textContent()).toContain('certificate has expired')
      expect(await detail.locator('.facts dt').allTextContents()).toContain('Connections')
      await detail.locator('.cell-sessions a').click()
      await page.locator('.transcript').waitFor()
      expect(await page.locator('.transcript').textContent()).toContain('STARTTLS')
      await page.goBack()
      await detail.waitFor()
      expect(open.troubles).toEqual([])
    })

    it('opens a cell that is not run, and says why', async () => {
      await using open = await openRun(browser(), {}, 'starttls-454')
      const { page, run } = open
      const row = page.locator('tr', { hasText: 'STARTTLS temporarily refused' })
      const [notRun, waiting] = [row.locator('td').nth(0), row.locator('td').nth(1)]
      await notRun.getByRole('link', { name: 'not run: skipped' }).click()
      const detail = page.getByRole('article', { name: 'Cell' })
      await detail.getByText('It does not apply to a port for implicit TLS.').waitFor()
      expect(await detail.locator('.facts dt').allTextContents()).toEqual(['Why'])
      // Of what is still to come nothing is known.
      expect(await waiting.getByRole('link').count()).toBe(0)
      run.let('starttls-454')
      await runAll(open)
      await waiting.getByRole('link', { name: 'passed: reported' }).click()
      await detail.locator('.cell-rule').waitFor()
      await page.keyboard.press('h')
      await detail.getByText('It does not apply to a port for implicit TLS.').waitFor()
      expect(open.troubles).toEqual([])
    })

    it('says what is wrong in a cell, and shows failures alone where that is wanted', async () => {
      await using open = await openRun(browser(), {}, 'dot-554')
      const { page } = open
      await page.getByText('running', { exact: true }).first().waitFor()
      expect(await page.getByRole('button', { name: 'With failures' }).isDisabled()).toBe(true)
      await runAll(open)
      expect(await page.locator('.verify-conclusion').textContent()).toBe(
        '✗Failed: 2 of 6 checks failed, on 465 and 587.',
      )
      await page.getByRole('button', { name: 'With failures' }).click()
      expect(await page.locator('tbody .matrix-name code').allTextContents()).toEqual(['dot-554'])
      await page.locator('#cell-dot-554-smtps').click()
      const card = page.locator('.finding', { hasText: 'failure-not-reported' })
      expect(await card.locator('.finding-saw').textContent()).toContain(
        'Mail was not delivered, and the client reported no error',
      )
      expect(open.troubles).toEqual([])
    })

    it('says first what is wrong, by cause, and gives the report as a file in every form', async () => {
      await using open = await openRun(browser(), {}, 'dot-554')
      const { page } = open
      await page.getByText('running', { exact: true }).first().waitFor()
      expect(await page.locator('.verify-causes, .verify-downloads').count()).toBe(0)
      await runAll(open)
      const cause = page.locator('.verify-causes li')
      await cause.getByText('dot-554 on 465').waitFor()
      expect(await cause.count()).toBe(1)
      expect(await cause.locator('h2').textContent()).toContain('no error')
      // Above the matrix.
      const bottom = await cause.evaluate((one) => one.getBoundingClientRect().bottom)
      expect(bottom).toBeLessThan(
        await page.locator('thead').evaluate((one) => one.getBoundingClientRect().top),
      )
      for (const form of ['json', 'junit', 'markdown', 'html', 'sarif']) {
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.locator('.verify-downloads').getByRole('link', { name: form }).click(),
        ])
        expect(readFileSync(await download.path(), 'utf8')).toContain('dot-554')
        expect(download.suggestedFilename()).toMatch(/^fourport-verify\.(json|xml|md|html|sarif)$/)
      }
      await cause.getByRole('link', { name: 'dot-554 on 465' }).click()
      await page.getByRole('article', { name: 'Cell' }).waitFor()
      expect(open.troubles).toEqual([])
    })

    it('gives the lines to write once, beside the cause that the session shows', async () => {
      await using open = await openRun(browser(), {}, 'starttls-absent')
      const { page, run } = open
      run.let('starttls-absent')
      await runAll(open)
      await page.locator('#cell-starttls-absent-submission').click()
      const card = page.locator('.finding', { hasText: 'password-unencrypted' })
      await card.getByText('Make the client start TLS before it logs in on port 587').waitFor()
      expect(await card.getByText('Write this instead').count()).toBe(1)
      expect(await card.locator('.code').textContent()).toContain('requireTLS: true')
      expect(open.troubles).toEqual([])
    })

    it('is walked through by keys', async () => {
      await using open = await openRun(browser())
      const { page } = open
      await runAll(open)
      const at = (): Promise<string | null> => page.locator('.cell-in[aria-current]').getAttribute('id')
      await page.keyboard.press('j')
      expect(await at()).toBe('cell-good-smtps')
      await page.keyboard.press('j')
      expect(await at()).toBe('cell-cert-expired-smtps')
      await page.keyboard.press('l')
      expect(await at()).toBe('cell-cert-expired-submission')
      await page.keyboard.press('l')
      await page.keyboard.press('k')
      expect(await at()).toBe('cell-good-submission')
      await page.keyboard.press('Enter')
      expect(await page.evaluate('document.activeElement.className')).toContain('cell-detail')
      await page.keyboard.press('Escape')
      await page.locator('.cell-detail').waitFor({ state: 'detached' })
      await page.keyboard.press('s')
      await page.locator('.session-row').first().waitFor()
      await page.keyboard.press('v')
      await page.locator('.matrix').waitFor()
      expect(open.troubles).toEqual([])
    })

    it('has all that came while the connection was lost', async () => {
      await using run = await shownRun(['good', 'cert-expired', 'dot-451'])
      await using relay = await startRelay(Number(new URL(run.url).port))
      const { page, close } = await openUrl(browser(), relay.url)
      try {
        await page.getByText('running', { exact: true }).first().waitFor()
        relay.cut()
        await page.getByText('offline').waitFor()
        for (const name of ['good', 'cert-expired', 'dot-451']) run.let(name)
        await run.done
        relay.mend()
        await page.getByText(`Passed on 465 and 587: all 6 checks passed${noQuit}`).waitFor()
        expect(await wordsOf(page, 'a healthy server')).toEqual(Array(2).fill('✓passed: delivered'))
      } finally {
        await close()
      }
    })

    it('is started by a command, which the page of another server gives', async () => {
      await using open = await openPage(browser())
      const { page } = open
      await page.locator('.port').nth(3).waitFor()
      await page.getByRole('link', { name: 'Verify' }).click()
      await page.getByText('npx fourport verify -- node send.mjs').waitFor()
      expect(await page.locator('.matrix').count()).toBe(0)
      expect(await page.title()).toBe('Verify · Fourport')
      expect(open.troubles).toEqual([])
    })

    it.each([
      ['light', 1440],
      ['light', 320],
      ['dark', 1440],
      ['dark', 320],
    ] as const)('has nothing that axe finds, %s, at %i px', async (colorScheme, width) => {
      await using open = await openRun(
        browser(),
        {
          colorScheme,
          reducedMotion: 'reduce',
          viewport: { width, height: 900 },
        },
        'dot-554',
      )
      const { page } = open
      const found: string[] = []
      const look = async (place: string): Promise<void> => {
        found.push(
          ...[...(await violations(page)), ...(await outOfSight(page))].map((one) => `${place} ${one}`),
        )
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
        if (overflow !== 0) found.push(`${place} is ${overflow} px wider than the window`)
      }
      await page.getByText('running', { exact: true }).first().waitFor()
      await look('running')
      await runAll(open)
      await look('done')
      await page.locator('#cell-cert-expired-smtps').click()
      await page.locator('.cell-rule').waitFor()
      await look('cell')
      await open.go('#/verify/dot-554/smtps')
      await page.getByText('failure-not-reported').first().waitFor()
      await look('failure')
      expect(found).toEqual([])
      expect(open.troubles).toEqual([])
    })
  })
}
