import { describe, expect, it } from 'vitest'
import { anchor, documents, exists, headings, read } from './documents.ts'

describe('documents', () => {
  it.each(documents())('%s: every link leads somewhere', (document) => {
    const folder = document.split('/').slice(0, -1)
    const links = [...read(document).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(
      (match) => match[1] ?? '',
    )
    const broken = links.filter((link) => {
      const [path = '', fragment] = link.split('#')
      const target =
        path === ''
          ? document
          : [...folder, path]
              .join('/')
              .replace(/[^/]+\/\.\.\//g, '')
              .replace(/\/$/, '')
      if (!exists(target)) return true
      return fragment !== undefined && !headings(target).map(anchor).includes(fragment)
    })
    expect(broken).toEqual([])
  })
})
