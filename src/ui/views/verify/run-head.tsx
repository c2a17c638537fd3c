import type { JSX } from 'preact'
import type { VerifyVerdict } from '../../../model/verify.ts'
import { reportFiles, reportForms } from '../../../model/report-files.ts'
import type { ApiVerify } from '../../../model/verify-run.ts'
import { conclusionOf, isFailure } from '../../../model/verify-words/conclusion.ts'
import { markMeanings, marks } from '../../../model/verify-words/matrix.ts'
import { duration } from '../../../model/amounts.ts'
import { reportUrl } from '../../api/http.ts'
import { fullTime, plural, shortTime } from '../../lib/format.ts'
import { go } from '../../lib/route.ts'
import { Causes } from './causes.tsx'
import { placeOf } from './places.ts'

const signs = { proven: '✓', flawed: '~', failed: '✗', open: '?' } as const

/** What is verified, how far that has come, and what came of it. */
export function RunHead({ run, show }: { run: ApiVerify; show: string }): JSX.Element {
  const { client, startedAt, fourport } = run.report
  return (
    <header class="verify-head">
      {run.running ? <Progress run={run} /> : <Outcome run={run} />}
      <p class="verify-facts">
        <code>{client}</code>
        <span>
          started{' '}
          <time dateTime={startedAt} title={fullTime(startedAt)}>
            {shortTime(startedAt)}
          </time>
        </span>
        <span>
          {run.running ? 'for' : 'took'} {duration(run.durationMs)}
        </span>
        <span>Fourport {fourport}</span>
      </p>
      {!run.running && <Causes report={run.report} show={show} />}
      {!run.running && <Downloads />}
      <div class="verify-tools">
        <Legend run={run} />
        <Choice run={run} show={show} />
      </div>
    </header>
  )
}

/** The report as a file, in every form that `--report` writes. */
function Downloads(): JSX.Element {
  return (
    <p class="verify-downloads">
      Download the report:{' '}
      {reportForms.map((form) => (
        <a key={form} class="button" href={reportUrl(form)} download={reportFiles[form].file}>
          {form}
        </a>
      ))}
    </p>
  )
}

/** Not read out at each step: the end is. */
function Progress({ run: { done, total, report } }: { run: ApiVerify }): JSX.Element {
  const failed = report.cells.filter(isFailure).length
  return (
    <div class="verify-progress">
      <p class="verify-conclusion">
        Running: {done} of {plural(total, 'cell')}
        {failed > 0 && `, ${failed} failed`}
      </p>
      <progress value={done} max={total} aria-label="Cells that have been run" />
    </div>
  )
}

function Outcome({ run: { done, total, report } }: { run: ApiVerify }): JSX.Element {
  const { outcome, sentence } =
    done < total
      ? ({ outcome: 'open', sentence: `Stopped after ${done} of ${plural(total, 'cell')}.` } as const)
      : conclusionOf(report)
  return (
    <p class={`verify-conclusion verify-${outcome}`} role="status">
      <span aria-hidden="true">{signs[outcome]}</span>
      <span>{sentence}</span>
    </p>
  )
}

function Legend({ run: { report } }: { run: ApiVerify }): JSX.Element {
  const counts = (Object.keys(marks) as VerifyVerdict[]).map(
    (verdict) => [verdict, report.cells.filter((cell) => cell.verdict === verdict).length] as const,
  )
  return (
    <ul class="verify-legend" aria-label="What the marks say">
      {counts
        .filter(([, count]) => count > 0)
        .map(([verdict, count]) => (
          <li key={verdict}>
            <span class={`mark mark-${verdict}`} aria-hidden="true">
              {marks[verdict]}
            </span>{' '}
            {count} {markMeanings[verdict]}
          </li>
        ))}
    </ul>
  )
}

const choices = [
  ['', 'All scenarios'],
  ['failures', 'With failures'],
] as const

function Choice({ run, show }: { run: ApiVerify; show: string }): JSX.Element {
  const isNone = !run.report.cells.some(isFailure)
  return (
    <div class="segments" role="group" aria-label="Which scenarios">
      {choices.map(([key, label]) => (
        <button
          key={key}
          type="button"
          class="button"
          aria-pressed={show === key}
          disabled={key !== '' && show !== key && isNone}
          onClick={() => go(placeOf(null, key), { replace: true })}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
