import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { startServer, type FourportServer, type ServerOptions } from '../../../src/index.ts'

/** The page of a server of its own, in a browser context of its own. */
export interface OpenPage extends AsyncDisposable {
  readonly server: FourportServer
  readonly page: Page
  /** What should not have happened: exceptions, errors on the console, dialogs, windows. */
  readonly troubles: string[]
  /** Goes to a place of the page: `#/messages`. */
  go(hash: string): Promise<void>
}

export async function openPage(
  browser: Browser,
  options: ServerOptions = {},
  context: BrowserContextOptions = {},
): Promise<OpenPage> {
  const server = await startServer({ http: 0, ...options })
  const { close, ...open } = await openUrl(browser, server.http?.url ?? '', context)
  return {
    ...open,
    server,
    async [Symbol.asyncDispose]() {
      await close()
      await server.close()
    },
  }
}

/** The page at an address, in a browser context of its own. */
export async function openUrl(
  browser: Browser,
  url: string,
  context: BrowserContextOptions = {},
): Promise<Omit<OpenPage, 'server' | typeof Symbol.asyncDispose> & { close(): Promise<void> }> {
  const opened = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context })
  const page = await opened.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`))
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  opened.on('page', (other) => other !== page && troubles.push(`window: ${other.url()}`))
  await page.goto(url)
  return {
    page,
    troubles,
    go: async (hash) => {
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
    },
    close: () => opened.close(),
  }
}
