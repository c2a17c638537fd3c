import { filledIn } from './placeholders.ts'
import { type PresetName, presets } from './presets.ts'
import type { VerifyTarget } from './target.ts'

/** What the environment of a client has beside the variables that every one gets. */
export interface ExtraEnvironment {
  /** Name → value with placeholders. */
  readonly env: Readonly<Record<string, string>>
  readonly presets: readonly PresetName[]
  /** Trust the CA by SSL_CERT_FILE (OpenSSL, Go, Python, PHP, .NET) and NODE_EXTRA_CA_CERTS. */
  readonly caEnv: boolean
}

/** What a cell's client is told by its environment. Later ones win: the command's own, presets, `--env`. */
export function environmentOf(target: VerifyTarget, extra: ExtraEnvironment): Record<string, string> {
  const preset = extra.presets.flatMap((name) => Object.entries(presetFor(target, name)))
  const texts: Record<string, string> = {
    ...basic,
    ...(extra.caEnv && trusting),
    ...Object.fromEntries(preset),
    ...extra.env,
  }
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, filledIn(text, target)]))
}

/** Empty rather than left out where there is none, so that no variable from outside is taken for it. */
const basic: Readonly<Record<string, string>> = {
  SMTP_HOST: '{host}',
  SMTP_PORT: '{port}',
  SMTP_SECURE: '{secure}',
  SMTP_TLS: '{tls}',
  SMTP_USER: '{user}',
  SMTP_PASS: '{pass}',
  SMTP_FROM: '{from}',
  SMTP_TO: '{to}',
  SMTP_URL: '{url}',
  SMTP_CA_FILE: '{ca}',
}

const trusting: Readonly<Record<string, string>> = { SSL_CERT_FILE: '{ca}', NODE_EXTRA_CA_CERTS: '{ca}' }

function presetFor({ tls }: VerifyTarget, name: PresetName): Record<string, string> {
  return Object.fromEntries(
    Object.entries(presets[name]).map(([variable, value]) => [
      variable,
      typeof value === 'string' ? value : value[tls],
    ]),
  )
}
