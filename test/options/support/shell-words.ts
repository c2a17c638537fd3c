import { execFileSync } from '../../support/programs/processes.ts'

/** The words of a line as a shell reads them. */
export function shellWords(line: string): readonly string[] {
  return execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1)
}
