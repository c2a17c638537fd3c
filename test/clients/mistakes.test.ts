import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { startServer } from '../../src/index.ts'
import { credentialMistakes } from '../support/clients/credential-mistakes.ts'
import { endedSessions } from '../support/clients/ended-sessions.ts'
import { headerMistakes } from '../support/clients/header-mistakes.ts'
import { mistakes } from '../support/clients/mistakes.ts'
import { recording, writeWireRecording } from '../support/clients/recording.ts'

const certs = mkdtempSync(join(tmpdir(), 'fourport-mistakes-'))
afterAll(() => rmSync(certs, { recursive: true, force: true }))

/** By the file of their recordings. */
const files = { mistakes, credentials: credentialMistakes, headers: headerMistakes }

describe.each(Object.entries(files))('%s', (file, ones) => {
  test.each(ones)('$name: $expected', async ({ name, options, expected, sessions: count = 1, play }) => {
    await using server = await startServer({ certs, ...options })
    await play(server)
    const sessions = await endedSessions(server, { count })
    const last = sessions.at(-1)!
    if (recording) writeWireRecording(file, name, { expected, sessions: [last] })
    const { findings } = await server.verdict(last)
    expect(
      findings.map(({ id }) => id),
      JSON.stringify(last, null, 1),
    ).toEqual(expected)
  })
})
