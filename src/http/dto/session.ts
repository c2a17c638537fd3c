import type { ApiOnPurpose, ApiSessionSummary } from '../../model/api.ts'
import type { Verdict } from '../../model/finding.ts'
import type { SessionRecord } from '../../model/session-record.ts'

/** A session in a list. */
export function toSessionSummary(
  record: SessionRecord,
  verdict: Verdict,
  onPurpose: ApiOnPurpose | null,
): ApiSessionSummary {
  return {
    id: record.id,
    port: record.port,
    remote: record.remote,
    startedAt: record.startedAt,
    durationMs: record.durationMs,
    speaker: record.speaker,
    clientName: record.clientName,
    tls: record.tls,
    user: record.user,
    messages: record.messages,
    outcome: verdict.outcome,
    summary: verdict.summary,
    client: verdict.client,
    tlsLibrary: verdict.tlsLibrary,
    findings: verdict.findings.map(({ id, severity, saw }) => ({ id, severity, saw })),
    onPurpose,
  }
}
