import type { Finding } from '../../model/finding.ts'
import { codeLine } from './code-line.ts'
import { shortest } from './shortest.ts'
import { severityMark } from './severity.ts'
import type { Style } from './style.ts'
import { visible, wrap } from './visible.ts'

const indent = ' '.repeat(6)
const width = 80

/** The findings under their session's line: what was seen, why it matters, what to change. */
export function findingLines(findings: readonly Finding[], style: Style): string[] {
  const shown = new Set<string>()
  return findings.flatMap((finding) =>
    finding.severity === 'note' ? note(finding, style) : whole(finding, shown, style),
  )
}

/** A note is no fault of the set-up: one line, and the id for those who want to know more. */
function note({ saw, id }: Finding, style: Style): string[] {
  return lines(`${saw} (${id})`, severityMark('note', style), style.dim)
}

function whole(finding: Finding, shown: Set<string>, style: Style): string[] {
  const [snippet] = finding.snippets
  // Two findings of a session often have the same cure.
  const code = snippet === undefined || shown.has(snippet.code) ? [] : snippet.code.split('\n')
  if (snippet) shown.add(snippet.code)
  return [
    ...lines(finding.saw, severityMark(finding.severity, style)),
    ...lines(finding.why, ' ', style.dim),
    ...lines(finding.fix, style.green('→')),
    ...(finding.client && code.length > 0 ? lines(`In ${snippet!.label}:`, ' ', style.dim) : []),
    ...code.map((line) => (line === '' ? '' : `${indent}    ${style.cyan(codeLine(line))}`)),
    `${indent}  ${style.dim(address(finding))}`,
    '',
  ]
}

/** A path of this disk is shown from here where that is shorter, so that it can be opened either way. */
function address({ docs }: Finding): string {
  return visible(/^https?:/.test(docs) ? docs : shortest(docs))
}

function lines(text: string, mark: string, paint: (line: string) => string = (line) => line): string[] {
  const wrapped = wrap(visible(text), width - indent.length - 2)
  return wrapped.map((line, index) => `${indent}${index === 0 ? mark : ' '} ${paint(line)}`)
}
