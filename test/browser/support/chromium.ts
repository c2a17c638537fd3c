import { chromium, type Browser } from 'playwright-core'
import { chromiumHere } from '../../support/programs/chromium-here.ts'

/** A browser that talks to nobody of its own accord, so that whatever is on the wire comes from the page. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumHere() ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}
