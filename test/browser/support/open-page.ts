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
  const opened = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...context })
  const page = await opened.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`exception: ${error.message}`))
  page.on('dialog', (dialog) => {
    troubles.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  opened.on('page', (other) => other !== page && troubles.push(`window: ${other.url()}`))
  const url = server.http?.url ?? ''
  await page.goto(url)
  return {
    server,
    page,
    troubles,
    go: async (hash) => {
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`)
    },
    async [Symbol.asyncDispose]() {
      await opened.close()
      await server.close()
    },
  }
}
