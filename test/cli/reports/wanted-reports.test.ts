import { describe, expect, it } from 'vitest'
import { formatNames, wantedReports } from '../../../src/cli/reports/wanted-reports.ts'

describe('--report', () => {
  it.each([
    [[], null, []],
    [['json'], 'json', []],
    [['json=-'], 'json', []],
    [['junit=a.xml'], null, [['junit', 'a.xml']]],
    [
      ['junit=a.xml', 'html=b/c.html', 'terminal'],
      'terminal',
      [
        ['junit', 'a.xml'],
        ['html', 'b/c.html'],
      ],
    ],
    [['json', 'terminal=a.txt'], 'json', [['terminal', 'a.txt']]],
    [['json=a=b.json'], null, [['json', 'a=b.json']]],
    [['json', 'json', 'sarif=a', 'sarif=./a'], 'json', [['sarif', 'a']]],
  ] as const)('%j', (given, stdout, files) => {
    const expected = files.map(([format, path]) => ({ format, path }))
    expect(wantedReports(given)).toEqual({ stdout, files: expected })
  })

  it.each([
    [['jsn'], 'OPTION_INVALID', '--report "jsn" is not a format.', 'Did you mean json?'],
    [['JSON=a'], 'OPTION_INVALID', '--report "JSON=a" is not a format.', 'Did you mean json?'],
    [[''], 'OPTION_INVALID', '--report "" is not a format.', `The formats are ${formatNames.join(', ')}.`],
    [['json='], 'OPTION_INVALID', '--report "json=" has no file after its “=”.', 'Write --report json=FILE'],
    [
      ['json', 'junit'],
      'OPTION_CONFLICT',
      '--report json and --report junit go to the same place.',
      '--report junit=FILE',
    ],
    [
      ['json=a', 'html=./a'],
      'OPTION_CONFLICT',
      '--report json=./a and --report html=./a go to the same place.',
      'a file of its own',
    ],
  ] as const)('%j is refused', (given, code, message, help) => {
    expect(() => wantedReports(given)).toThrow(
      expect.objectContaining({ code, message, help: expect.stringContaining(help) as string }),
    )
  })
})
