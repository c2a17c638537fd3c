import { describeFinding, findingIds, type FindingId } from '../../../src/diagnosis/catalogue.ts'
import { diagnose } from '../../../src/diagnosis/diagnose.ts'
import { printedErrors } from '../../../src/diagnosis/printed-errors.ts'
import type { Finding } from '../../../src/model/finding.ts'
import type { Observation } from '../../../src/model/observation.ts'
import type { SessionRecord } from '../../../src/model/session-record.ts'
import { readRecordings, type Whose } from '../../support/clients/recording.ts'

const head = `# Findings

What Fourport says about the configuration of a client, with one section for each id. Every finding rests on what crossed the
wire. It says what was seen, why that fails or is unsafe, and what to write instead, in the client's own library if the session
shows which one it is. Ids are stable and never reused.

- An **error** stops the mail, or reveals a password or a hidden recipient.
- A **warning** is a fault that real servers may not forgive. An error also counts as a warning if the mail arrived anyway.
- A **note** is good to know and is not a mistake: a session with only notes is \`ok\`.

If a session has several mistakes, only the one that stopped it is reported, not its consequences. Health checks, port scans and
bare connections are called probes and have no finding. Mail without a login has none either, on a submission port that does not
require one, because the client did nothing that this server forbids; the session's line says that a real server answers
\`530 5.7.0 Authentication required\`.

This page is generated from the catalogue in the code.
`

/** The whole page. */
export function findingsPage(): string {
  const examples = findExamples()
  const contents = findingIds.map((id) => `- [\`${id}\`](#${id})`).join('\n')
  return [head, contents, ...findingIds.map((id) => section(id, examples.get(id)))].join('\n') + '\n'
}

function section(id: FindingId, record: SessionRecord | undefined): string {
  const entry = describeFinding(id)
  const finding = record && diagnose(record).findings.find((one) => one.id === id)
  if (entry === undefined || record === undefined || finding === undefined)
    throw new Error(`no example for ${id}`)
  return `\n## ${id}\n\n**${entry.title}** (${entry.severity})\n\n${entry.paragraph}\n\n${printed(id)}${example(record, finding)}`
}

/** What the libraries print, so that the page is found by it. */
function printed(id: FindingId): string {
  const terms = printedErrors[id]
  if (terms === undefined) return ''
  const quoted = (texts: readonly string[]): string => texts.map((text) => `\`${text}\``).join(', ')
  return `What clients print:\n\n${terms.map(({ by, texts }) => `- ${by}: ${quoted(texts)}`).join('\n')}\n\n`
}

/** A recorded session for each id: of a real client where one makes this mistake, else of a program that speaks by itself. */
function findExamples(): ReadonlyMap<string, SessionRecord> {
  const whose = ['suite', 'others', 'wire'] as const
  const recorded = whose.flatMap(programsFirst).flatMap(({ sessions }) => sessions.map(onLocalhost))
  const alone = new Map<string, SessionRecord>()
  const among = new Map<string, SessionRecord>()
  for (const record of recorded) {
    const { findings } = diagnose(record)
    for (const { id } of findings) {
      const chosen = findings.length === 1 ? alone : among
      if (!chosen.has(id)) chosen.set(id, record)
    }
  }
  return new Map([...among, ...alone])
}

/** The page names the host as its readers do. */
function onLocalhost(record: SessionRecord): SessionRecord {
  return { ...record, port: { ...record.port, host: 'localhost' } }
}

function example(record: SessionRecord, { saw, why, fix, snippets }: Finding): string {
  const [snippet] = snippets
  return [
    `On port ${record.port.port}:`,
    '',
    '```text',
    ...shortened(record.entries.flatMap(lineOf)),
    ...(record.close === null ? [] : [`${record.close.by.padEnd(7)} closes`]),
    '```',
    '',
    // What took no time worth keeping took none.
    `- ${saw.replace(/\b0 ms\b/, 'a moment')}`,
    `- ${why}`,
    `- ${fix}`,
    ...(snippet === undefined
      ? []
      : ['', `${snippet.label}:`, '', `\`\`\`${snippet.language}`, snippet.code, '```']),
  ].join('\n')
}

const linesShown = 36

/** A client that repeats itself has been understood before its end. */
function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= linesShown) return lines
  const end = lines.slice(-2)
  const start = lines.slice(0, linesShown - end.length)
  return [...start, `        … ${lines.length - linesShown} lines more`, ...end]
}

/** An entry of a record, without what differs from run to run. */
function lineOf(entry: Observation): readonly string[] {
  switch (entry.kind) {
    case 'reply': {
      const code = entry.enhanced === null ? `${entry.code}` : `${entry.code} ${entry.enhanced}`
      const [first = '', ...more] = entry.text
      return [`server  ${code} ${first}`.trimEnd(), ...more.map((line) => `        ${line}`)]
    }
    case 'command':
      return [`client  ${entry.line.trimEnd()}`]
    case 'auth-line':
      return ['client  …']
    case 'auth':
      return [`        AUTH ${entry.mechanism}: ${entry.outcome}`]
    case 'first-bytes':
      // Its ClientHello says more.
      return entry.protocol === 'tls' ? [] : [`client  ${entry.line ?? `${entry.protocol} (binary)`}`]
    case 'client-hello': {
      const { sni, versions } = entry.hello
      return [`client  TLS ClientHello, ${versions.join(' ')}${sni === null ? '' : `, for ${sni}`}`]
    }
    case 'tls-established':
      return [`        TLS established, ${entry.tls.version}`]
    case 'tls-failed':
      return entry.alert === null
        ? [`        TLS failed: ${entry.reason}`]
        : [`client  TLS alert ${entry.alert.name} (${entry.alert.number})`]
    case 'discarded':
      return [`        thrown away: ${entry.tls === true ? 'a ClientHello' : entry.verbs.join(' ')}`]
    case 'data':
      return [entry.complete ? 'client  the message' : 'client  a part of the message']
    case 'server':
      return entry.what === 'hint'
        ? []
        : [`        ${entry.text.replace(/for \d+ ms of \d+/, 'for a moment')}`]
    case 'fault':
      return [`        a fault set at ${entry.at}`]
    case 'message':
    case 'socket-error':
      return []
  }
}

/** Most readers have curl or a library of their distribution at hand. */
function programsFirst(whose: Whose): ReturnType<typeof readRecordings> {
  const all = readRecordings(whose)
  const isPinned = ({ name }: (typeof all)[number]): boolean => name.startsWith('current/')
  return [...all.filter((one) => !isPinned(one)), ...all.filter(isPinned)]
}
