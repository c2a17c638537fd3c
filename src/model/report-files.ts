/** Every form of a report that is a file: as `--report` names it, its media type, and what the file is called. */
export const reportFiles = Object.freeze({
  json: { type: 'application/json', file: 'fourport-verify.json' },
  junit: { type: 'application/xml', file: 'fourport-verify.xml' },
  markdown: { type: 'text/markdown; charset=utf-8', file: 'fourport-verify.md' },
  html: { type: 'text/html; charset=utf-8', file: 'fourport-verify.html' },
  sarif: { type: 'application/sarif+json', file: 'fourport-verify.sarif' },
} as const)

export type ReportForm = keyof typeof reportFiles

export const reportForms: readonly ReportForm[] = Object.freeze(Object.keys(reportFiles) as ReportForm[])
