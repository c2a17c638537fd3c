import type { ReportFormat } from './report-format.ts'

/** What JSON leaves as it is (RFC 8259 §7), and a terminal does not: C1 controls, and what turns text round. */
const left = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g

/** The report as it is: verify.schema.json in the package describes it. */
export const jsonFormat: ReportFormat = {
  name: 'json',
  purpose: 'everything, for programs',
  write: jsonText,
}

/** JSON that may also be looked at; what is read of it is what was written. */
export function jsonText(value: object): string {
  const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  return `${JSON.stringify(value, null, 2).replace(left, escaped)}\n`
}
