/**
 * The linter's rule of the rooms: every way there is to load a module is resolved to what it means, however it is
 * written, and held against the tables of scripts/rooms.js, and within its room against scripts/layers.js.
 */
import { upwardOf } from './layers.js'
import { allowancesOf, refusalOf } from './rooms.js'

const unreadable =
  'What is loaded must be written out as one text, so that the linter sees it (docs/architecture.md, “Rooms”).'
const builtin =
  'process.getBuiltinModule loads what the linter cannot see: import it (docs/architecture.md, “Rooms”).'

const imports = {
  meta: { type: 'problem' },
  create(context) {
    const refuseBuiltin = (node) => context.report({ node, message: builtin })
    return {
      ...loadingNodes((node, source, names) => {
        const specifier = textOf(source)
        const message =
          specifier === null
            ? unreadable
            : (refusalOf(context.filename, specifier, names, context.cwd) ??
              upwardOf(context.filename, specifier, context.cwd))
        if (message !== null) context.report({ node, message })
      }),
      'Identifier[name="getBuiltinModule"]': refuseBuiltin,
      'Literal[value="getBuiltinModule"]': refuseBuiltin,
    }
  },
}

/** Reports each allowance that an import uses. Off, but where test/lint/allowances.test.ts asks which are stale. */
const allowances = {
  meta: { type: 'suggestion' },
  create(context) {
    return loadingNodes((node, source, names) => {
      for (const message of allowancesOf(context.filename, textOf(source), names, context.cwd))
        context.report({ node, message })
    })
  },
}

/**
 * The nodes that load a module, however it is written.
 *
 * @param check - is given each node, the source in it, and the names that are taken of it; null: all of them
 */
function loadingNodes(check) {
  return {
    ImportDeclaration: (node) => check(node, node.source, namesOf(node.specifiers)),
    ExportNamedDeclaration: (node) => {
      if (node.source !== null) check(node, node.source, namesOf(node.specifiers))
    },
    ExportAllDeclaration: (node) => check(node, node.source, null),
    ImportExpression: (node) => check(node, node.source, null),
    TSImportType: (node) => check(node, node.source, null),
    TSExternalModuleReference: (node) => check(node, node.expression, null),
    CallExpression: (node) => {
      if (loads(node.callee)) check(node, node.arguments[0], null)
    },
  }
}

/** The text that a source stands for; null: only running it tells. */
function textOf(source) {
  if (source?.type === 'Literal' && typeof source.value === 'string') return source.value
  if (source?.type === 'TemplateLiteral' && source.expressions.length === 0)
    return source.quasis[0].value.cooked
  return null
}

/** The names that are taken of a module; null: all of them. */
function namesOf(specifiers) {
  const names = specifiers.map(({ imported, local }) => (imported ?? local).name)
  const isWhole = specifiers.some(({ type }) => !/^(?:Import|Export)Specifier$/.test(type))
  return isWhole || names.length === 0 ? null : names
}

/** `require`, `require.resolve`, `import.meta.resolve`, and what `createRequire()` answers. */
function loads(callee) {
  if (callee.type === 'Identifier') return callee.name === 'require'
  if (callee.type === 'CallExpression') return callee.callee.name === 'createRequire'
  if (callee.type !== 'MemberExpression' || callee.property.name !== 'resolve') return false
  return callee.object.type === 'MetaProperty' || callee.object.name === 'require'
}

export default { meta: { name: 'rooms' }, rules: { allowances, imports } }
