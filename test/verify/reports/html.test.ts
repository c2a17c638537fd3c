import axe from 'axe-core'
import * as fc from 'fast-check'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { VerifyReport } from '../../../src/model/verify.ts'
import { isFailure } from '../../../src/model/verify-words/conclusion.ts'
import { htmlFormat } from '../../../src/verify/reports/html/html.ts'
import { inOneLine } from '../../../src/verify/reports/printable.ts'
import { launchChromium } from '../../browser/support/chromium.ts'
import { whyNot } from '../../support/programs/programs.ts'
import { carefulReport, carelessReport } from '../../support/verify-report.ts'
import { anyReport, harmless } from './support/any-report.ts'

/** A page in a browser, from a server that notes what else is asked of it. */
interface Shown extends AsyncDisposable {
  readonly page: Page
  /** What was asked for beside the page, anywhere; exceptions, dialogs and complaints. */
  readonly troubles: string[]
}

async function show(
  browser: Browser,
  report: VerifyReport,
  options: BrowserContextOptions = {},
): Promise<Shown> {
  const troubles: string[] = []
  const server = createServer((request, response) => {
    if (request.url !== '/') troubles.push(`asked the server for ${request.url}`)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(htmlFormat.write(report))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const context = await browser.newContext(options)
  const page = await context.newPage()
  page.on('request', (request) => {
    if (request.url() !== url && request.url() !== 'data:,') troubles.push(`asked for ${request.url()}`)
  })
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`))
  page.on('console', (message) => troubles.push(`console: ${message.text()}`))
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.goto(url)
  return {
    page,
    troubles,
    async [Symbol.asyncDispose]() {
      await context.close()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The shape of a page without its texts, and all of its texts together, as a browser parses it. */
const shapes = `(documents) => documents.map((text) => {
  const parsed = new DOMParser().parseFromString(text, 'text/html')
  const shape = [...parsed.querySelectorAll('*')].map((one) =>
    [one.localName, one.parentElement?.localName, ...[...one.attributes].map(({ name, value }) => name + (/^(class|id|href|style|scope|role)$/.test(name) ? '=' + value : ''))].join(' '))
  return { shape, text: parsed.documentElement.textContent, title: parsed.title }
})`

interface Parsed {
  readonly shape: readonly string[]
  readonly text: string
  readonly title: string
}

describe.skipIf(whyNot('chromium') !== null)('the report as a page', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  it.each([
    ['light', 1440],
    ['light', 320],
    ['dark', 1440],
    ['dark', 320],
  ] as const)('is all that axe asks for, %s, at %i px', { timeout: 120_000 }, async (colorScheme, width) => {
    for (const report of [carelessReport(), carefulReport()]) {
      await using shown = await show(browser, report, { colorScheme, viewport: { width, height: 900 } })
      await shown.page.evaluate(`for (const one of document.querySelectorAll('details')) one.open = true`)
      // Its policy lets nothing run, and axe is put in by the browser itself.
      await shown.page.evaluate(axe.source)
      const { violations } = (await shown.page.evaluate('axe.run(document)')) as {
        readonly violations: readonly {
          readonly id: string
          readonly nodes: readonly { readonly html: string }[]
        }[]
      }
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      )
      expect(await shown.page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0)
      expect(shown.troubles).toEqual([])
    }
  })

  it('has a table, narrow too, whose cells lead to what is known of them, which opens', async () => {
    for (const width of [1440, 320]) {
      await using shown = await show(browser, carelessReport(), { viewport: { width, height: 900 } })
      const { page } = shown
      const row = page.getByRole('row', { name: 'cert-expired' })
      expect(await row.getByRole('cell').count()).toBe(4)
      const detail = page.getByRole('heading', { name: 'failed: 587: accepted', exact: true }).first()
      expect(await detail.isVisible()).toBe(false)
      await row.getByRole('cell').nth(2).getByRole('link').click()
      await detail.waitFor()
      await row.getByRole('cell').nth(0).getByRole('link').click()
      await page.locator('.cell:target').getByText('It does not apply to this port.').waitFor()
      expect(shown.troubles).toEqual([])
    }
  })

  it('asks for nothing and runs nothing, whatever the client said', { timeout: 60_000 }, async () => {
    for (const report of fc.sample(anyReport, 5)) {
      await using shown = await show(browser, report, { viewport: { width: 320, height: 600 } })
      expect(shown.troubles).toEqual([])
    }
  })

  it('keeps its shape, and all that was said, whatever the client said', { timeout: 60_000 }, async () => {
    await using shown = await show(browser, carefulReport())
    const reports = fc.sample(anyReport, 150)
    const documents = reports.flatMap((report) => [report, harmless(report)]).map(htmlFormat.write)
    const parsed = (await shown.page.evaluate(
      `(${shapes})(${JSON.stringify(documents)})`,
    )) as readonly Parsed[]
    reports.forEach((report, index) => {
      const [hostile, tame] = parsed.slice(2 * index, 2 * index + 2) as [Parsed, Parsed]
      expect(hostile.shape).toEqual(tame.shape)
      expect(hostile.title).toBe(inOneLine(`Fourport verify: ${report.client}`))
      const text = inOneLine(hostile.text)
      for (const { summary } of report.cells.filter(isFailure).flatMap(({ faults }) => faults))
        expect(text).toContain(inOneLine(summary))
      for (const { end, verdict } of report.cells)
        if (end !== null && verdict !== 'skipped') expect(text).toContain(inOneLine(end.output))
    })
  })
})
