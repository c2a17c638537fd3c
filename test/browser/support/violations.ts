import axe from 'axe-core'
import type { Page } from 'playwright-core'

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
}

/** All rules of axe, best practices too; the mail in the frame is not ours to judge. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const result = (await page.evaluate('axe.run(document, { iframes: false })')) as {
    readonly violations: readonly Violation[]
  }
  return result.violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  )
}

/** Controls beyond the edge of the window, unless what they stand in scrolls. */
export function outOfSight(page: Page): Promise<readonly string[]> {
  return page.evaluate(`
    [...document.querySelectorAll('header :is(a, button), main :is(a, button, input, select)')]
      .filter((one) => {
        const { left, right, width } = one.getBoundingClientRect()
        const scrolls = (box) => box !== null && (['auto', 'scroll'].includes(getComputedStyle(box).overflowX) || scrolls(box.parentElement))
        return width > 0 && (left < -1 || right > innerWidth + 1) && !one.closest('.sr-only') && !scrolls(one.parentElement)
      })
      .map((one) => one.outerHTML.slice(0, 120))`)
}
