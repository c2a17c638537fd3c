/** Every regular expression of a source, whether it is written as a literal or made by `RegExp`. */
import { parseSync } from 'vite'

/**
 * The regular expressions of a file, in order. `source` is null where it depends on what is known only when it runs;
 * `code` is then how it is made.
 *
 * @returns {{ name: string, line: number, source: string | null, flags: string, code: string }[]}
 */
export function findRegexps(name, text) {
  const { program, errors } = parseSync(name, text)
  if (errors.length > 0) throw new Error(`${name} cannot be parsed: ${errors[0].message}`)
  const constants = constantsIn(program)
  const found = []
  const add = (node, value) =>
    found.push({
      name,
      line: text.slice(0, node.start).split('\n').length,
      source: value?.source ?? null,
      flags: value?.flags ?? '',
      code: text.slice(node.start, node.end),
    })
  // A method of strings makes one of a text that it is given.
  const isImplied = ({ type, callee, arguments: [first] = [] }) =>
    type === 'CallExpression' &&
    ['match', 'matchAll', 'search'].includes(callee.property?.name) &&
    (first?.type === 'TemplateLiteral' || typeof first?.value === 'string')
  walk(program, (node, parent) => {
    if (node.type === 'Literal' && node.regex) add(node, regexpOf(node, constants))
    else if (isMade(node)) add(node, regexpOf(node, constants))
    else if (isImplied(node)) add(node, null)
    // Under another name it could be called anywhere.
    else if (node.type === 'Identifier' && node.name === 'RegExp' && !isPlainUse(node, parent))
      add(node, null)
  })
  return found
}

const isMade = ({ type, callee }) =>
  (type === 'NewExpression' || type === 'CallExpression') &&
  (callee.name === 'RegExp' || callee.property?.name === 'RegExp')

function isPlainUse(node, parent) {
  const isProperty = parent.type === 'MemberExpression' && parent.property === node
  return (
    (isMade(parent) && parent.callee === node) ||
    parent.type.startsWith('TS') ||
    (parent.type === 'BinaryExpression' && parent.operator === 'instanceof') ||
    isProperty
  )
}

/** What is assigned to each `const` of a file; null where two have one name. */
function constantsIn(program) {
  const constants = new Map()
  walk(program, (node) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') return
    constants.set(node.id.name, constants.has(node.id.name) ? null : node.init)
  })
  return constants
}

/** The expression itself; null: it is not known before it runs. */
function regexpOf(node, constants) {
  if (node?.regex) return { source: node.regex.pattern, flags: node.regex.flags }
  if (node?.type === 'Identifier') return regexpOf(constants.get(node.name), constants)
  if (!node || !isMade(node)) return null
  const [pattern, flags] = node.arguments
  const source = textOf(pattern, constants) ?? regexpOf(pattern, constants)?.source ?? null
  const given = flags ? textOf(flags, constants) : ''
  return source === null || given === null ? null : { source, flags: given }
}

/** The text that an expression stands for; null: it is not known before it runs. */
function textOf(node, constants) {
  const all = (nodes) => {
    const texts = nodes.map((one) => textOf(one, constants))
    return texts.includes(null) ? null : texts
  }
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' ? node.value : null
    case 'Identifier':
      return textOf(constants.get(node.name), constants)
    case 'TemplateLiteral': {
      const values = all(node.expressions)
      return values && String.raw({ raw: node.quasis.map(({ value }) => value.cooked) }, ...values)
    }
    case 'BinaryExpression':
      return node.operator === '+' ? (all([node.left, node.right])?.join('') ?? null) : null
    case 'MemberExpression':
      return node.property.name === 'source' ? (regexpOf(node.object, constants)?.source ?? null) : null
    case 'CallExpression':
      return isJoin(node) ? (all(node.callee.object.elements)?.join(node.arguments[0].value) ?? null) : null
    default:
      return null
  }
}

const isJoin = ({ callee, arguments: [separator] }) =>
  callee.property?.name === 'join' &&
  callee.object.type === 'ArrayExpression' &&
  typeof separator?.value === 'string'

function walk(node, visit, parent = null) {
  if (typeof node?.type === 'string') visit(node, parent)
  for (const [key, value] of Object.entries(node)) {
    if (key === 'parent' || typeof value !== 'object' || value === null) continue
    walk(value, visit, typeof node.type === 'string' ? node : parent)
  }
}
