import type { TlsAlert } from '../../model/observation.ts'

/** RFC 8446 §6, with the older ones of RFC 5246 §7.2 and RFC 6066 §9 that clients still send. */
const alertNames: ReadonlyMap<number, string> = new Map([
  [0, 'close_notify'],
  [10, 'unexpected_message'],
  [20, 'bad_record_mac'],
  [21, 'decryption_failed'],
  [22, 'record_overflow'],
  [30, 'decompression_failure'],
  [40, 'handshake_failure'],
  [41, 'no_certificate'],
  [42, 'bad_certificate'],
  [43, 'unsupported_certificate'],
  [44, 'certificate_revoked'],
  [45, 'certificate_expired'],
  [46, 'certificate_unknown'],
  [47, 'illegal_parameter'],
  [48, 'unknown_ca'],
  [49, 'access_denied'],
  [50, 'decode_error'],
  [51, 'decrypt_error'],
  [60, 'export_restriction'],
  [70, 'protocol_version'],
  [71, 'insufficient_security'],
  [80, 'internal_error'],
  [86, 'inappropriate_fallback'],
  [90, 'user_canceled'],
  [100, 'no_renegotiation'],
  [109, 'missing_extension'],
  [110, 'unsupported_extension'],
  [111, 'certificate_unobtainable'],
  [112, 'unrecognized_name'],
  [113, 'bad_certificate_status_response'],
  [114, 'bad_certificate_hash_value'],
  [115, 'unknown_psk_identity'],
  [116, 'certificate_required'],
  [120, 'no_application_protocol'],
])

/** OpenSSL's name of an alert, as in `tlsv1 alert unknown ca`, to its number. OpenSSL spells one of them its own way. */
const numbersByName: ReadonlyMap<string, number> = new Map([
  ...[...alertNames].map(([number, name]) => [name.toUpperCase(), number] as const),
  ['USER_CANCELLED', 90],
])

/**
 * OpenSSL 3.0 says `SSLV3`, `TLSV1` or `TLSV13` by the version that brought the alert, 3.2 and later `SSL/TLS` for the
 * oldest ones; those of RFC 6066 go without the word ALERT.
 */
const alertCode = /^ERR_SSL_(?:SSLV3|TLSV1|TLSV13|SSL\/TLS)_(?:ALERT_)?([A-Z_]+)$/

/** The name of an alert by its number; `alert_7` for one without. */
export function alertName(number: number): string {
  return alertNames.get(number) ?? `alert_${number}`
}

/** The alert a peer sent, from the code of Node's error (`ERR_SSL_TLSV1_ALERT_UNKNOWN_CA`); null where the error is no alert. */
export function alertFromErrorCode(code: string): TlsAlert | null {
  const number = numbersByName.get(alertCode.exec(code)?.[1] ?? '')
  return number === undefined ? null : { number, name: alertName(number) }
}

/** An unencrypted alert record at the start of `bytes` (RFC 8446 §5.1 and §6): `15 03 0x 00 02 level description`. */
export function plainAlert(bytes: Buffer): TlsAlert | null {
  const [type, major, minor, lengthHigh, lengthLow, level, number] = bytes
  if (type !== 0x15 || major !== 3 || minor === undefined || minor > 4) return null
  if (lengthHigh !== 0 || lengthLow !== 2 || (level !== 1 && level !== 2) || number === undefined) return null
  return { number, name: alertName(number) }
}
