import axe from 'axe-core'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSite } from '../../../src/cli/reports/write-site.ts'
import {
  type MatrixReport,
  matrixReportVersion,
  type MatrixResult,
} from '../../../src/model/verify-matrix.ts'
import { fileNames } from '../../../src/verify/site/file-names.ts'
import { siteFiles } from '../../../src/verify/site/site.ts'
import { launchChromium } from '../../browser/support/chromium.ts'
import { whyNot } from '../../support/programs/programs.ts'
import { carefulReport, carelessReport } from '../../support/verify-report.ts'

const script = '<script>document.title = "taken"</script>'
const notRun: MatrixResult = {
  name: '../../x',
  version: null,
  outcome: 'not-run',
  report: null,
  problem: {
    code: 'CLIENT_SETUP_FAILED',
    message: `The setup failed:\n  ${script}`,
    help: 'Run it by hand.',
  },
}
const report: MatrixReport = {
  version: matrixReportVersion,
  fourport: '0.1.0',
  catalogue: 1,
  startedAt: '2026-12-02T12:00:00.000Z',
  durationMs: 1000,
  clients: [
    { name: script, version: '"><img src=x onerror=alert(1)>', outcome: 'failed', report: { ...carelessReport(), client: script }, problem: null },
    { name: 'careful', version: '7.0.3', outcome: 'proven', report: carefulReport(), problem: null },
    notRun,
  ],
  verified: false,
} // prettier-ignore

describe('the files of a site', () => {
  it('are called by what is harmless in a name, each differently', () => {
    const names = ['../x', 'x', 'X', '<script>', '', '…', 'Ünïcode 7.0.3', 'con/../nul', 'a'.repeat(200)]
    expect(fileNames(names)).toEqual(['x', 'x-2', 'x-3', 'script', 'client', 'client-2', 'u-ni-code-7-0-3', 'con-nul', 'a'.repeat(80)])
  }) // prettier-ignore

  it('are an index, the report, and a page and two badges for each client', () => {
    const files = siteFiles(report)
    expect([...files.keys()]).toEqual([
      'index.html',
      'report.json',
      ...['script-document-title-taken-script', 'careful', 'x'].flatMap((name) => [
        `clients/${name}.html`,
        `badges/${name}.svg`,
        `badges/${name}.json`,
      ]),
    ])
    // In JSON it is text, whatever it is.
    for (const [path, text] of files) if (!path.endsWith('.json')) expect(text, path).not.toMatch(/<script|<img|file:\/\//)
    expect(JSON.parse(files.get('badges/careful.json')!)).toEqual({ schemaVersion: 1, label: 'fourport verify', message: 'proven', color: 'brightgreen' })
    expect(files.get('badges/x.svg')).toContain('aria-label="fourport verify: not run"')
    expect(JSON.parse(files.get('report.json')!)).toMatchObject({ version: 1, verified: false })
  }) // prettier-ignore
})

describe.skipIf(whyNot('chromium') !== null)('a site in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fourport-site-'))
  let browser: Browser
  beforeAll(async () => {
    await writeSite(join(folder, 'site'), siteFiles(report))
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  it.each([
    ['index.html', 'light', 1280],
    ['index.html', 'dark', 390],
    ['clients/script-document-title-taken-script.html', 'light', 390],
    ['clients/x.html', 'dark', 1280],
    ['badges/careful.svg', 'light', 390],
  ] as const)('%s, %s at %i pixels: nothing runs, nothing is wider than the page, and axe finds nothing', async (path, colorScheme, width) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true })
    try {
      const page = await context.newPage()
      const url = pathToFileURL(join(folder, 'site', path)).href
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      await page.goto(url)
      expect(asked.filter((one) => one !== url && one !== 'data:,')).toEqual([])
      if (path.endsWith('.svg')) return
      expect(await page.title()).not.toBe('taken')
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await page.evaluate(axe.source)
      expect(await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))')).toEqual([])
      for (const href of await page.locator('a[href*=".html"]').evaluateAll((links) => links.map((link) => (link as unknown as { href: string }).href)))
        expect(() => readFileSync(new URL(href))).not.toThrow()
    } finally {
      await context.close()
    }
  }) // prettier-ignore
})

describe('a site that is written', () => {
  it('replaces an earlier one whole, and nothing else', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fourport-site-'))
    try {
      const site = join(folder, 'public', 'mail')
      await writeSite(site, siteFiles(report))
      await writeSite(site, siteFiles({ ...report, clients: report.clients.slice(1, 2) }))
      expect(() => readFileSync(join(site, 'clients', 'x.html'))).toThrow('ENOENT')
      expect(readFileSync(join(site, 'clients', 'careful.html'), 'utf8')).toContain('careful 7.0.3')
      await expect(writeSite(folder, siteFiles(report))).rejects.toMatchObject({
        code: 'REPORT_UNWRITABLE',
        message: expect.stringContaining('it has other files') as string,
      })
      expect(readFileSync(join(site, 'index.html'), 'utf8')).toContain('1 client: 1 proven.')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
