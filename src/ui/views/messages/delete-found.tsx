import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiDeleted } from '../../../model/api.ts'
import { send } from '../../api/http.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { plural } from '../../lib/format.ts'
import { readQuery } from '../../lib/query.ts'
import { ports } from '../../state/server.ts'

/** Deletes what is found, or all. Only ever what the words on the button say. */
export function DeleteFound({
  query,
  found,
  more,
}: {
  query: string
  found: number
  more: boolean
}): JSX.Element {
  const [failure, setFailure] = useState<string | null>(null)
  const { questions, problems } = readQuery(query, ports.get())
  const run = async (): Promise<void> => {
    const all = query === '' ? [new URLSearchParams({ all: 'true' })] : questions
    try {
      for (const params of all) await send<ApiDeleted>('DELETE', `messages?${params}`)
      setFailure(null)
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
    }
  }
  // A term that was not understood is not part of the question, so more would go than the reader sees.
  if (problems.length > 0) return <></>
  const words = query === '' ? 'Delete all' : 'Delete these'
  const question = more
    ? `Delete every one${query === '' ? '' : ' that matches'}?`
    : `Delete ${plural(found, 'message')}?`
  return (
    <>
      {failure && <span role="alert">{failure}</span>}
      <ConfirmButton class="quiet" question={question} onConfirm={run}>
        {words}
      </ConfirmButton>
    </>
  )
}
