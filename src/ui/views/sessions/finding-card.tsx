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

function goToEntry(n: number): void {
  const row = document.getElementById(`entry-${n}`)
  row?.scrollIntoView({ block: 'center' })
  row?.focus({ preventScroll: true })
}

/** What was seen, why it fails, and the lines to write instead, in the library the reader chooses. */
export function FindingCard({
  finding,
  fixes,
}: {
  finding: Finding
  fixes: readonly FixSnippet[]
}): JSX.Element {
  const title = `finding-${finding.id}`
  return (
    <section
      class={`finding finding-${finding.severity}`}
      id={title}
      aria-labelledby={`${title}-saw`}
      tabIndex={-1}
    >
      <h3 class="finding-saw" id={`${title}-saw`}>
        <VerdictMark tone={finding.severity} />
        <span>{finding.saw}</span>
      </h3>
      <p class="finding-why">
        <Prose text={finding.why} />
      </p>
      <p class="finding-fix">
        <strong>
          <Prose text={finding.fix} />
        </strong>
      </p>
      <Snippets
        snippets={fixes.length > 0 ? fixes : finding.snippets}
        preferred={finding.client?.library ?? null}
        title="Write this instead"
      />
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
    </section>
  )
}
