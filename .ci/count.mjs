// Adds up the reports of vitest's JSON reporter: node .ci/count.mjs REPORT…
import { existsSync, readFileSync } from 'node:fs'

let passed = 0
let failed = 0
let skipped = 0
for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    // The run died before it could report: that is a failure, not nothing.
    failed += 1
    continue
  }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  passed += report.numPassedTests
  failed += report.numFailedTests
  skipped += report.numPendingTests + report.numTodoTests
  // A file that does not load has no tests to count.
  failed += report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
}
process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`)
