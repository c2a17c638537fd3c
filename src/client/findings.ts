import { checkFindingMatch } from '../base/finding-match.ts'
import { severities } from '../model/judgement.ts'
import { sinceMs } from '../base/since.ts'
import { checkWaitOptions } from '../base/wait-options.ts'
import { defaultQuietMs, defaultWaitMs, longestRequestWaitMs } from '../base/wait-times.ts'
import type { ApiFinding, ApiFindings } from '../model/api.ts'
import type { Http } from './http.ts'
import { longWait } from './long-wait.ts'
import type { FindingMatch } from '../model/finding.ts'
import type { Mailbox } from '../model/mailbox.ts'

/** The most that one request asks for. */
const limit = '1000'

/** Findings over HTTP: of the whole server, or what concerns one inbox. */
export function createFindings(http: Http, inboxId?: string): Pick<Mailbox, 'findings' | 'waitForFinding'> {
  const parametersOf = ({ since, ...match }: FindingMatch): URLSearchParams => {
    const parameters = new URLSearchParams()
    for (const [name, value] of Object.entries(match)) if (value !== undefined) parameters.set(name, value)
    const sinceTime = since === undefined ? undefined : sinceMs(since)
    if (sinceTime !== undefined) parameters.set('since', new Date(sinceTime).toISOString())
    if (inboxId !== undefined) parameters.set('inbox', inboxId)
    return parameters
  }
  return {
    async findings(match = {}, options) {
      checkFindingMatch('findings', match, severities)
      checkWaitOptions('findings', options, 'withinMs')
      const { withinMs = defaultQuietMs, signal } = options ?? {}
      const query = parametersOf(match)
      query.set('withinMs', String(Math.ceil(Math.min(withinMs, longestRequestWaitMs))))
      query.set('limit', limit)
      const { findings } = await http.json<ApiFindings>('GET', '/api/findings', { query, signal })
      return oldestSessionFirst(findings)
    },
    async waitForFinding(match = {}, options) {
      checkFindingMatch('waitForFinding', match, severities)
      checkWaitOptions('waitForFinding', options)
      const { timeoutMs = defaultWaitMs, signal } = options ?? {}
      const query = parametersOf(match)
      return longWait(timeoutMs, (timeout) => {
        query.set('timeoutMs', timeout)
        return http.json<ApiFinding>('GET', '/api/findings/wait', { query, signal })
      })
    },
  }
}

/** The API has the newest session first; within one session the order stays. */
function oldestSessionFirst(findings: readonly ApiFinding[]): readonly ApiFinding[] {
  const bySession = new Map<string, ApiFinding[]>()
  for (const finding of findings)
    bySession.set(finding.sessionId, [...(bySession.get(finding.sessionId) ?? []), finding])
  return [...bySession.values()].toReversed().flat()
}
