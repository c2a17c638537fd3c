import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inCi } from '../../../src/cli/reports/expected-report.ts'
import { readyToTell, tellReport, type TellOptions } from '../../../src/cli/reports/tell-report.ts'
import { wantedReports } from '../../../src/cli/reports/wanted-reports.ts'
import { writeWholeFile } from '../../../src/cli/reports/whole-file.ts'
import type { VerifyReport } from '../../../src/model/verify.ts'
import { carefulReport, carelessReport } from '../../support/verify-report.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fourport-report-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const at = (...path: readonly string[]): string => join(folder, ...path)

interface Given {
  readonly report?: VerifyReport
  readonly wanted?: readonly string[]
  readonly expect?: { readonly update?: boolean; readonly ci?: boolean }
  readonly output?: TellOptions['output']
  readonly whole?: boolean
}

/** What the command does with a report: exit code, and what came out. */
async function told({
  report = carefulReport(),
  wanted = [],
  expect: given,
  output = 'all',
  whole = false,
}: Given): Promise<{
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}> {
  const options: TellOptions = {
    reports: wantedReports(wanted),
    expect: given === undefined ? null : { file: at('expected.json'), update: false, ci: false, ...given },
    color: 'auto',
    output,
    whole,
    transcripts: false,
  }
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const said = Promise.all([text(stdout), text(stderr)])
  try {
    const code = await tellReport(report, options, await readyToTell(options), { stdout, stderr })
    stdout.end()
    stderr.end()
    const [out, error] = await said
    return { code, stdout: out, stderr: error }
  } finally {
    stdout.end()
    stderr.end()
  }
}

describe('reports of a client', () => {
  it('go to standard output as a table, and the exit code says whether it is verified', async () => {
    const proven = await told({})
    expect(proven).toMatchObject({ code: 0, stderr: '' })
    expect(proven.stdout).toMatch(/Proven on 25/)
    expect((await told({ report: carelessReport() })).code).toBe(1)
  })

  it('are quiet where all is as it must be, and tell all where it is not', async () => {
    expect(await told({ output: 'quiet' })).toEqual({ code: 0, stdout: '', stderr: '' })
    const failed = await told({ output: 'quiet', report: carelessReport() })
    expect(failed).toMatchObject({ code: 1, stdout: expect.stringContaining('Failed: ') as string })
    // What fails as it did is as expected.
    const known = { output: 'quiet', report: carelessReport(), expect: {} } as const
    expect(await told(known)).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(await told(known)).toEqual({ code: 0, stdout: '', stderr: '' })
    const changed = await told({ ...known, report: carefulReport() })
    expect(changed).toMatchObject({ code: 1, stdout: expect.stringContaining('Proven') as string })
    expect(changed.stderr).toContain('not as expected by')
  })

  it('go to standard output in the form that was asked for, however quiet', async () => {
    const { stdout } = await told({ output: 'quiet', wanted: ['json'] })
    expect(JSON.parse(stdout)).toEqual(carefulReport())
  })

  it('are an object a line for programs, with what became of the expectation, and nothing beside', async () => {
    const given = { output: 'json', expect: {} } as const
    const objects = ({ stdout }: { readonly stdout: string }): unknown[] =>
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown)
    const first = await told(given)
    expect(first).toMatchObject({ code: 0, stderr: '' })
    expect(objects(first)).toEqual([
      { type: 'expectation', asExpected: true, lines: [expect.stringContaining('Written: ') as string] },
      { type: 'report', ...carefulReport() },
    ])
    const changed = await told({ ...given, report: carelessReport() })
    expect(changed).toMatchObject({ code: 1, stderr: '' })
    expect(objects(changed)[0]).toMatchObject({ type: 'expectation', asExpected: false })
    await expect(told({ output: 'json', wanted: ['markdown'] })).rejects.toMatchObject({
      code: 'OPTION_CONFLICT',
      message: '--json and --report markdown both go to standard output.',
    })
  })

  it('go to as many files as are named, in folders that are made', async () => {
    const wanted = [`json=${at('a.json')}`, `junit=${at('deep', 'er', 'b.xml')}`, `terminal=${at('c.txt')}`]
    const { stdout } = await told({ wanted })
    expect(JSON.parse(readFileSync(at('a.json'), 'utf8'))).toEqual(carefulReport())
    expect(readFileSync(at('deep', 'er', 'b.xml'), 'utf8')).toMatch(/^<\?xml /)
    expect(readFileSync(at('c.txt'), 'utf8')).toContain('\nRules that were applied\n')
    expect(stdout).not.toContain('Rules that were applied')
    const { stdout: whole } = await told({ wanted: [], whole: true })
    expect(readFileSync(at('c.txt'), 'utf8')).toBe(whole)
    expect(readdirSync(folder)).toEqual(['a.json', 'c.txt', 'deep'])
  })

  it('leave standard output to the form that has no file, and to it alone', async () => {
    const { stdout, stderr } = await told({ wanted: ['json'], expect: {} })
    expect(JSON.parse(stdout)).toEqual(carefulReport())
    expect(stderr).toMatch(/^Written: .*expected\.json\. Later runs are compared with it\.\n$/)
  })

  it.each([
    ['that is a folder', () => folder],
    ['below a file', () => at('file', 'a.json')],
  ])('are tried before anything is run, with an error for a path %s', async (_what, path) => {
    writeFileSync(at('file'), 'kept')
    const options = {
      reports: wantedReports([`json=${path()}`]),
      expect: null,
      color: 'auto',
      output: 'all',
      transcripts: false,
      whole: false,
    } as const
    await expect(readyToTell(options)).rejects.toMatchObject({
      code: 'REPORT_UNWRITABLE',
      message: expect.stringContaining(`Cannot write the report to "${path()}": `) as string,
    })
    expect(readFileSync(at('file'), 'utf8')).toBe('kept')
    expect(readdirSync(folder)).toEqual(['file'])
  })

  it('that can be written are, where one of them cannot any more', async () => {
    const options: TellOptions = {
      reports: wantedReports([`json=${at('a', 'a.json')}`, `json=${at('b.json')}`]),
      expect: null,
      color: 'auto',
      output: 'all',
      transcripts: false,
      whole: false,
    }
    const ready = await readyToTell(options)
    rmSync(at('a'), { recursive: true })
    writeFileSync(at('a'), '')
    const streams = { stdout: new PassThrough().resume(), stderr: new PassThrough().resume() }
    await expect(tellReport(carefulReport(), options, ready, streams)).rejects.toMatchObject({
      code: 'REPORT_UNWRITABLE',
    })
    expect(JSON.parse(readFileSync(at('b.json'), 'utf8'))).toEqual(carefulReport())
  })
})

describe('a file that is written whole', () => {
  it('is the old one for a reader that has it open, and keeps its rights', async () => {
    writeFileSync(at('a'), 'old')
    chmodSync(at('a'), 0o640)
    const open = openSync(at('a'), 'r')
    await writeWholeFile(at('a'), 'new, and longer')
    expect(readFileSync(open, 'utf8')).toBe('old')
    expect(readFileSync(at('a'), 'utf8')).toBe('new, and longer')
    expect(statSync(at('a')).mode & 0o777).toBe(0o640)
    expect(readdirSync(folder)).toEqual(['a'])
  })

  it('stays after the link that leads to it', async () => {
    mkdirSync(at('real'))
    writeFileSync(at('real', 'a'), 'old')
    symlinkSync(join('real', 'a'), at('link'))
    await writeWholeFile(at('link'), 'new')
    expect(readlinkSync(at('link'))).toBe(join('real', 'a'))
    expect(readFileSync(at('real', 'a'), 'utf8')).toBe('new')
  })

  it('is no device: that is written to, and stays one', async () => {
    await writeWholeFile('/dev/null', 'gone')
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
  })
})

describe('--expect', () => {
  it('writes what is expected the first time, and says so', async () => {
    const { code, stderr } = await told({ report: carelessReport(), expect: {} })
    expect(code).toBe(0)
    expect(stderr).toMatch(/^Written: .*expected\.json\. Later runs are compared with it\.\n$/)
    expect(readFileSync(at('expected.json'), 'utf8')).toContain('"cert-expired"')
  })

  it('passes what fails as it did before, and fails what changed', async () => {
    await told({ report: carelessReport(), expect: {} })
    const same = await told({ report: carelessReport(), expect: { ci: true } })
    expect(same.code).toBe(0)
    expect(same.stderr).toMatch(/^As expected by .*expected\.json\.\n$/)
    const better = await told({ report: carefulReport(), expect: { ci: true } })
    expect(better.code).toBe(1)
    expect(better.stderr.split('\n')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\d+ cells are not as expected by .*expected\.json:$/),
        'cert-expired on 587: was accepted; now reported',
        'If this is intended, run it again with --update.',
      ]),
    )
  })

  it('takes today’s report for what is expected with --update, whatever was there', async () => {
    writeFileSync(at('expected.json'), 'not JSON')
    const { code, stderr } = await told({ expect: { update: true } })
    expect(code).toBe(0)
    expect(stderr).toContain('Updated: ')
    expect((await told({ expect: { ci: true } })).code).toBe(0)
  })

  it('writes none in CI, and says so before the client is run', async () => {
    await expect(told({ expect: { ci: true } })).rejects.toMatchObject({
      code: 'EXPECTATION_UNREADABLE',
      message: `The expectation "${at('expected.json')}" does not exist, and CI does not write one.`,
    })
    expect(readdirSync(folder)).toEqual([])
  })

  it('refuses what is no expectation before the client is run', async () => {
    writeFileSync(at('expected.json'), '{"version":7}')
    await expect(told({ expect: {} })).rejects.toMatchObject({ code: 'EXPECTATION_UNREADABLE' })
  })

  it.each([
    [{}, false],
    [{ CI: '' }, false],
    [{ CI: 'false' }, false],
    [{ CI: '0' }, false],
    [{ CI: 'true' }, true],
    [{ CI: '1' }, true],
    [{ CI: 'woodpecker' }, true],
  ])('with %j in the environment: CI is %j', (env, ci) => {
    expect(inCi(env)).toBe(ci)
  })
})
