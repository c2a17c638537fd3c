import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const candidates = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Path of a Chromium on this machine; null: none found, and the reason for a skip is printed. With CI=true that is an error. */
export const chromiumPath: string | null = findChromium()

function findChromium(): string | null {
  const found = candidates.find((path) => path !== undefined && existsSync(path))
  if (found !== undefined) return found
  const reason = 'no Chromium: install the chromium package, or name one in the environment variable CHROMIUM'
  if (process.env['CI'] === 'true') throw new Error(reason)
  process.stderr.write(`The tests of the page are skipped: ${reason}.\n`)
  return null
}

/** A browser that talks to nobody of its own accord, so that whatever is on the wire comes from the page. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? '',
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
