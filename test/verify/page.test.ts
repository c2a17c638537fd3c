import { describe, expect, it } from 'vitest'
import { startServer } from '../../src/index.ts'
import type { ApiVerifyEvent } from '../../src/model/verify-run.ts'
import { reportFiles, reportForms } from '../../src/model/report-files.ts'
import { reportFormats } from '../../src/verify/reports/formats.ts'
import { shownRun } from './support/shown-run.ts'
import { call } from '../http/support/json-client.ts'

/** The events `verify` of a stream, and that it was opened. */
async function* told(url: string, signal: AbortSignal): AsyncGenerator<ApiVerifyEvent | 'ready'> {
  const { body } = await fetch(`${url}api/events`, { signal })
  let text = ''
  for await (const piece of body!.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
    text += piece
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events) {
      if (event.startsWith('event: ready\n')) yield 'ready'
      const [, data] = /^event: verify\ndata: (.*)$/.exec(event) ?? []
      if (data !== undefined) yield JSON.parse(data) as ApiVerifyEvent
    }
  }
}

describe('the server of a run', () => {
  it('gives its report as a file in every form that the command writes', async () => {
    await using run = await shownRun(['dot-554'])
    run.let('good')
    run.let('dot-554')
    await run.done
    expect([...reportForms]).toEqual(reportFormats.map(({ name }) => name))
    for (const form of reportForms) {
      const answer = await fetch(new URL(`/api/verify/report?as=${form}`, run.url))
      const { type, file } = reportFiles[form]
      expect(answer.headers.get('content-type')).toBe(type)
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${file}"`)
      expect(await answer.text()).toContain('dot-554')
    }
    expect((await fetch(new URL('/api/verify/report?as=pdf', run.url))).status).toBe(400)
    await using server = await startServer({ http: 0 })
    expect((await fetch(new URL('/api/verify/report', server.http?.url))).status).toBe(404)
  })

  it('tells how far it has come, and keeps the whole until it is let go', async () => {
    await using run = await shownRun(['mail-451'])
    const at = await call(run.url, 'GET', '/api/verify')
    expect(at.body).toMatchObject({ running: true, total: 4, done: 0, report: { client: 'send', cells: [] } })
    expect(at.body.report.scenarios.map(({ name }: { name: string }) => name)).toEqual(['good', 'mail-451'])
    run.let('good')
    run.let('mail-451')
    const report = await run.done
    expect(report.verified).toBe(true)
    const { body } = await call(run.url, 'GET', '/api/verify')
    expect(body).toEqual({
      running: false,
      total: 4,
      done: 4,
      durationMs: report.durationMs,
      open: [],
      report,
    })
    for (const { sessions } of report.cells) {
      expect(sessions).toHaveLength(1)
      expect((await call(run.url, 'GET', `/api/sessions/${sessions[0]}`)).status).toBe(200)
    }
    await run.close()
    await expect(fetch(`${run.url}api/verify`)).rejects.toThrow('fetch failed')
  })

  it('has with each cell what is wrong there', async () => {
    await using run = await shownRun(['dot-554'], { ports: ['submission'] })
    run.let('good')
    run.let('dot-554')
    await run.done
    const { report } = (await call(run.url, 'GET', '/api/verify')).body
    expect(report.cells[1]).toMatchObject({
      scenario: 'dot-554',
      verdict: 'failed',
      faults: [{ code: 'failure-not-reported' }],
    })
  })

  it('says on the stream what was begun and judged, and when all is done', async () => {
    await using run = await shownRun(['mail-451'])
    const stop = new AbortController()
    const events = told(run.url, stop.signal)
    expect((await events.next()).value).toBe('ready')
    run.let('good')
    run.let('mail-451')
    const cells: string[] = []
    for await (const event of events) {
      if (event === 'ready') continue
      if (event.cell) cells.push(`${event.cell.scenario} ${event.cell.profile}: ${event.cell.verdict}`)
      if (event.open.length > 0) expect(event.running).toBe(true)
      if (!event.running) break
    }
    expect(cells.toSorted()).toEqual([
      'good smtps: passed',
      'good submission: passed',
      'mail-451 smtps: passed',
      'mail-451 submission: passed',
    ])
    stop.abort()
  })

  it('shows none of the ports that its cells have, and lets nobody change them', async () => {
    await using run = await shownRun(['mail-451'])
    expect((await call(run.url, 'GET', '/api/ports')).body).toEqual({ ports: [] })
    expect((await call(run.url, 'GET', '/api/info')).body.features).toMatchObject({ verify: true })
    const changed = await call(run.url, 'PUT', '/api/ports/good.smtps/scenario', { name: 'mail-550' })
    expect(changed.status).toBe(404)
  })

  it('has a report for no one where no client is verified', async () => {
    await using server = await startServer({ http: 0 })
    const url = server.http?.url ?? ''
    const { status, body } = await call(url, 'GET', '/api/verify')
    expect([status, body.code]).toEqual([404, 'NOT_FOUND'])
    expect(body.detail).toContain('fourport verify --http-port')
    expect((await call(url, 'GET', '/api/info')).body.features).toMatchObject({ verify: false })
  })
})
