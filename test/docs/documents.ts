import { readFileSync, readdirSync } from 'node:fs'

const root = new URL('../../', import.meta.url)

export interface CodeBlock {
  readonly document: string
  readonly line: number
  readonly language: string
  readonly code: string
}

/** README.md, that of certs/ and everything in docs/, by path from the root. */
export function documents(): readonly string[] {
  const docs = readdirSync(new URL('docs/', root), { recursive: true, encoding: 'utf8' })
  return [
    'README.md',
    'CONTRIBUTING.md',
    'certs/README.md',
    ...docs.filter((path) => path.endsWith('.md')).map((path) => `docs/${path}`),
  ]
}

export function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8')
}

export function exists(path: string): boolean {
  return readdirSync(new URL(`${path.split('/').slice(0, -1).join('/') || '.'}/`, root)).includes(
    path.split('/').at(-1) ?? '',
  )
}

/** Fenced code blocks of a document. */
export function codeBlocks(document: string): readonly CodeBlock[] {
  const text = read(document)
  return [...text.matchAll(/^```(\w*)[^\n]*\n([\s\S]*?)^```$/gm)].map((match) => ({
    document,
    line: text.slice(0, match.index).split('\n').length,
    language: match[1] ?? '',
    code: match[2] ?? '',
  }))
}

/** GitHub's anchor for a heading. */
export function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}

export function headings(document: string): readonly string[] {
  return [...read(document).matchAll(/^#{1,6} (.+)$/gm)].map((match) => (match[1] ?? '').replaceAll('`', ''))
}

/** Cells of the first table below a heading, a row each, without backquotes unless they are asked for. */
export function table(
  document: string,
  heading: string,
  { quotes = false } = {},
): readonly (readonly string[])[] {
  const section =
    read(document)
      .split(new RegExp(`^#{1,6} ${heading}\n`, 'm'))[1]
      ?.split(/^#{1,6} /m)[0] ?? ''
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      (quotes ? line : line.replaceAll('`', ''))
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}
