import type { JSX } from 'preact'
import type { Finding, FixSnippet } from '../../../model/finding.ts'
import type { Confidence } from '../../../model/judgement.ts'
import { Prose } from '../../components/prose.tsx'
import { Snippets } from '../../components/snippets.tsx'
import { VerdictMark } from '../../components/verdict.tsx'

const sure: Readonly<Record<Confidence, string>> = {
  certain: '',
  likely: 'likely',
  ambiguous: 'one of two causes',
}

interface Card {
  readonly finding: Finding
  readonly fixes: readonly FixSnippet[]
}

function goToEntry(n: number): void {
  const row = document.getElementById(`entry-${n}`)
  row?.scrollIntoView({ block: 'center' })
  row?.focus({ preventScroll: true })
}

/** What was seen, the lines to write instead in the library the reader chooses, and why. The headline stands above it. */
export function FirstFinding({ finding, fixes }: Card): JSX.Element {
  const title = `finding-${finding.id}`
  return (
    <section
      class={`finding finding-${finding.severity}`}
      id={title}
      aria-labelledby={`${title}-saw`}
      tabIndex={-1}
    >
      <h3 class="finding-saw" id={`${title}-saw`}>
        {finding.saw}
      </h3>
      <Answer finding={finding} fixes={fixes} />
    </section>
  )
}

/** One of the others: closed, its sentence says what was seen. */
export function FurtherFinding({ finding, fixes }: Card): JSX.Element {
  return (
    <details class={`finding finding-${finding.severity}`} id={`finding-${finding.id}`}>
      <summary class="finding-saw">
        <VerdictMark tone={finding.severity} />
        <span>{finding.saw}</span>
      </summary>
      <Answer finding={finding} fixes={fixes} />
    </details>
  )
}

function Answer({ finding, fixes }: Card): JSX.Element {
  const snippets = fixes.length > 0 ? fixes : finding.snippets
  return (
    <>
      <p class="finding-fix">
        <Prose text={finding.fix} />
      </p>
      <Snippets
        snippets={snippets}
        preferred={finding.client?.library ?? null}
        title="Write this instead"
        isAside
      />
      <p class="finding-why">
        <Prose text={finding.why} />
      </p>
      <p class="finding-foot">
        <code>{finding.id}</code>
        {sure[finding.confidence] !== '' && <span>{sure[finding.confidence]}</span>}
        {finding.evidence.length > 0 && (
          <span>
            proved by{' '}
            {finding.evidence.map((n) => (
              <button type="button" class="finding-entry" key={n} onClick={() => goToEntry(n)}>
                line {n}
              </button>
            ))}
          </span>
        )}
      </p>
    </>
  )
}
