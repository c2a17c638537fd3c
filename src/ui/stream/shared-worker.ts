import { EventStream, type Told } from './event-stream.ts'

/**
 * One for all tabs of a browser, with one stream of events: a browser opens six connections to a host, and a stream in
 * each tab would leave the sixth tab none for anything else. Its name is the address of the stream.
 */
const tabs = new Set<MessagePort>()

/** Whether there is a connection, for tabs that come later: the latest `ready`, or that it is lost; null: not known yet. */
let state: Told | null = null

// The types are those of a page, whose name is another matter.
const { name: url } = globalThis as unknown as { readonly name: string }

const stream = new EventStream(url, (told) => {
  if (told.type === 'lost') state = told
  else if (told.name === 'ready') state = complete(told)
  for (const tab of tabs) tab.postMessage(told, [])
})

/** To a tab that has just come nothing is missing: it loads all there is. */
function complete(told: Told & { readonly type: 'event' }): Told {
  return { ...told, data: JSON.stringify({ ...(JSON.parse(told.data) as object), complete: true }) }
}

addEventListener('connect', (event) => {
  const [tab] = (event as MessageEvent).ports
  if (tab === undefined) return
  tabs.add(tab)
  tab.addEventListener('message', () => leave(tab))
  tab.addEventListener('close', () => leave(tab))
  tab.start()
  stream.open()
  if (state !== null) tab.postMessage(state, [])
})

function leave(tab: MessagePort): void {
  tabs.delete(tab)
  if (tabs.size > 0) return
  stream.close()
  state = null
}
