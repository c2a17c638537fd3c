import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../src/diagnosis/diagnose.ts'
import type { SessionRecord } from '../../../src/model/session-record.ts'
import { cases } from '../../diagnosis/cases.ts'
import { startTestHttp, type TestHttp } from '../../http/support/start-test-http.ts'
import { openUrl } from '../support/open-page.ts'

/** A session for each finding: the first that has it first. */
const kinds = [
  ...new Map(
    cases.flatMap(({ record, expected: [id] }) => (id === undefined ? [] : [[id, record] as const])).toReversed(),
  ),
] // prettier-ignore
const records = new Map<string, SessionRecord>(
  kinds.map(([, record], n) => [`s${n}`, { ...record, id: `s${n}` }]),
)

/** The page over the records alone: no client has to make them. */
async function startOverRecords(): Promise<TestHttp> {
  const http = await startTestHttp({
    options: { uiDirectory: fileURLToPath(new URL('../../../dist/ui/', import.meta.url)) },
    verdict: (id) => diagnose(records.get(id)!, { earlier: [] }),
    limits: { maxSessions: 1000 },
  })
  for (const record of records.values()) await http.store.addSession(record)
  return http
}

/** Where an element begins, counted from the top of the window; null: it is not there. */
const topOf = async (page: Page, selector: string): Promise<number | null> => {
  const found = page.locator(selector)
  if ((await found.count()) === 0) return null
  return Math.round((await found.first().boundingBox())?.y ?? Infinity)
}

async function measure(browser: Browser, viewport: { width: number; height: number }, selector: string) {
  await using http = await startOverRecords()
  const open = await openUrl(browser, http.url, { viewport })
  const tops: [string, number | null][] = []
  for (const [id] of records) {
    await open.go(`#/sessions/${id}`)
    await open.page.locator(`.session-head[data-session="${id}"]`).waitFor()
    const first = diagnose(records.get(id)!).findings[0]!
    await open.page.locator(`#finding-${first.id}`).waitFor()
    tops.push([first.id, await topOf(open.page, selector)])
  }
  await open.close()
  return tops
}

export function answerSuite(browser: () => Browser): void {
  describe('the answer of a session', () => {
    it('has its code in sight on every wide screen', { timeout: 120_000 }, async () => {
      const tops = await measure(browser(), { width: 1280, height: 800 }, '.session-findings > section .code')
      expect(tops.filter(([, top]) => top !== null && top > 200)).toEqual([])
    })
    it('has its sentence in sight on a phone', { timeout: 120_000 }, async () => {
      const tops = await measure(
        browser(),
        { width: 390, height: 844 },
        '.session-findings > section .finding-fix',
      )
      expect(tops.filter(([, top]) => top === null || top > 400)).toEqual([])
    })
  })
}
