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
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) =>
      section(method, path, operation),
    ),
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
${operations.join('\n')}<h2>Errors</h2><dl>${errors.join('\n')}</dl><h2>Schemas</h2>${schemas.join('\n')}</main></body></html>`
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
      `<tr><td><code>${text(name ?? '')}</code></td><td>${text(where ?? '')}${required ? ', required' : ''}</td><td>${kind(schema)}</td><td>${text(description ?? '')}</td></tr>`,
  )
  const answers = Object.entries(responses).map(
    ([status, { description, content = {} }]) =>
      `<li><b>${text(status)}</b> ${text(description ?? '')} ${contents(content)}</li>`,
  )
  return `<section><h2><code>${method.toUpperCase()} ${text(path)}</code></h2><p>${text(summary ?? '')}</p>
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
  return text(values ? values.map(String).join(' | ') : String(type ?? ''))
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Its style, by a link because the policy allows none inside. */
export const docsStyle = `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere }
section { border-top: 1px solid #8886; margin-top: 1.5rem }
h2 { font-size: 1.1rem } td { padding: .15rem .75rem .15rem 0; vertical-align: top }
pre { overflow: auto; font-size: .85rem }
`
