/**
 * Imported first by every command here and in bench/: with `--help` or `-h` it prints what the command says of itself, its
 * first comment, and ends before the command begins.
 */
import { readFileSync } from 'node:fs'

if (process.argv.slice(2).some((word) => word === '--help' || word === '-h')) {
  const [, comment = ''] = /\/\*\*(.*?)\*\//s.exec(readFileSync(process.argv[1], 'utf8')) ?? []
  const lines = comment.split('\n').map((line) => line.replace(/^ \* ?/, '').trimEnd())
  console.log(lines.join('\n').trim())
  process.exit(0)
}
