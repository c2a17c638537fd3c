import { describe, expect, it, vi } from 'vitest'
import { call } from '../http/support/json-client.ts'
import { readHostile } from './support/hostile-reading.ts'
import { type RunningCli, serveJson } from './support/run-cli.ts'

// Each content is read by seven routes, one after the other, on whatever machine.
vi.setConfig({ testTimeout: 300_000 })

const url = (cli: RunningCli): string => cli.ready['http'].url

describe.each([64, 128, 256])('with a heap of %d MiB', (heap) => {
  it('whatever a message is made of, reading it ends in an answer', async () => {
    const cli = await serveJson(['--http-port', '0'], {
      env: { NODE_OPTIONS: `--max-old-space-size=${heap}` },
    })
    await readHostile(cli)
    expect((await call(url(cli), 'GET', '/livez')).status).toBe(200)
    expect(await cli.stop()).toEqual({ code: 0, signal: null })
  })
})
