// What a thread is asked in the tests, beside reading messages: to be slow, to die, to answer.
import { parentPort as port, threadId } from 'node:worker_threads'

const works = {
  echo: (input) => input,
  thread: () => threadId,
  hang() {
    for (;;);
  },
  'take memory'() {
    const all = []
    for (;;) all.push({ taken: all.length })
  },
  throw() {
    throw new Error('as it was asked to')
  },
  exit: () => process.exit(0),
  'fail after its answer'() {
    setImmediate(() => {
      throw new Error('after its answer')
    })
    return 'answer'
  },
}

port.on('message', ({ name, input }) => {
  try {
    port.postMessage({ output: works[name](input) })
  } catch (error) {
    port.postMessage({ error: error.message })
  }
})
port.postMessage('ready')
