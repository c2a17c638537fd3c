import { parentPort, workerData } from 'node:worker_threads'
import { FourportError } from '../../base/errors.ts'
import { hasRoomFor } from './disk-room.ts'
import { explained, openFile } from './open-database.ts'
import type { Batch, WriterAnswer, WriterData } from './operations.ts'
import { Shrinker } from './shrinker.ts'
import { sqlite } from './sqlite.ts'
import { Writer } from './writer.ts'

/** To the thread: changes, or that there will be no more. */
export type WriterRequest = Batch | 'close'

/** The thread's side: opens the file, writes what it is given, and gives freed space back when there is nothing to write. */
export function serveWrites(): void {
  const port = parentPort
  if (port === null) throw new Error('This file is for a thread of Fourport, not to be run by itself.')
  const answer = (value: WriterAnswer): void => port.postMessage(value)
  const { file, sync, limits, nowMs } = workerData as WriterData
  try {
    const opened = openFile(file, sync, sqlite())
    const writer = explained(file, () => {
      const begun = new Writer(opened.database, limits, (bytes) => hasRoomFor(file, bytes))
      begun.begin(nowMs)
      return begun
    })
    const shrinker = new Shrinker(opened.database)
    port.on('message', (request: WriterRequest) => {
      if (request === 'close') {
        shrinker.stop()
        opened.close()
        return port.close()
      }
      const done = writer.write(request)
      answer(done)
      // A client that tries again and again leaves no pause, and would never get its mail in.
      if (done.outcomes.some((one) => 'problem' in one && one.problem === 'full')) shrinker.now()
      shrinker.later()
    })
    answer({ opened: writer.totals() })
  } catch (error) {
    if (!(error instanceof FourportError)) throw error
    answer({ refused: { code: error.code, message: error.message, help: error.help } })
    port.close()
  }
}
