import { describe, expect, it } from 'vitest'
import { errorCatalogue } from '../../src/base/error-catalogue.ts'
import { FourportError } from '../../src/base/errors.ts'
import { verifyFlags } from '../../src/cli/verify/flags.ts'
import { anchor, headings, read } from './documents.ts'

describe('docs/errors.md', () => {
  it('has a paragraph for every error code, and for no other', () => {
    const documented = headings('docs/errors.md').filter((heading) => /^[A-Z_]+$/.test(heading))
    expect(documented.toSorted()).toEqual(Object.keys(errorCatalogue).toSorted())
  })

  it('says more of each than its heading', () => {
    const sections = read('docs/errors.md').split(/^## /m).slice(1)
    expect(sections.filter((section) => section.split('\n').slice(1).join(' ').trim().length < 80)).toEqual(
      [],
    )
  })

  it('names, as every remedy does, no option of the command that there is not', () => {
    // Those of Docker and of the kernel's tools.
    const foreign = ['--help', '--sysctl', '--network', '--cap-add']
    const ofServer = [...read('docs/options.md').matchAll(/--[a-z][a-z-]*/g)].map(([flag]) => flag)
    const flags = new Set([...ofServer, ...Object.keys(verifyFlags).map((name) => `--${name}`)])
    const named = [read('docs/errors.md'), ...Object.values(errorCatalogue)].flatMap((text) =>
      [...text.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)].map(([flag]) => flag),
    )
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((flag) => !flags.has(flag) && !foreign.includes(flag))).toEqual([])
  })

  it('is where the docs field of an error leads', () => {
    const error = new FourportError('PORT_IN_USE', 'Port 25 is taken.')
    const [path, fragment] = error.docs.split('#')
    expect(headings(path ?? '').map(anchor)).toContain(fragment)
  })
})
