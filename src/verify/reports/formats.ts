import { htmlFormat } from './html/html.ts'
import { jsonFormat } from './json.ts'
import { junitFormat } from './junit.ts'
import { markdownFormat } from './markdown.ts'
import type { ReportFormat } from './report-format.ts'
import { sarifFormat } from './sarif.ts'

/** Every form that a report is written in, but the terminal's, which the command has. A new one is a file and its row here. */
export const reportFormats: readonly ReportFormat[] = Object.freeze([
  jsonFormat,
  junitFormat,
  markdownFormat,
  htmlFormat,
  sarifFormat,
])
