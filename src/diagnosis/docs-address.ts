import { fileURLToPath } from 'node:url'
import { localName } from '../model/local-name.ts'

/** The page on findings in the package, wherever it is installed. A bundle lies one folder deep, as src/diagnosis/ does. */
const packaged: string = fileURLToPath(new URL('../../docs/findings.md', import.meta.url))

/** Where the page of a server, which is the listener at this URL, shows the findings: for a browser on this machine. */
export function findingsOnPage(page: { readonly url: string; readonly host: string }): string {
  const url = new URL('docs/findings', page.url)
  // Nobody opens "any address".
  url.hostname = localName(page.host)
  return url.href
}

/** A full address of what there is to say about a finding: on the page where it runs, else in the package. */
export function findingAddress(id: string, findings: string = packaged): string {
  return `${findings}#${id}`
}
