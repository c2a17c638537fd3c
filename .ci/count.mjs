// Adds up the reports of vitest's JSON reporter and names what failed, so that the end of a long log says it:
// node .ci/count.mjs REPORT…
import { existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'

let passed = 0
let failed = 0
let skipped = 0
const names = []
for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    // The run died before it could report: that is a failure, not nothing.
    failed += 1
    names.push(`${file}: the run wrote no report`)
    continue
  }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  skipped += report.numPendingTests + report.numTodoTests
  for (const { name, status, message, assertionResults } of report.testResults) {
    if (status !== 'failed') continue
    // A file that does not load has no tests to count.
    if (assertionResults.length === 0) {
      failed += 1
      names.push(`${relative('.', name)}: ${firstLine(message)}`)
    }
    for (const { fullName, status: how, failureMessages } of assertionResults)
      if (how === 'failed')
        names.push(`${relative('.', name)} › ${fullName}: ${firstLine(failureMessages[0])}`)
  }
}
for (const name of names) process.stdout.write(`failed: ${name}\n`)
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`)

function firstLine(text = '') {
  return text.split('\n', 1)[0].slice(0, 300)
}
