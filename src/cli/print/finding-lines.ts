import type { Finding, FixSnippet } from '../../model/finding.ts'
import { codeLine } from './code-line.ts'
import { shortest } from './shortest.ts'
import { severityMark } from './severity.ts'
import type { Style } from './style.ts'
import { visible, wrapAll } from './visible.ts'

const indent = ' '.repeat(6)

/** The findings under their session's line: what was seen, why it matters, what to change. */
export function findingLines(findings: readonly Finding[], style: Style): string[] {
  const shown = new Set<string>()
  const all: string[] = []
  for (const finding of findings)
    all.push(...(finding.severity === 'note' ? note(finding, style) : whole(finding, shown, style)))
  return all
}

/** A note is no fault of the set-up: one line, and the id for those who want to know more. */
function note({ saw, id }: Finding, style: Style): string[] {
  return lines(`${saw} (${id})`, severityMark('note', style), style, style.dim)
}

function whole(finding: Finding, shown: Set<string>, style: Style): string[] {
  // Two findings of a session often have the same cure.
  const snippets = shownSnippets(finding).filter(({ code }) => !shown.has(code))
  for (const { code } of snippets) shown.add(code)
  return [
    ...lines(finding.saw, severityMark(finding.severity, style), style),
    ...lines(finding.why, ' ', style, style.dim),
    ...lines(finding.fix, style.green('→'), style),
    ...snippets.flatMap((snippet) => snippetLines(snippet, finding, style)),
    `${indent}  ${style.dim(address(finding))}`,
    '',
  ]
}

/** The client's own, and what is built upon it first; for a client that is not known the plain settings, and what it may be. */
function shownSnippets({ snippets }: Finding): readonly FixSnippet[] {
  const [first, second] = snippets
  if (first === undefined) return []
  return first.library === plainLibrary
    ? snippets
    : [first, ...(second === undefined || second.library === plainLibrary ? [] : [second])]
}

/** The id of the settings in no library's words. */
const plainLibrary = 'settings'

function snippetLines({ library, label, code }: FixSnippet, finding: Finding, style: Style): string[] {
  const isOwn = finding.snippets[0]?.library === library
  const heading = library === plainLibrary ? null : isOwn ? `In ${label}:` : `If it is ${label}:`
  return [
    ...(heading === null ? [] : lines(heading, ' ', style, style.dim)),
    ...code.split('\n').map((line) => (line === '' ? '' : `${indent}    ${style.cyan(codeLine(line))}`)),
  ]
}

/** A path of this disk is shown from here where that is shorter, so that it can be opened either way. */
export function address({ docs }: Finding): string {
  return visible(/^https?:/.test(docs) ? docs : shortest(docs))
}

/** The whole text, whatever its words are: the reason often stands at its end. */
function lines(
  text: string,
  mark: string,
  { columns }: Style,
  paint: (line: string) => string = (line) => line,
): string[] {
  const wrapped = wrapAll(visible(text), columns - indent.length - 2)
  return wrapped.map((line, index) => `${indent}${index === 0 ? mark : ' '} ${paint(line)}`)
}
