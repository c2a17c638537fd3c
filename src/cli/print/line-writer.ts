import type { Writable } from 'node:stream'

/** Lines to a stream that may go away, or stop being read, without hurting the server. */
export interface LineWriter {
  line(text: string): void
  /** Several, which stay together. */
  lines(texts: readonly string[]): void
  /** Lines left out because nobody read. */
  readonly dropped: number
  /** Resolves when what was written is out, or when waiting longer makes no sense. */
  flush(): Promise<void>
}

/** As much as may wait for a slow reader. Node keeps it in memory without any bound of its own. */
const waitingLimitBytes = 1024 * 1024

/**
 * What follows a line so soon goes out with what follows it: a write for each turn of the event loop takes a busy server longer
 * than all else that a line needs. The first line after a pause goes out at once.
 */
const togetherMs = 20

/** A reader that has not taken the rest by then will not. */
const flushTimeoutMs = 300

export function createLineWriter(stream: Writable): LineWriter {
  let gone = false
  let dropped = 0
  /** What goes out together: a write for each line is a system call for each. */
  let waiting = ''
  let writtenMs = -Infinity
  // EPIPE, or EIO from a closed terminal: nobody reads any more, and mail is still captured for everyone else.
  stream.on('error', () => {
    gone = true
  })
  const writeAll = (): void => {
    const text = waiting
    waiting = ''
    writtenMs = performance.now()
    if (!gone && text !== '') stream.write(text)
  }
  // A fault ends the process in the middle of a turn; what led to it is the last that it says.
  process.once('exit', writeAll)
  const write = (texts: readonly string[]): void => {
    if (gone || texts.length === 0) return
    if (stream.writableLength + waiting.length > waitingLimitBytes) {
      dropped += texts.length
      return
    }
    if (waiting === '') {
      const leftMs = writtenMs + togetherMs - performance.now()
      if (leftMs > 0) setTimeout(writeAll, leftMs)
      else setImmediate(writeAll)
    }
    for (const text of texts) waiting += `${text}\n`
  }
  return {
    line: (text) => write([text]),
    lines: write,
    get dropped() {
      return dropped
    },
    flush() {
      writeAll()
      if (gone || stream.writableLength === 0) return Promise.resolve()
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, flushTimeoutMs)
        stream.write('', () => {
          clearTimeout(timer)
          resolve()
        })
      })
    },
  }
}
