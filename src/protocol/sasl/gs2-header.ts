/** What SCRAM and OAUTHBEARER begin with (RFC 5801 §4). */
export interface Gs2Header {
  /** `n`: none; `y`: the client could, and believes that this server cannot; `p`: it asks for one. */
  readonly channelBinding: 'n' | 'y' | 'p'
  /** Of which type the one is that it asks for; null: it asks for none. */
  readonly bindingType: string | null
  /** Whom to act as; null: the user that logs in. */
  readonly authzid: string | null
  /** As it was written, its last comma included. */
  readonly text: string
  readonly rest: string
}

const form = /^(?:(n|y)|p=([A-Za-z0-9.-]+)),(?:a=([^,]+))?,/

/** null: it does not begin so. */
export function readGs2Header(data: string): Gs2Header | null {
  const found = form.exec(data)
  if (found === null) return null
  const [text, flag, bindingType = null, name] = found
  const authzid = name === undefined ? null : decodeSaslName(name)
  if (name !== undefined && authzid === null) return null
  const channelBinding = bindingType === null ? (flag as 'n' | 'y') : 'p'
  return { channelBinding, bindingType, authzid, text, rest: data.slice(text.length) }
}

/** `=2C` is a comma, `=3D` an equals sign, and no other `=` is allowed (RFC 5802 §5.1); null: one stood there. */
export function decodeSaslName(name: string): string | null {
  if (/=(?!2C|3D)/.test(name)) return null
  return name.replaceAll('=2C', ',').replaceAll('=3D', '=')
}
