import type { JSX } from 'preact'
import { useId, useState } from 'preact/hooks'
import type { FixSnippet } from '../../model/finding.ts'
import { cell, useCell, type Cell } from '../lib/cell.ts'
import { recallText, remember } from '../lib/remember.ts'
import { CopyButton } from './copy-button.tsx'

/** The library the reader chose last, anywhere on the page; null: no choice yet. */
export const library: Cell<string | null> = cell(recallText('library'))
library.watch(() => remember('library', library.get() ?? ''))

export function Code({ code, label }: { code: string; label: string }): JSX.Element {
  return (
    <pre class="code" tabIndex={0} aria-label={label}>
      <code>
        {highlight(code).map((piece, index) => (
          <span key={index} class={piece.role ? `code-${piece.role}` : undefined}>
            {piece.text}
          </span>
        ))}
      </code>
    </pre>
  )
}

/**
 * Lines to write, one library at a time, with a copy button. `preferred` (the recognised client) wins over
 * the reader's last choice until a choice is made here.
 */
export function Snippets({
  snippets,
  preferred,
  title,
  isAside = false,
}: {
  snippets: readonly FixSnippet[]
  preferred?: string | null
  title: string
  /** The choice of the library stands beside the lines where there is room, so that they begin higher; a sentence stands above. */
  isAside?: boolean
}): JSX.Element | null {
  const chosen = useCell(library)
  const [picked, pick] = useState<string | null>(null)
  const id = useId()
  const byName = (name: string | null | undefined): FixSnippet | undefined =>
    snippets.find((one) => one.library === name)
  const shown = byName(picked) ?? byName(preferred) ?? byName(chosen) ?? snippets[0]
  if (!shown) return null
  return (
    <div class={`snippets ${isAside ? 'snippets-aside' : ''}`}>
      <div class="snippets-head">
        <label class={isAside ? 'sr-only' : 'snippets-label'} for={id}>
          {title}
        </label>
        {snippets.length > 1 ? (
          <select
            id={id}
            class="field"
            value={shown.library}
            onChange={(event) => {
              pick(event.currentTarget.value)
              library.set(event.currentTarget.value)
            }}
          >
            {snippets.map((one) => (
              <option key={one.library} value={one.library}>
                {one.label}
              </option>
            ))}
          </select>
        ) : (
          <output id={id}>{shown.label}</output>
        )}
        <CopyButton text={shown.code} />
      </div>
      <Code code={shown.code} label={`${title}: ${shown.label}`} />
    </div>
  )
}

/** A piece of code with its role; `null` is plain. */
interface Piece {
  readonly role: 'comment' | 'string' | 'number' | null
  readonly text: string
}

/** Enough for snippets of a dozen lines in any language: comments, strings and numbers stand out, nothing else is guessed. */
const pattern =
  /(?<comment>(?<![\w:'"])(?:#|\/\/)[^\n]*)|(?<string>'[^'\n]*'|"[^"\n]*"|`[^`]*`)|(?<number>(?<![\w.-])\d+(?![\w.]))/g

function highlight(code: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of code.matchAll(pattern)) {
    if (match.index > at) pieces.push({ role: null, text: code.slice(at, match.index) })
    const { comment, string } = match.groups ?? {}
    pieces.push({ role: comment ? 'comment' : string ? 'string' : 'number', text: match[0] })
    at = match.index + match[0].length
  }
  if (at < code.length) pieces.push({ role: null, text: code.slice(at) })
  return pieces
}
