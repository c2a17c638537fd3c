import { setupSnippet } from '../diagnosis/snippets.ts'
import type { Finding, FixSnippet } from '../model/finding.ts'
import { profiles } from '../model/port-profile.ts'
import type { VerifyFault, VerifyFaultCode } from '../model/verify.ts'
import { localhostNote } from './localhost-trust.ts'
import { passingCaFile } from './passing-ca-file.ts'
import type { Trial } from './trial.ts'

/** Codes that settings may mend: TLS demanded, the CA given, the certificate looked at. What versions it speaks is the platform's. */
const bySettings: ReadonlySet<VerifyFaultCode> = new Set<VerifyFaultCode>([
  'password-unencrypted',
  'login-unencrypted',
  'message-unencrypted',
  'envelope-unencrypted',
  'password-to-unproven-server',
  'message-to-unproven-server',
  'envelope-to-unproven-server',
  'not-delivered',
  'hung',
])

/** What the diagnosis says that is the cause; null: it says nothing, or the scenario alone is to blame. */
export function findingOf(code: VerifyFaultCode, trial: Trial): Finding | null {
  if (!bySettings.has(code)) return null
  const { verdicts, scenario } = trial
  const findings = verdicts
    .flatMap((verdict) => verdict.findings)
    .map((finding) => inItsWords(finding, trial))
  if (code === 'password-unencrypted') {
    const leak = findings.find(({ id }) => id === 'credentials-unencrypted') ?? null
    // The session may show neither the CA nor that there is a login: a scenario has taken them away.
    return leak && { ...leak, fix: `${leak.fix}${localhostNote(trial)}`, snippets: settingsFor(trial) }
  }
  const isOwn = code === 'not-delivered' || (code === 'hung' && scenario.group === 'control')
  return isOwn ? (findings.find(({ severity }) => severity === 'error') ?? null) : null
}

const caIsIn: Readonly<Record<Trial['kind'], string>> = {
  command: 'SMTP_CA_FILE',
  function: 'the `caFile` of its target',
  unseen: passingCaFile,
}

/** The CA of this run by the name under which the client was told of it. */
function inItsWords(finding: Finding, { kind }: Trial): Finding {
  return { ...finding, fix: finding.fix.replace(passingCaFile, caIsIn[kind]) }
}

/** The lines to write: of the finding, else the settings that are recommended on this port, for this library where it is known. */
export function fixOf(code: VerifyFaultCode, trial: Trial, finding: Finding | null): VerifyFault['fix'] {
  if (!bySettings.has(code)) return null
  const [line] = finding?.snippets ?? []
  if (line !== undefined) return { code: line.code, language: line.language, library: line.label }
  // What it waits for is in no settings.
  if (code === 'hung') return null
  // They are right where it delivers to another server that is in order.
  if (code === 'not-delivered' && trial.control?.delivered === true) return null
  // Who looks at the purpose of a certificate is the TLS library: no setting of a mail client does.
  if (trial.scenario.name === 'cert-client-only') return null
  const { code: lines, language, label } = settingsFor(trial)[0]!
  return { code: lines, language, library: label }
}

/** What is recommended on this port: for its library where that is known, and in the words that every client has. */
function settingsFor(trial: Trial): readonly [FixSnippet, ...FixSnippet[]] {
  const { profile, tls } = trial.port
  const target = {
    host: 'localhost',
    port: profiles[profile].defaultPort,
    tls,
    caFile: tls === 'none' ? null : trial.caFile,
    serverName: null,
    login: trial.login,
    user: null,
  }
  const [own, plain] = [setupSnippet(clientOf(trial), target), setupSnippet(null, target)]
  return own.library === plain.library ? [plain] : [own, plain]
}

function clientOf({ verdicts, control }: Trial): string | null {
  return (verdicts.find(({ client }) => client !== null)?.client ?? control?.client)?.library ?? null
}
