import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { buildPage } from './support/build-page.ts'
import { launchChromium } from './support/chromium.ts'
import { whyNot } from '../support/programs/programs.ts'
import { accessibilitySuite } from './suites/accessibility.ts'
import { answerSuite } from './suites/answer.ts'
import { boardSuite } from './suites/board.ts'
import { everydaySuite } from './suites/everyday.ts'
import { faultsSuite } from './suites/faults.ts'
import { hostileSuite } from './suites/hostile.ts'
import { liveSuite } from './suites/live.ts'
import { mailboxSuite } from './suites/mailbox.ts'
import { messageFindingsSuite } from './suites/message-findings.ts'
import { messagePaneSuite } from './suites/message-pane.ts'
import { messageSuite } from './suites/message.ts'
import { scenariosSuite } from './suites/scenarios.ts'
import { searchSuite } from './suites/search.ts'
import { sessionSuite } from './suites/session.ts'
import { tabsSuite } from './suites/tabs.ts'
import { tourSuite } from './suites/tour.ts'
import { verifySuite } from './suites/verify.ts'
import { webRootSuite } from './suites/web-root.ts'

/** One browser and one build for all: a second of either would only cost time. */
describe.skipIf(whyNot('chromium') !== null)('the page in Chromium', { timeout: 60_000 }, () => {
  let started: Browser | undefined
  const browser = (): Browser => {
    if (started === undefined) throw new Error('Chromium is not started')
    return started
  }
  beforeAll(async () => {
    await buildPage()
    started = await launchChromium()
  })
  afterAll(() => started?.close())

  liveSuite(browser)
  tabsSuite(browser)
  boardSuite(browser)
  mailboxSuite(browser)
  everydaySuite(browser)
  messageSuite(browser)
  messagePaneSuite(browser)
  messageFindingsSuite(browser)
  searchSuite(browser)
  sessionSuite(browser)
  answerSuite(browser)
  faultsSuite(browser)
  scenariosSuite(browser)
  verifySuite(browser)
  webRootSuite(browser)
  tourSuite(browser)
  accessibilitySuite(browser)
  hostileSuite(browser)
})
