import type { JSX } from 'preact'
import type { VerifyCause, VerifyReport } from '../../../model/verify.ts'
import { knownLines, knownTitle } from '../../../model/verify-words/known.ts'
import { notesTitle } from '../../../model/verify-words/notes.ts'
import { profiles } from '../../../model/port-profile.ts'
import { Prose } from '../../components/prose.tsx'
import { plural } from '../../lib/format.ts'
import { placeOf } from './places.ts'

/** One mistake fails many cells: the first few are named. */
const mostPlaces = 4

function Cells({ cells, show }: { cells: VerifyCause['cells']; show: string }): JSX.Element {
  const more = cells.length - mostPlaces
  return (
    <p class="verify-cause-cells">
      {plural(cells.length, 'cell')}:{' '}
      {cells.slice(0, mostPlaces).map((cell, index) => (
        <>
          {index > 0 && ', '}
          <a href={placeOf(cell, show)}>
            {cell.scenario} on {profiles[cell.profile].defaultPort}
          </a>
        </>
      ))}
      {more > 0 && `, and ${more} more`}
    </p>
  )
}

/** What is wrong with the client, the worst first, as the terminal groups it; then what was known, and what the run left. */
export function Causes({ report, show }: { report: VerifyReport; show: string }): JSX.Element {
  const { causes = [], notes = [] } = report
  return (
    <>
      {causes.length > 0 && (
        <ol class="verify-causes" aria-label="What is wrong, the worst first">
          {causes.map(({ title, severity, summary, advice, cells }) => (
            <li key={title}>
              <h2 class="verify-cause">
                <span class="mark mark-failed" aria-hidden="true">
                  ✗
                </span>{' '}
                {title} <span class="verify-severity">{severity}</span>
              </h2>
              <p>{summary}</p>
              <p class="verify-advice">
                <Prose text={advice} />
              </p>
              <Cells cells={cells} show={show} />
            </li>
          ))}
        </ol>
      )}
      <Sentences title={knownTitle} sentences={knownLines(report)} />
      <Sentences title={notesTitle} sentences={notes} />
    </>
  )
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }): JSX.Element | null {
  if (sentences.length === 0) return null
  return (
    <section class="verify-sentences">
      <h2>{title}</h2>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  )
} // prettier-ignore
