import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spawnSync } from '../../support/programs/processes.ts'
import { whyNot } from '../../support/programs/programs.ts'
import { isFailure } from '../../../src/model/verify-words/conclusion.ts'
import { markdownFormat } from '../../../src/verify/reports/markdown.ts'
import { inOneLine, printable } from '../../../src/verify/reports/printable.ts'
import {
  carefulReport,
  carelessReport,
  failed,
  fault,
  passed,
  reportOf,
  row,
} from '../../support/verify-report.ts'
import { anyReport, harmless } from './support/any-report.ts'

const itRendered = it.skipIf(whyNot('cmark-gfm') !== null)

/** As GitHub's own parser renders it. */
function rendered(markdown: string): string {
  const { stdout, stderr, status, error } = spawnSync(
    'cmark-gfm',
    ['--unsafe', '-e', 'table', '-e', 'strikethrough', '-e', 'autolink', '-e', 'tasklist'],
    { input: markdown, encoding: 'utf8' },
  )
  if (error) throw error
  if (status !== 0) throw new Error(stderr)
  return stdout
}

/** The elements of some HTML, without what they hold. Class names are languages of code. */
const elements = (html: string): readonly string[] =>
  [...html.matchAll(/<\/?([a-z0-9]+)[^>]*>/g)].map(([tag]) => tag.replace(/ class="[^"]*"/, ''))

/** Nobody sees it, and it keeps a name from being mentioned. */
const joiner = '\u2060'

const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)))
    .replace(
      /&(lt|gt|amp|quot);/g,
      (_, name: string) => ({ lt: '<', gt: '>', amp: '&', quot: '"' })[name] ?? '',
    )
    .replaceAll(joiner, '')

/** What is to be read of a text: a joiner of its own is not told from those that were put in. */
const heard = (printed: string): string => printed.replaceAll(joiner, '').trim()

describe('the report as Markdown', () => {
  it('has a table with ports across and scenarios down', () => {
    const lines = markdownFormat.write(carelessReport()).split('\n')
    expect(lines.filter((line) => line.startsWith('|'))).toEqual([
      '| Scenario | 25<br>plaintext | 465<br>implicit TLS | 587<br>STARTTLS | 2525<br>STARTTLS |',
      '| :-- | :-- | :-- | :-- | :-- |',
      '| **Controls: a healthy server** |   |   |   |   |',
      '| <code>control</code> | – | ✅ delivered | ✅ delivered | ✅ delivered |',
      '| **Identity: certificates that prove nothing** |   |   |   |   |',
      '| <code>cert-expired</code> | – | ❌ accepted | ❌ accepted | ❌ accepted |',
      '| <code>cert-self-signed</code> | – | ❌ accepted | ❌ accepted | ❌ accepted |',
      '| <code>cert-cn-only</code> | – | ℹ️ accepted | – | – |',
      '| **Downgrade: TLS kept away from the client** |   |   |   |   |',
      '| <code>starttls-absent</code> | – | – | ❌ password leak | ❌ password leak |',
      '| **Servers that refuse or are slow** |   |   |   |   |',
      '| <code>greeting-slow</code> | ❔ refused | ✅ delivered | ⏳ hung | – |',
    ])
  })

  itRendered('says of each failure what was seen, where, by which rule, and what to write', () => {
    const html = rendered(markdownFormat.write(carelessReport()))
    const section = html.split('<details>').find((part) => part.includes('password-unencrypted')) ?? ''
    expect(textOf(section)).toMatch(
      /It logged in without TLS, since STARTTLS was not offered\.\s+587 and 2525: starttls-absent\s+Rule: must \(RFC 4954 §9; RFC 8314 §5.2\)/,
    )
    expect(section).toContain('<code class="language-js">requireTLS: true\n</code>')
  })

  it('has no failures of a client that is proven', () => {
    const text = markdownFormat.write(carefulReport())
    expect(text).toContain(
      '**Proven on 25, 465, 587 and 2525: all 16 checks passed, 3 left open by the standards.**',
    )
    expect(text).not.toContain('❌')
  })

  it('fits into a comment, and says so where something is left out', () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      row([`scenario-${index}`, 'server', 'one of many', `RFC ${index}`], {
        smtps: passed('reported', {
          rule: {
            kind: 'must',
            source: `RFC ${index}`,
            because: `Sentence ${index}, which is long enough to leave no room at all.`,
          },
        }),
      }),
    )
    const text = markdownFormat.write(reportOf(many))
    expect(text.length).toBeLessThan(65_536)
    expect(text).toContain('The rest is left out here')
  })

  itRendered('has the same elements whatever the client said', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const html = rendered(markdownFormat.write(report))
        expect(elements(html)).toEqual(elements(rendered(markdownFormat.write(harmless(report)))))
        const text = textOf(html)
        expect(text).toContain(heard(inOneLine(report.client)))
        for (const cell of report.cells) {
          const { faults, verdict, words } = cell
          for (const { summary, fix } of isFailure(cell) ? faults : []) {
            expect(text).toContain(heard(inOneLine(summary)))
            if (fix !== null) expect(text).toContain(heard(printable(fix.code)))
          }
          if (verdict !== 'skipped') expect(text).toContain(heard(inOneLine(words)))
        }
      }),
    )
  })

  it('mentions nobody', () => {
    const told = [fault('not-delivered', 'Mail for @everyone was lost, see #1 :x:')]
    const report = reportOf([row(['@all', 'control', '', ''], { smtps: failed('@all', told) })])
    const markdown = markdownFormat.write({ ...report, client: 'mail @everyone' })
    expect(markdown.replace('`mail @everyone`', '')).not.toMatch(/[@#](?!\d+;)\w|:x:/)
  })
})
