import { parseAst } from 'vite'
import { describe, expect, it } from 'vitest'
import { readSource } from '../../scripts/repeats.js'

/** More than this and a class is several things. */
const mostMembers = 20

interface Node {
  readonly type?: string
  readonly [key: string]: unknown
}

/** The public members of each class in a text, by its name; a getter and its setter are one. */
function membersOf(name: string, text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>()
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) for (const one of node) visit(one)
    else if (typeof node === 'object' && node !== null) {
      const { type, id, body } = node as Node
      if (type === 'ClassDeclaration' || type === 'ClassExpression') {
        const own = (body as { readonly body: readonly Member[] }).body.flatMap(publicName)
        found.set(`${name} ${(id as { name?: string } | null)?.name ?? 'a class'}`, new Set(own))
      }
      for (const value of Object.values(node)) visit(value)
    }
  }
  visit(parseAst(text, { lang: name.endsWith('x') ? 'tsx' : 'ts' }))
  return found
}

interface Member {
  readonly type: string
  readonly key?: { readonly type: string; readonly name?: string; readonly value?: string }
  readonly kind?: string
  readonly accessibility?: string | null
  readonly computed?: boolean
}

function publicName({ type, key, kind, accessibility, computed }: Member): readonly string[] {
  if (key === undefined || key.type === 'PrivateIdentifier' || kind === 'constructor') return []
  if (accessibility === 'private' || accessibility === 'protected') return []
  return [computed === true ? `[${type}]` : (key.name ?? key.value ?? type)]
}

describe('a class', () => {
  it('has at most twenty public members', () => {
    const sources = Object.entries(readSource()).filter(([name]) => /\.tsx?$/.test(name))
    const classes = sources.flatMap(([name, text]) => [...membersOf(name, text)])
    expect(classes.length).toBeGreaterThan(50)
    const large = classes.filter(([, members]) => members.size > mostMembers)
    expect(large.map(([name, members]) => `${name}: ${members.size}`)).toEqual([])
  })

  it('is counted without what is private, a getter with its setter', () => {
    const text = `class A { constructor(b) {} #c = 1; private d = 2; e = 3; get f() { return 1 } set f(g) {} static h() {} #i() {} }`
    expect([...(membersOf('a.ts', text).get('a.ts A') ?? [])]).toEqual(['e', 'f', 'h'])
  })
})
