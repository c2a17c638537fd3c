import { describe, it } from 'vitest'
import type { FeedEvent } from '../../src/model/feed-event.ts'
import type { SessionRecord } from '../../src/model/session-record.ts'
import { controlOf, judgeTrial } from '../../src/judge/judge.ts'
import { cleanOutput } from '../../src/verify/client/clean-output.ts'
import { commandInWords } from '../../src/verify/client/command-words.ts'
import { filledIn, hasPlaceholders } from '../../src/verify/client/placeholders.ts'
import { targetOf } from '../../src/verify/client/target.ts'
import { reportFormats } from '../../src/verify/reports/formats.ts'
import { lastWords } from '../../src/verify/reports/last-words.ts'
import { cellCode, code, codeBlock, text } from '../../src/verify/reports/markdown-text.ts'
import { scriptOf } from '../../src/verify/reports/sarif.ts'
import { followSessions } from '../../src/verify/run/sessions-by-listener.ts'
import { summaryReport } from '../../src/cli/print/verify/summary-report.ts'
import { terminalReport } from '../../src/cli/print/verify/terminal-report.ts'
import { styleFor } from '../../src/cli/print/style.ts'
import { failed, passed, reportOf, row } from '../support/verify-report.ts'
import { scenario, trial } from '../verify/support/trials.ts'
import { expectLinear, type MakeWork } from './support/growth.ts'
import { command, message, recordOf, reply, type Seen } from './support/record-of.ts'

const list = <Item>(size: number, make: (at: number) => Item): Item[] =>
  Array.from({ length: size }, (_, at) => make(at))

const on =
  (read: (text: string) => unknown, text: (size: number) => string): MakeWork =>
  (size) => {
    const input = text(size)
    return () => read(input)
  }

const mail: readonly Seen[] = [command('MAIL FROM:<a@x.test>'), reply(250)]
const asked = (at: number, code: number): readonly Seen[] => [command(`RCPT TO:<b${at}@x.test>`), reply(code)]
const sent: readonly Seen[] = [command('DATA'), reply(354), ...message('m'), reply(250)]

const judged =
  (records: (size: number) => readonly SessionRecord[]): MakeWork =>
  (size) => {
    const all = records(size)
    const one = trial('submission', scenario('report'), 0, all, { verdicts: [] })
    return () => [judgeTrial(one), controlOf(one)]
  }

const target = targetOf(
  {
    scenario: 'probe',
    profile: 'submission',
    host: 'localhost',
    port: 587,
    tls: 'starttls',
    user: 'user',
    password: 'secret',
    from: 'a@x.test',
    to: ['b@x.test'],
    caFile: 'ca.pem',
  },
  '',
)

/** A client that connects again and again in one run, while the run waits for the last of its sessions. */
const connections: MakeWork = (size) => {
  const records = list(size, (at): SessionRecord => recordOf([], { id: `s${at}` }))
  const open = [recordOf([], { id: 'open', durationMs: null })]
  return () => {
    let tell: (event: FeedEvent) => void = () => undefined
    const feed = {
      subscribe: (listener: (event: FeedEvent) => void) => {
        tell = listener
        return () => undefined
      },
    }
    const sessions = followSessions({
      feed,
      openSessions: () => open,
      watch: () => () => undefined,
    } as never).of('submission')
    void sessions.quiet()
    for (const session of records) tell({ type: 'session', session, position: 1 })
  }
}

/** A client that prints this, and fails, in every form of the report. */
function reported(printed: string): unknown {
  const end = { exitCode: 1, signal: null, timedOut: false, output: printed }
  const fault = { code: 'not-delivered', summary: printed, fix: null, finding: null } as const
  const rows = [
    row(['one', 'server', printed, 'RFC 5321'], { submission: failed('lost', [fault], { end }) }),
    row(['two', 'server', 'two', 'RFC 5321'], { submission: passed(printed, { end }) }),
  ]
  const report = reportOf(rows, { client: printed })
  const style = styleFor({}, 'always')
  return [
    ...reportFormats.map(({ write }) => write(report)),
    terminalReport(report, style),
    summaryReport(report, style),
  ]
}

/** What else is made of it. */
function quoted(printed: string): unknown {
  return [
    cleanOutput(printed, target),
    lastWords(printed),
    text(printed),
    code(printed),
    cellCode(printed),
    codeBlock(printed, printed),
    scriptOf(printed),
    commandInWords([printed, printed]),
  ]
}

const outputs: readonly [string, (size: number) => string][] = [
  ['blanks', (n) => ' '.repeat(n)],
  ['lines', (n) => 'Error\n'.repeat(n / 6)],
  ['syntax', (n) => '`*_[<&@#'.repeat(n / 8)],
  ['escape sequences', (n) => '\u001b['.repeat(n / 2)],
  ['a path', (n) => 'a/b.c.'.repeat(n / 6)],
]

describe('the work for the verdict on a client grows with what was seen of it and no faster', () => {
  it.each<[string, MakeWork]>([
    [
      'recipients of one mail',
      judged((n) => [recordOf([...mail, ...list(n, (at) => asked(at, at % 2 ? 250 : 550)).flat(), ...sent])]),
    ],
    [
      'mail after mail',
      judged((n) => [recordOf(list(n, (at) => [...mail, ...asked(at, 250), ...sent]).flat())]),
    ],
    ['MAIL alone', judged((n) => [recordOf(list(n, () => mail).flat())])],
    ['contents without a mail', judged((n) => [recordOf(list(n, () => message('m')).flat())])],
    ['connections', judged((n) => list(n, (at) => recordOf([...mail, ...asked(at, 450)], { id: `s${at}` })))],
    ['a long address', judged((n) => [recordOf([command(`MAIL FROM:${' '.repeat(n)}<`), reply(250)])])],
    ['a recipient of brackets', judged((n) => [recordOf([...mail, command(`RCPT TO:${'<'.repeat(n)}`)])])],
    ['connections that are followed', connections],
  ])('%s', async (_, make) => expectLinear(make), 60_000)
})

describe('the work for what a client printed grows with it and no faster', () => {
  it.each<[string, MakeWork]>([
    ...outputs.flatMap(([what, output]): [string, MakeWork][] => [
      [`${what}, in every report`, on(reported, output)],
      [`${what}, as they are quoted`, on(quoted, output)],
    ]),
    [
      'a password again and again',
      on(
        (printed) => cleanOutput(printed, target),
        (n) => 'secre'.repeat(n / 5),
      ),
    ],
    ['backquotes', on(code, (n) => '` '.repeat(n / 2))],
    ['digits', on(text, (n) => '1'.repeat(n))],
    [
      'braces',
      on(
        (value) => [filledIn(value, target), hasPlaceholders(value)],
        (n) => '{{a'.repeat(n / 3),
      ),
    ],
    [
      'an open brace',
      on(
        (value) => filledIn(value, target),
        (n) => `{{${'a'.repeat(n)}`,
      ),
    ],
    [
      'a user without a host',
      on(
        (value) => commandInWords([value]),
        (n) => `//${'a'.repeat(n)}:`,
      ),
    ],
  ])('%s', async (_, make) => expectLinear(make), 60_000)
})
