import { pagePolicy } from './gate/response-headers.ts'

/** A page to read, without scripts. */
export function documentPage(page: {
  readonly title: string
  /** Where its style is, from where the page is: nobody but the browser knows what prefix stands in front of them. */
  readonly style: string
  /** `<li>` elements. */
  readonly contents: readonly string[]
  readonly body: string
}): Response {
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(page.title)}</title><link rel="stylesheet" href="${page.style}"></head>
<body><main><h1>${escapeHtml(page.title)}</h1>
<nav aria-label="Contents"><ul>${page.contents.join('')}</ul></nav>
${page.body}</main></body></html>`
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy },
  })
}

export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Its style, by a link because the policy allows none inside. */
export const documentStyle = `:root { color-scheme: light dark; font: 15px/1.55 system-ui, sans-serif }
body { margin: 0; background: light-dark(#ffffff, #161b1a); color: light-dark(#15191b, #e9eeeb) }
main { max-width: 56rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; overflow-wrap: break-word }
h1 { font-size: 1.5rem } h2 { margin-top: 2.5rem; font-size: 1.2rem } h3 { margin: 0; font-size: 1rem }
a { color: light-dark(#20549f, #92b6f2) } :target { outline: 2px solid #8886; outline-offset: 4px }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .9em }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none }
section { padding: 1rem 0; border-top: 1px solid #8884 } section h2 { margin: 0; font-size: 1rem } section p { margin: .4rem 0 } section ul { margin: .5rem 0; padding-left: 1.2rem }
table { border-collapse: collapse } th, td { padding: .15rem 1.25rem .15rem 0; text-align: left; vertical-align: top; font-weight: 400 }
th { white-space: nowrap } dt { margin-top: .75rem } dd { margin: 0 0 0 1.2rem }
summary { padding: .2rem 0; font-family: ui-monospace, Menlo, Consolas, monospace } pre { overflow: auto; white-space: pre-wrap }
@media (max-width: 40rem) { tr, th, td { display: block } tr { padding: .35rem 0 } td { padding-left: 1.2rem } td:empty { display: none } }
`
