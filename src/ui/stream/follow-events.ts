import { eventsUrl } from '../api/http.ts'
import { EventStream, type StreamListener } from './event-stream.ts'

/** Hears the events of the server, by the one stream that all tabs of this browser share. */
export function followEvents(listener: StreamListener): void {
  if (typeof SharedWorker === 'undefined') return listenAlone(listener)
  const url = new URL(eventsUrl, document.baseURI).href
  const worker = new SharedWorker(new URL('./shared-worker.ts', import.meta.url), {
    type: 'module',
    name: url,
  })
  let isAlone = false
  worker.addEventListener('error', () => {
    // A browser without modules in shared workers, or one that forbids them.
    if (!isAlone) listenAlone(listener)
    isAlone = true
  })
  worker.port.addEventListener('message', ({ data }) => listener(data))
  worker.port.start()
  // A page that is kept for the way back is loaded anew then: what happened meanwhile was told to nobody.
  addEventListener('pagehide', () => worker.port.postMessage('leave', []))
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload())
}

/** A stream of this tab alone, which holds its connection only while the tab is seen. */
function listenAlone(listener: StreamListener): void {
  const stream = new EventStream(eventsUrl, listener)
  const follow = (): void => (document.hidden ? stream.close() : stream.open())
  document.addEventListener('visibilitychange', follow)
  follow()
}
