import { describe, expect, it } from 'vitest'
import { findLinks } from '../../src/capture/find-links.ts'

describe('links', () => {
  it.each([
    ['See https://x.test/a?b=c&d=e.', ['https://x.test/a?b=c&d=e']],
    ['(https://x.test/a) "http://y.test/",', ['https://x.test/a', 'http://y.test/']],
    ['https://x.test/a_(b)', ['https://x.test/a_(b)']],
    ['<https://x.test/>', ['https://x.test/']],
    ['https://x.test/ twice https://x.test/', ['https://x.test/']],
    ['nothing, not even xhttps://', []],
  ])('of the text %j', async (text, urls) => {
    expect(await findLinks(text, null)).toEqual(urls.map((url) => ({ url, text: null })))
  })

  it.each([
    ['<a href="https://x.test/?a=1&amp;b=2">Go <b>there</b></a>', [['https://x.test/?a=1&b=2', 'Go there']]],
    ["<A HREF='mailto:a@b.test'>write</A>", [['mailto:a@b.test', 'write']]],
    ['<a class=b href=https://x.test/ >x</a>', [['https://x.test/', 'x']]],
    [
      '<a href="https://x.test/">open <a href="https://y.test/">next',
      [
        ['https://x.test/', 'open'],
        ['https://y.test/', 'next'],
      ],
    ],
    ['<a data-href="https://x.test/">x</a>', []],
    ['<a href="javascript:alert(1)">x</a><a href=" java&#10;script:alert(1)">x</a>', []],
    ['<a href="/relative">x</a><a href="#top">x</a><a href="cid:1">x</a><a>x</a>', []],
    ['<a href="myapp://reset?t=1">x</a>', [['myapp://reset?t=1', 'x']]],
    ['<!-- <a href="https://x.test/">x</a> -->', []],
  ])('of the HTML %j', async (html, links) => {
    expect(await findLinks('', html)).toEqual(links.map(([url, text]) => ({ url, text })))
  })

  it('names an address once where text and HTML both have it', async () => {
    expect(await findLinks('Go: https://x.test/', '<a href="https://x.test/">Go</a>')).toEqual([
      { url: 'https://x.test/', text: 'Go' },
    ])
  })

  it('stops at a thousand', async () => {
    const html = Array.from({ length: 5_000 }, (_, n) => `<a href="https://x.test/${n}">x</a>`).join('')
    expect(await findLinks('', html)).toHaveLength(1_000)
  })
})
