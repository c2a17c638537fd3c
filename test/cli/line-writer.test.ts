import { once } from 'node:events'
import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { spawn } from '../support/programs/processes.ts'
import { createLineWriter } from '../../src/cli/print/line-writer.ts'

/** A process that never reads what it is given. */
const deaf = () =>
  spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: ['pipe', 'ignore', 'ignore'] })

/** A stream, and what is written to it, write by write. */
function collecting(): { readonly stream: Writable; readonly chunks: readonly string[] } {
  const chunks: string[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString())
      done()
    },
  })
  return { stream, chunks }
}

describe('lines to a reader', () => {
  it('who reads them all arrive', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.pipe(process.stdout)'], { stdio: 'pipe' })
    const out = createLineWriter(child.stdin)
    let echoed = ''
    child.stdout.on('data', (chunk: Buffer) => (echoed += chunk.toString()))
    for (let n = 0; n < 1000; n++) out.line(`line ${n}`)
    await out.flush()
    child.stdin.end()
    await once(child, 'close')
    expect(echoed.split('\n')).toHaveLength(1001)
    expect(out.dropped).toBe(0)
  })

  it('who is given several at once gets each as a line of its own, and none for none', async () => {
    const { stream, chunks } = collecting()
    const out = createLineWriter(stream)
    out.lines([])
    out.lines(['one', 'two'])
    await out.flush()
    expect(chunks.filter((chunk) => chunk !== '')).toEqual(['one\ntwo\n'])
  })

  it('who gets much in one turn of the event loop gets it in one write, before the next', async () => {
    const { stream, chunks } = collecting()
    const out = createLineWriter(stream)
    out.line('one')
    await Promise.resolve()
    out.lines(['two', 'three'])
    await new Promise((resolve) => setImmediate(resolve))
    expect(chunks).toEqual(['one\ntwo\nthree\n'])
  })

  it('hear what was said in the turn in which the process ends', () => {
    const chunks: string[] = []
    const stream = new Writable({ write: (chunk: Buffer) => void chunks.push(chunk.toString()) })
    const before = new Set(process.listeners('exit'))
    createLineWriter(stream).line('last')
    expect(chunks).toEqual([])
    for (const listener of process.listeners('exit')) if (!before.has(listener)) listener(0)
    expect(chunks).toEqual(['last\n'])
  })

  it('who does not read are dropped and counted once a megabyte waits', async () => {
    const child = deaf()
    const out = createLineWriter(child.stdin)
    const line = 'x'.repeat(9999)
    for (let n = 0; n < 500; n++) out.line(line)
    expect(child.stdin.writableLength).toBeLessThan(1024 * 1024 + 20_000)
    expect(out.dropped).toBeGreaterThan(300)
    await out.flush()
    child.kill()
  })

  it('who went away are no error', async () => {
    const child = deaf()
    await once(child, 'spawn')
    child.kill()
    await once(child, 'exit')
    const out = createLineWriter(child.stdin)
    const closed = once(child.stdin, 'close')
    for (let n = 0; n < 100; n++) out.line('x'.repeat(9999))
    await closed
    out.line('after')
    await out.flush()
    expect(out.dropped).toBe(0)
  })
})
