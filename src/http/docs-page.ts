import { anchorOf, type ProblemCode, problemCodes } from './problem-codes.ts'
import { pagePolicy } from './gate/response-headers.ts'

interface Operation {
  readonly summary?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly {
    readonly name?: string
    readonly in?: string
    readonly required?: boolean
    readonly description?: string
    readonly schema?: unknown
  }[]
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> }
  readonly responses?: Readonly<
    Record<
      string,
      {
        readonly description?: string
        readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>
      }
    >
  >
}

interface Described {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly paths?: Readonly<Record<string, unknown>>
  readonly components?: { readonly schemas?: Readonly<Record<string, unknown>> }
}

/** The reference for people: one page without scripts, made of the OpenAPI document. */
export function docsPage(document: unknown): Response {
  const { info, paths = {}, components } = document as Described
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      method,
      path,
      operation,
    })),
  )
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? 'Other'))]
  const chapters = tags.map((tag) => {
    const own = operations.filter(({ operation }) => (operation.tags?.[0] ?? 'Other') === tag)
    const sections = own.map(({ method, path, operation }) => section(method, path, operation))
    return `<h2 id="${text(tag.toLowerCase())}">${text(tag)}</h2>${sections.join('\n')}`
  })
  const places = [...tags, 'Errors', 'Schemas'].map(
    (name) => `<li><a href="#${text(name.toLowerCase())}">${text(name)}</a></li>`,
  )
  const schemas = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<details id="schema-${text(name)}"><summary>${text(name)}</summary><pre>${text(JSON.stringify(schema, null, 2))}</pre></details>`,
  )
  const errors = Object.entries(problemCodes).map(
    ([code, meaning]) =>
      `<dt id="${anchorOf(code as ProblemCode)}"><code>${code}</code></dt><dd>${text(meaning)}</dd>`,
  )
  const html = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text(info.title)} ${text(info.version)}: HTTP API</title><link rel="stylesheet" href="/api/docs.css"></head>
<body><main><h1>${text(info.title)} ${text(info.version)}: HTTP API</h1><p>${text(info.description ?? '')}
For machines: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p>
<nav aria-label="Contents"><ul>${places.join('')}</ul></nav>
${chapters.join('\n')}<h2 id="errors">Errors</h2><dl>${errors.join('\n')}</dl><h2 id="schemas">Schemas</h2>${schemas.join('\n')}</main></body></html>`
  return new Response(html, {
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy },
  })
}

function section(
  method: string,
  path: string,
  { summary, parameters = [], requestBody, responses = {} }: Operation,
): string {
  const rows = parameters.map(
    ({ name, in: where, required, description, schema }) =>
      `<tr><th scope="row"><code>${text(name ?? '')}</code></th><td>${kind(schema)}${where === 'query' ? '' : `, in the ${text(where ?? '')}`}${required ? ', required' : ''}</td><td>${text(description ?? '')}</td></tr>`,
  )
  const answers = Object.entries(responses).map(
    ([status, { description, content = {} }]) =>
      `<li><b>${text(status)}</b> ${text(description ?? '')} ${contents(content)}</li>`,
  )
  return `<section><h3><code>${method.toUpperCase()} ${text(path)}</code></h3><p>${text(summary ?? '')}</p>
${rows.length > 0 ? `<table><tbody>${rows.join('')}</tbody></table>` : ''}
${requestBody ? `<p>Body: ${contents(requestBody.content ?? {})}</p>` : ''}<ul>${answers.join('')}</ul></section>`
}

function contents(content: Readonly<Record<string, { readonly schema?: unknown }>>): string {
  return Object.entries(content)
    .map(([type, { schema }]) => `<code>${text(type)}</code> ${kind(schema)}`)
    .join(', ')
}

/** A schema in a few words; a link where it has a name. */
function kind(schema: unknown): string {
  const {
    $ref,
    type,
    enum: values,
    anyOf,
  } = (schema ?? {}) as { $ref?: string; type?: unknown; enum?: unknown[]; anyOf?: unknown[] }
  if ($ref)
    return `<a href="#schema-${text($ref.split('/').at(-1) ?? '')}">${text($ref.split('/').at(-1) ?? '')}</a>`
  if (anyOf) return anyOf.map(kind).join(' or ')
  const types = (Array.isArray(type) ? type : [type ?? '']).filter((one) => one !== 'null')
  return text(values ? values.map(String).join(' | ') : types.join(' or '))
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Its style, by a link because the policy allows none inside. */
export const docsStyle = `:root { color-scheme: light dark; font: 15px/1.55 system-ui, sans-serif }
body { margin: 0; background: light-dark(#ffffff, #161b1a); color: light-dark(#15191b, #e9eeeb) }
main { max-width: 56rem; margin: 0 auto; padding: 1rem 1.25rem 4rem; overflow-wrap: break-word }
h1 { font-size: 1.5rem } h2 { margin-top: 2.5rem; font-size: 1.2rem } h3 { margin: 0; font-size: 1rem }
a { color: light-dark(#20549f, #92b6f2) } :target { outline: 2px solid #8886; outline-offset: 4px }
code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .9em }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; list-style: none }
section { padding: 1rem 0; border-top: 1px solid #8884 } section p { margin: .4rem 0 } section ul { margin: .5rem 0; padding-left: 1.2rem }
table { border-collapse: collapse } th, td { padding: .15rem 1.25rem .15rem 0; text-align: left; vertical-align: top; font-weight: 400 }
th { white-space: nowrap } dt { margin-top: .75rem } dd { margin: 0 0 0 1.2rem }
summary { padding: .2rem 0; font-family: ui-monospace, Menlo, Consolas, monospace } pre { overflow: auto; white-space: pre-wrap }
@media (max-width: 40rem) { tr, th, td { display: block } tr { padding: .35rem 0 } td { padding-left: 1.2rem } td:empty { display: none } }
`
