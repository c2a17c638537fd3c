import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { documents, read } from './documents.ts'

/** Sections that were looked up in the text of their RFC, with the headings that they have there. */
const readSections = new Map(
  read('test/docs/support/rfc-sections.txt')
    .trimEnd()
    .split('\n')
    .map((line) => /^(RFC \d+ §[\dA-Z.]+) (.+)$/.exec(line) ?? [])
    .map(([, section = '', heading = '']) => [section, heading] as const),
)

const sources = (folder: string): readonly string[] =>
  readdirSync(new URL(`../../${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|tsx|js|py|go)$/.test(path) && !path.includes('node_modules'))
    .map((path) => `${folder}/${path}`)

const files = [...documents(), 'CHANGELOG.md', ...['src', 'scripts', 'test'].flatMap(sources)]

/** `RFC 5321 §4.1.1.4, §4.1.1.5 and §4.1.1.10` names three; a line may end anywhere in it, also one of a comment. */
function namedIn(path: string): readonly string[] {
  const text = read(path).replaceAll(/\s*\n\s*(?:\/\/|\*|#)?\s*/g, ' ')
  return [...text.matchAll(/RFC (\d{3,5})((?:,? (?:and )?§[\dA-Z]+(?:\.\d+)*)+)/g)].flatMap(
    ([, rfc, sections = '']) =>
      [...sections.matchAll(/§[\dA-Z.]*[\dA-Z]/g)].map(([one]) => `RFC ${rfc} ${one}`),
  )
}

const named = new Map(files.flatMap((path) => namedIn(path).map((section) => [section, path] as const)))

describe('RFC sections', () => {
  it('are named as they stand in the RFC: look the section up, and add it with its heading', () => {
    const unread = [...named].filter(([section]) => !readSections.has(section))
    expect(unread.map(([section, path]) => `${section} in ${path}`)).toEqual([])
  })

  it('are listed once each, and only where somebody names them', () => {
    expect([...readSections.keys()].filter((section) => !named.has(section))).toEqual([])
    expect(read('test/docs/support/rfc-sections.txt').trimEnd().split('\n')).toHaveLength(readSections.size)
  })
})
