import type { JSX } from 'preact'
import type { Verdict } from '../../model/finding.ts'
import { severities, type Severity } from '../../model/judgement.ts'
import type { ApiOnPurpose, ApiSessionSummary } from '../../model/api.ts'
import { Icon } from './icon.tsx'
import type { IconName } from './icon.tsx'

export type Tone = 'ok' | Severity | 'quiet' | 'open'

const icons: Readonly<Record<Tone, IconName>> = {
  ok: 'check',
  error: 'cross',
  warning: 'alert',
  note: 'info',
  quiet: 'info',
  open: 'info',
}

const words: Readonly<Record<Tone, string>> = {
  ok: 'Right',
  error: 'Error',
  warning: 'Warning',
  note: 'Note',
  quiet: 'Nothing to say',
  open: 'Still open',
}

/** The gravest finding decides; a note takes nothing away from mail that came. */
export function toneOf(
  outcome: Verdict['outcome'],
  findings: readonly { readonly severity: Severity }[],
  open: boolean = false,
): Tone {
  const worst = severities.find((severity) => findings.some((finding) => finding.severity === severity))
  if (worst && !(worst === 'note' && outcome === 'ok')) return worst
  if (open) return 'open'
  return outcome === 'ok' ? 'ok' : 'quiet'
}

/** What a scenario shows of the client is the answer where it shows something. */
export function toneOfSession(session: ApiSessionSummary): Tone {
  if (session.onPurpose?.verdict === 'right') return 'ok'
  if (session.onPurpose?.verdict === 'wrong') return 'error'
  return toneOf(session.outcome, session.findings, session.durationMs === null)
}

/** `Right. It refused an expired certificate, and sent nothing.` */
export function judgedWords({ verdict, words: why }: ApiOnPurpose): string {
  return `${verdict === 'right' ? 'Right' : 'Wrong'}. ${why}`
}

/** One line for a list. */
export function summaryOf({ onPurpose, summary }: ApiSessionSummary): string {
  return onPurpose === null || onPurpose.verdict === 'open' ? summary : judgedWords(onPurpose)
}

/** The verdict as a mark: form and colour both say it, and words for those who see neither. */
export function VerdictMark({ tone }: { tone: Tone }): JSX.Element {
  return (
    <span class={`verdict verdict-${tone}`}>
      {tone === 'quiet' || tone === 'open' ? <span class="verdict-dot" /> : <Icon name={icons[tone]} />}
      <span class="sr-only">{words[tone]}</span>
    </span>
  )
}
