import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { ApiPort, ApiTestMail, ApiTestMailWanted } from '../../../model/api.ts'
import { send } from '../../api/http.ts'
import { useAttempts } from '../../lib/attempt.ts'
import { href } from '../../lib/route.ts'

type Settings = ApiTestMailWanted['settings']

/** What became of the last one, with the way to its session. */
function Result({ result: { sent, error, session } }: { result: ApiTestMail }): JSX.Element {
  const words = sent ? 'Sent' : `Not sent: ${error}`
  if (session === null) return <span>{words}</span>
  return (
    <a href={href(['sessions', session])} title={words}>
      {sent ? 'Sent: see it' : 'Not sent: see why'}
    </a>
  )
}

/** Sends over the real port, as any client does: rightly, or with the mistake that many make on such a port. */
export function SendTest({ port }: { port: ApiPort }): JSX.Element {
  const [result, setResult] = useState<ApiTestMail | null>(null)
  const [busy, setBusy] = useState<Settings | null>(null)
  const { failure, attempt } = useAttempts()
  const post = async (settings: Settings): Promise<void> => {
    setBusy(settings)
    setResult(null)
    try {
      setResult(await send<ApiTestMail>('POST', `ports/${encodeURIComponent(port.name)}/test-mail`, { settings }))
    } finally {
      setBusy(null)
    }
  } // prettier-ignore
  return (
    <span class="port-test">
      <span class="port-test-choice" role="group" aria-label={`Send a test to port ${port.port}`}>
        Send a test:
        {(['right', 'wrong'] as const).map((settings) => (
          <button
            key={settings}
            type="button"
            class="button"
            disabled={busy !== null}
            onClick={() => void attempt(post(settings))}
          >
            {settings}
          </button>
        ))}
      </span>
      <span class="port-test-result" role="status">
        {busy !== null && 'On its way…'}
        {result !== null && <Result result={result} />}
        {failure !== null && <span role="alert">{failure}</span>}
      </span>
    </span>
  )
}
