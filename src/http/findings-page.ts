import { describeFinding, findingIds } from '../diagnosis/catalogue.ts'
import { documentPage, escapeHtml } from './document-page.ts'

/** Every finding there is, each at its id: where the address of a finding leads while the server runs. */
export function findingsPage(): Response {
  const contents = findingIds.map((id) => `<li><a href="#${id}">${id}</a></li>`)
  const sections = findingIds.map((id) => {
    const entry = describeFinding(id)
    return `<section id="${id}"><h2><code>${id}</code></h2><p><strong>${escapeHtml(entry?.title ?? '')}</strong> (${entry?.severity}).</p>
<p>${escapeHtml(entry?.paragraph ?? '').replace(/`([^`]+)`/g, '<code>$1</code>')}</p></section>`
  })
  return documentPage({
    title: 'Fourport: findings',
    style: '../api/docs.css',
    contents,
    body: `<p>What Fourport says about a client’s set-up. An <strong>error</strong> stops the mail or gives a password
away; a <strong>warning</strong> is a fault that real servers may not forgive; a <strong>note</strong> is worth knowing
and no mistake. An example of each, and its fix, is in docs/findings.md of the package.</p>
${sections.join('\n')}`,
  })
}
