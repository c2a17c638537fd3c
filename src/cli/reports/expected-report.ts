import { FourportError, messageOf, systemCode } from '../../base/errors.ts'
import { readFile } from 'node:fs/promises'
import type { VerifyReport } from '../../model/verify.ts'
import { changesSince, type Expectation, expectationText, readExpectation } from '../../verify/expectation.ts'
import { writeWholeFile } from './whole-file.ts'

/** How a report is held against an earlier one, as `--expect` and `--update` say. */
export interface ExpectOptions {
  readonly file: string
  /** Today's report becomes what is expected. */
  readonly update: boolean
  /** In CI nobody would commit a file that is written there. */
  readonly ci: boolean
}

/** What came of it. */
export interface ComparedReport {
  readonly asExpected: boolean
  /** What changed, or what was written. */
  readonly lines: readonly string[]
}

/** Every CI sets it. */
export function inCi(env: Readonly<Record<string, string | undefined>>): boolean {
  return !['', '0', 'false'].includes(env['CI']?.toLowerCase() ?? '')
}

/**
 * What is expected so far; null: the file is not there, and is to be written.
 * @throws FourportError EXPECTATION_UNREADABLE: it cannot be read, or it is not there and this is CI
 */
export async function readExpected({ file, update, ci }: ExpectOptions): Promise<Expectation | null> {
  try {
    const text = await readFile(file, 'utf8')
    return update ? null : readExpectation(text, file)
  } catch (error) {
    if (error instanceof FourportError) throw error
    const absent = systemCode(error) === 'ENOENT'
    if (absent && (update || !ci)) return null
    const what = absent ? 'does not exist, and CI does not write one' : `cannot be read: ${messageOf(error)}`
    throw new FourportError('EXPECTATION_UNREADABLE', `The expectation "${file}" ${what}.`, { cause: error })
  }
}

/**
 * Holds a report against what was expected, or writes it down where nothing was.
 * @throws FourportError REPORT_UNWRITABLE
 */
export async function holdAgainst(
  report: VerifyReport,
  expected: Expectation | null,
  { file, update }: ExpectOptions,
): Promise<ComparedReport> {
  if (expected === null) {
    await writeWholeFile(file, expectationText(report))
    return {
      asExpected: true,
      lines: [`${update ? 'Updated' : 'Written'}: ${file}. Later runs are compared with it.`],
    }
  }
  const changes = changesSince(expected, report)
  if (changes.length === 0) return { asExpected: true, lines: [`As expected by ${file}.`] }
  const count = changes.length === 1 ? 'One cell is' : `${changes.length} cells are`
  return {
    asExpected: false,
    lines: [
      `${count} not as expected by ${file}:`,
      ...changes,
      'If this is intended, run it again with --update.',
    ],
  }
}
