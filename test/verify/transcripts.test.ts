import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { verifyClient } from '../../src/index.ts'
import { transcriptOf } from '../../src/judge/transcript.ts'
import { htmlFormat } from '../../src/verify/reports/html/html.ts'
import { sessionRecord } from '../store/store-under-test.ts'

/** Goes on unencrypted where STARTTLS is missing. */
const careless = (passwords: string[], transcripts?: boolean) =>
  verifyClient(
    async ({ nodemailer, from, to, password }) => {
      passwords.push(password!)
      const transport = createTransport({ ...nodemailer, requireTLS: false })
      return transport.sendMail({ from, to: [...to], subject: 'Hello', text: 'Hello.' })
    },
    { ports: [587], scenarios: ['starttls-absent'], ...(transcripts !== undefined && { transcripts }) },
  )

describe('the transcript of a failed cell', () => {
  it('is in the report where it was asked for, and in HTML, without the password', async () => {
    const passwords: string[] = []
    const report = await careless(passwords, true)
    const [good, failed] = ['good', 'starttls-absent'].map((name) =>
      report.cells.find(({ scenario }) => scenario === name)!,
    )
    expect(good).not.toHaveProperty('transcript')
    expect(failed?.transcript?.replace(/^ *\S+ m?s/gm, '')).toMatch(
      /^Connection 1 of 1, session \S+, port \d+\n.* S: 220 [^]*\n +C: EHLO [^]*\n +C: AUTH PLAIN …\n[^]*\n +C: MAIL FROM:<sender@verify\.test>/,
    )
    expect(htmlFormat.write(report)).toContain('What was said')
    for (const password of passwords)
      for (const form of [
        password,
        Buffer.from(`\0starttls-absent.submission\0${password}`).toString('base64'),
      ])
        expect(JSON.stringify(report)).not.toContain(form)
  })

  it('is not in the report else', async () => {
    const { cells } = await careless([])
    expect(cells.filter(({ verdict }) => verdict === 'failed')).toHaveLength(1)
    expect(cells.filter((cell) => 'transcript' in cell)).toEqual([])
  })

  it('is bounded, with its start and its end', () => {
    const entries = Array.from({ length: 5000 }, (_, n) => ({
      kind: 'command' as const,
      n: n + 1,
      atMs: n,
      verb: 'NOOP',
      line: `NOOP ${n} ${'x'.repeat(n === 1 ? 100_000 : 10)}`,
      secure: false,
      lineEnd: 'crlf' as const,
      sizeBytes: 10,
      pipelined: false,
    }))
    const text = transcriptOf([sessionRecord('session-1', entries)])
    expect(text.length).toBeLessThan(17_000)
    expect(text).toContain('NOOP 0 ')
    expect(text).toContain('NOOP 4999 ')
    expect(text).toMatch(/\n… \d+ lines left out …\n/)
  })
})
