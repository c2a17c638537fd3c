import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { execFileAsync as run } from '../support/programs/processes.ts'

const root = join(import.meta.dirname, '../..')

/** Those of bench/, and of scripts/ those that read their command line or are run by npm. */
const commands = [
  ...filesIn('bench', false),
  ...filesIn('scripts', true).filter(
    (file) => file !== 'scripts/help.js' && (npmRuns(file) || textOf(file).includes('process.argv')),
  ),
]

describe('a command of bench/ or scripts/', () => {
  it('is found', () => {
    expect(commands).toEqual(expect.arrayContaining(['bench/connection.js', 'scripts/mailpit/record.js']))
  })

  it.each(commands)('%s --help prints what it says of itself, and does nothing else', async (file) => {
    const { stdout } = await run(process.execPath, [file, '--help'], { cwd: root, timeout: 30_000 })
    const [, comment = ''] = /\/\*\*(.*?)\*\//s.exec(textOf(file)) ?? []
    expect(wordsOf(stdout)).toEqual(wordsOf(comment.replaceAll(/^ \*/gm, '')))
    expect(wordsOf(stdout).length).toBeGreaterThan(5)
  })

  it.each(['rounds', '0', 'NaN', '-1'])('says what is expected where its number is %s', async (number) => {
    const failed = run(process.execPath, ['bench/connection.js', number], { cwd: root, timeout: 30_000 })
    await expect(failed).rejects.toThrow(`rounds is "${number}"; give a number from 1 on, or --help`)
  })
})

function filesIn(folder: string, deep: boolean): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return deep ? filesIn(path, true) : []
    return entry.name.endsWith('.js') ? [path] : []
  })
}

function npmRuns(file: string): boolean {
  return textOf('package.json').includes(`node ${file}`)
}

function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}
