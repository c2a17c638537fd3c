import { describe, expect, test } from 'vitest'
import { startServer, type Finding, type FourportServer, type SessionRecord } from '../../src/index.ts'
import { Wire } from '../support/wire.ts'

const delivery = ['MAIL FROM:<ann@app.example>', 'RCPT TO:<bob@app.example>', 'DATA']
const content =
  'From: ann@app.example\r\nTo: bob@app.example\r\nSubject: Hello\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\nMessage-ID: <1@app.example>\r\n\r\nHello\r\n.\r\n'

async function greeted(server: FourportServer, name = 'app.example'): Promise<Wire> {
  const wire = await Wire.open(server.ports.relay)
  await wire.reply()
  await wire.command(`EHLO ${name}`)
  return wire
}

async function delivers(wire: Wire): Promise<void> {
  for (const command of delivery) await wire.command(command)
  wire.write(content)
  await wire.reply()
}

async function leaves(wire: Wire): Promise<void> {
  wire.end()
  await wire.rest()
}

async function firstEnded(server: FourportServer): Promise<SessionRecord> {
  const ended = async () => (await server.sessions()).find(({ durationMs }) => durationMs !== null)
  await expect.poll(ended).toBeDefined()
  return (await ended())!
}

async function allEnded(server: FourportServer): Promise<void> {
  await expect
    .poll(async () => (await server.sessions()).every(({ durationMs }) => durationMs !== null))
    .toBe(true)
}

describe('a connection of a pool that was not used', () => {
  test('is nobody’s mistake where another one delivers after it has ended', async () => {
    await using server = await startServer()
    const told: Finding[] = []
    server.on('finding', (finding) => told.push(finding))
    const [first, spare] = [await greeted(server), await greeted(server)]
    await leaves(spare)
    const unused = await firstEnded(server)
    // Asked while nobody can know.
    expect((await server.verdict(unused)).findings).toMatchObject([
      { id: 'gave-up-after-ehlo-on-plain-port' },
    ])
    const waiting = server.waitForFinding({}, { timeoutMs: 1_000 }).catch((error: Error) => error)
    await delivers(first)
    await leaves(first)
    await allEnded(server)
    expect(await server.verdict(unused)).toMatchObject({ outcome: 'probe', findings: [] })
    expect(await server.findings()).toEqual([])
    expect(await waiting).toMatchObject({ code: 'WAIT_TIMEOUT' })
    expect(told).toEqual([])
  })

  test('is told of where the other one leaves without mail too', async () => {
    await using server = await startServer()
    const told: string[] = []
    server.on('finding', ({ id }) => told.push(id))
    const [first, spare] = [await greeted(server), await greeted(server)]
    await leaves(spare)
    await firstEnded(server)
    await leaves(first)
    await expect.poll(() => told).toHaveLength(2)
    expect(await server.findings()).toHaveLength(2)
  })

  test('is told of beside a connection that goes on for long', async () => {
    await using server = await startServer()
    const other = await greeted(server, 'another.example')
    await leaves(await greeted(server))
    const finding = await server.waitForFinding({}, { timeoutMs: 10_000 })
    expect(finding.id).toBe('gave-up-after-ehlo-on-plain-port')
    await leaves(other)
  })

  test('is waited for no longer than the caller says', async () => {
    await using server = await startServer()
    const other = await greeted(server, 'another.example')
    await leaves(await greeted(server))
    await firstEnded(server)
    const ended: string[] = []
    const patient = server.waitForFinding({}, { timeoutMs: 10_000 }).then(() => ended.push('patient'))
    const short = server.waitForFinding({}, { timeoutMs: 50 }).then(() => ended.push('short'))
    const list = server.findings({}, { withinMs: 50 }).then((found) => ended.push(`${found.length} listed`))
    await Promise.all([patient, short, list])
    expect(ended.toSorted((one, two) => Number(one === 'patient') - Number(two === 'patient'))).toEqual(ended)
    expect(ended).toContain('1 listed')
    await leaves(other)
  })

  test('is not waited for once the signal is aborted', async () => {
    await using server = await startServer()
    const other = await greeted(server, 'another.example')
    await leaves(await greeted(server))
    await firstEnded(server)
    const stop = new AbortController()
    const list = server.findings({}, { signal: stop.signal }).catch((error: Error) => error.message)
    // Longer than sessions may take to end, and shorter than a verdict to settle.
    await server.findings({}, { withinMs: 500 })
    stop.abort(new Error('enough'))
    expect(await list).toBe('enough')
    await leaves(other)
  })

  /** What a reader of the stream gets, up to what it looks for. */
  async function streamed(url: string, since: string, last: RegExp): Promise<string> {
    const leaving = new AbortController()
    const response = await fetch(`${url}/api/events${since}`, { signal: leaving.signal })
    let text = ''
    for await (const chunk of response.body!) {
      text += Buffer.from(chunk).toString()
      if (last.test(text)) break
    }
    leaving.abort()
    return text
  }

  test('readers of the stream get its verdict again', async () => {
    await using server = await startServer({ http: 0 })
    const seen = streamed(server.http!.url, '?since=0', /event: session-reviewed\n(?:.+\n)+\n/)
    const [first, spare] = [await greeted(server), await greeted(server)]
    await leaves(spare)
    await firstEnded(server)
    await delivers(first)
    await leaves(first)
    const text = await seen
    expect(text).not.toContain('event: finding\n')
    const reviewed = /event: session-reviewed\nid: \d+\ndata: (.*)\n/.exec(text)?.[1] ?? ''
    expect(JSON.parse(reviewed)).toMatchObject({ outcome: 'probe', findings: [] })
  })

  test('a reader that was away gets its verdict when it comes back, once', async () => {
    await using server = await startServer({ http: 0 })
    const { url } = server.http!
    const [first, spare] = [await greeted(server), await greeted(server)]
    await leaves(spare)
    const before = await streamed(url, '?since=0', /event: session\n(?:.+\n)+\n/)
    const position = /event: session\nid: (\d+)\n/.exec(before)?.[1]
    await delivers(first)
    await leaves(first)
    // Another reader gets it meanwhile.
    await streamed(url, `?since=${position}`, /event: session-reviewed\n(?:.+\n)+\n/)
    const missed = await streamed(url, `?since=${position}`, /event: session-reviewed\n(?:.+\n)+\n/)
    const reviewed = /event: session-reviewed\nid: (\d+)\ndata: (.*)\n/.exec(missed)
    expect(JSON.parse(reviewed?.[2] ?? '')).toMatchObject({ outcome: 'probe', findings: [] })
    await leaves(await greeted(server))
    const after = await streamed(url, `?since=${reviewed?.[1]}`, /event: session\n(?:.+\n)+\n/)
    expect(after).not.toContain('session-reviewed')
  })
})
