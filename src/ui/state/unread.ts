import { info } from './server.ts'

/** The number of unread messages before the words of a title: `(3) Messages`. */
export function titled(words: string, unread: number): string {
  return unread > 0 ? `(${unread.toLocaleString('en')}) ${words}` : words
}

const icons = { read: './favicon.svg', unread: './favicon-unread.svg' } as const

/** Puts a dot on the icon of the tab while there are unread messages. */
export function watchUnread(): void {
  info.watch(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
    const wanted = icons[(info.get()?.counts.unread ?? 0) > 0 ? 'unread' : 'read']
    if (link !== null && link.getAttribute('href') !== wanted) link.setAttribute('href', wanted)
  })
}
