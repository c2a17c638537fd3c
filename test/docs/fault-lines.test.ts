import { describe, expect, it } from 'vitest'
import { execFileAsync as run } from '../support/programs/processes.ts'
import { parseArguments } from '../../src/cli/args.ts'
import { sharedFlags } from '../../src/cli/flags.ts'
import { commandOptions } from '../../src/cli/options.ts'
import { codeBlocks, read } from './documents.ts'

/** What a command of a document is given, as a shell hands it over. */
async function givenBy(command: string): Promise<{ argv: readonly string[]; faults: string | null }> {
  const print = `${process.execPath} -e 'console.log(JSON.stringify([process.argv.slice(1), process.env.FOURPORT_FAULTS]))' --`
  const { stdout } = await run('sh', ['-c', command.replace(/\bfourport\b/, () => print)])
  const [argv, faults] = JSON.parse(stdout) as [string[], string | null]
  return { argv, faults }
}

const commands = codeBlocks('docs/command.md')
  .filter(({ language }) => language === 'sh')
  .flatMap(({ code }) => code.trim().split('\n'))
  .filter((command) => /fault/i.test(command))

describe('faults in docs/command.md', () => {
  it.each(commands)('are taken by the command: %s', async (command) => {
    const { argv, faults } = await givenBy(command)
    const options = await commandOptions(parseArguments(argv, sharedFlags()).options, {
      ...(faults !== null && { FOURPORT_FAULTS: faults }),
    })
    expect(options.faults.length).toBeGreaterThan(0)
  })

  it('are there', () => expect(commands.length).toBeGreaterThan(3))

  it('are refused in the words that it quotes', async () => {
    const [, flag = '', words = ''] = /`--fault: (".*?"): (fault: .*?;) …/.exec(read('docs/command.md')) ?? []
    const refused = commandOptions({ faults: [JSON.parse(flag)] }, {})
    await expect(refused).rejects.toThrow(`--fault: ${flag}: ${words}`)
    await expect(refused).rejects.toThrow(/ Did you mean code\?$/)
  })
})
