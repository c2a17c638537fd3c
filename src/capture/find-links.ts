import type { FoundLink } from '../model/parsed-message.ts'
import { decodeEntities } from './html-entities.ts'
import { scanHtml } from './html-scan.ts'
import { inSlices } from './in-slices.ts'

/** A mail with more is a bomb or a sitemap. */
const maxLinks = 1_000
const maxUrlLength = 8_192
const maxLabelLength = 200

/** Addresses of anchors with their text, then bare `http(s)` addresses in the text; each once, in order. */
export async function findLinks(text: string, html: string | null): Promise<FoundLink[]> {
  const links = new Map<string, FoundLink>()
  for (const link of html === null ? [] : await anchors(html)) {
    if (!links.has(link.url)) links.set(link.url, link)
    if (links.size >= maxLinks) break
  }
  for (const [found] of text.matchAll(/\bhttps?:\/\/[^\s<>"`{}|\\^]{1,8000}/gi)) {
    if (links.size >= maxLinks) break
    const url = withoutPunctuation(found)
    if (!links.has(url)) links.set(url, { url, text: null })
  }
  return [...links.values()]
}

async function anchors(html: string): Promise<FoundLink[]> {
  const found: FoundLink[] = []
  let open: { readonly url: string; label: string } | null = null
  const close = (): void => {
    if (open && found.length < maxLinks)
      found.push({ url: open.url, text: open.label.replace(/\s+/g, ' ').trim() })
    open = null
  }
  const scan = scanHtml(html, {
    text(from, to) {
      if (open && open.label.length < maxLabelLength)
        open.label += decodeEntities(html.slice(from, Math.min(to, from + maxLabelLength)))
    },
    tag(name, closing, from, to) {
      if (name !== 'a' && name !== 'area') return
      close()
      const url = closing ? null : target(html.slice(from, Math.min(to, from + 2 * maxUrlLength)))
      if (url !== null) open = { url, label: '' }
    },
  })
  await inSlices(scan)
  close()
  return found
}

/** Absolute addresses of any scheme that leads somewhere; never one that runs or only points within the mail. */
function target(tag: string): string | null {
  const match = /[\s"'/]href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(tag)
  const value = decodeEntities(match?.[1] ?? match?.[2] ?? match?.[3] ?? '')
  // Browsers take blanks and control characters out of an address before they look at its scheme.
  const url = value.replace(/[\0-\x20\x7f]+/g, '')
  const scheme = /^([a-z][a-z0-9+.-]{0,31}):/i.exec(url)?.[1]?.toLowerCase()
  if (scheme === undefined || url.length > maxUrlLength) return null
  return ['javascript', 'vbscript', 'data', 'cid', 'file', 'blob', 'about'].includes(scheme) ? null : url
}

/** A full stop, a quote or a closing bracket after an address belongs to the sentence. */
function withoutPunctuation(url: string): string {
  let end = url.length
  // Looked for once: a bracket that is not opened anywhere closes nothing.
  const [round, square] = [url.includes('('), url.includes('[')]
  for (; end > 0; end--) {
    const last = url.charAt(end - 1)
    if (".,;:!?'’”»*_".includes(last)) continue
    if (last === ')' && !round) continue
    if (last === ']' && !square) continue
    break
  }
  return url.slice(0, end)
}
