import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** At most two lines; a longer one is unfolded by a button. */
export function MessageSubject({ subject }: { subject: string }): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null)
  const [isCut, setCut] = useState(false)
  const [all, showAll] = useState(false)
  useLayoutEffect(() => {
    const { scrollHeight = 0, clientHeight = 0 } = heading.current ?? {}
    setCut(scrollHeight > clientHeight + 1)
  }, [subject])
  return (
    <div class="head-title">
      <h2
        class={`head-subject ${all ? '' : 'head-subject-cut'}`}
        ref={heading}
        title={isCut ? subject : undefined}
      >
        {subject || '(no subject)'}
      </h2>
      {isCut && (
        <button type="button" class="head-more" aria-expanded={all} onClick={() => showAll(!all)}>
          {all ? 'Two lines' : 'Whole subject'}
        </button>
      )}
    </div>
  )
}
