import type { ProfileName } from '../../model/port-profile.ts'

/** Options as they come together from the variables of another catcher, one by one. */
export interface Draft {
  readonly values: Record<string, unknown>
  /** The listener that stands for the catcher's own. */
  readonly listener: { profile: ProfileName; port: number; host?: readonly string[] }
  /** Somebody has to log in. */
  requiresLogin: boolean
}

/** Puts a variable's value into the draft; false: it has no counterpart here. */
export type Put = (draft: Draft, value: string, env: Environment) => void | false

export type Environment = Readonly<Record<string, string | undefined>>

/** What a program in Go takes for yes. */
export function isOn(value: string): boolean {
  return ['1', 'true', 'yes'].includes(value.toLowerCase())
}

/** It is so here in any case. */
export const isSo: Put = () => undefined

/** The text as it is, for an option that reads it. */
export function asText(name: string): Put {
  return ({ values }, value) => void (values[name] = value)
}

/** A number, of which 0 means that there is no limit; then the default of the option holds. */
export function asLimit(name: string): Put {
  return ({ values }, value) => {
    if (value !== '0') values[name] = value
  }
}

/** `0.0.0.0:1025`, `[::]:1025`, `:1025`; null: a socket file, or nothing of the kind. */
function readAddress(
  text: string,
): { readonly host: readonly string[] | null; readonly port: number } | null {
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*)):(\d{1,5})$/.exec(text)
  if (match === null) return null
  const host = match[1] ?? match[2] ?? ''
  return { host: host === '' ? null : [host], port: Number(match[3]) }
}

export const mailAddress: Put = ({ listener }, value) => {
  const address = readAddress(value)
  if (address === null) return false
  listener.port = address.port
  if (address.host !== null) listener.host = address.host
}

export const pageAddress: Put = ({ values }, value) => {
  const address = readAddress(value)
  if (address === null) return false
  values['http'] = address.port
  if (address.host !== null) values['httpHost'] = address.host
}

/** A path that page and API are beneath. A server without a page has none. */
export const webPath: Put = ({ values }, value) => {
  if (values['http'] !== 'off') values['webRoot'] = value
}

/** Origins that may read the API. Every origin at once is not possible here. */
export const origins: Put = ({ values }, value) => {
  const given = value.split(',').map((one) => one.trim())
  if (!given.every((one) => URL.canParse(one) && new URL(one).origin === one)) return false
  values['corsOrigins'] = given
}
