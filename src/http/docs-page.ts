import { documentPage, escapeHtml } from './document-page.ts'
import { anchorOf, type ProblemCode, problemCodes } from './problem-codes.ts'

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
        /** An answer that many routes have. */
        readonly $ref?: string
      }
    >
  >
}

interface Described {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly paths?: Readonly<Record<string, unknown>>
  readonly components?: {
    readonly schemas?: Readonly<Record<string, unknown>>
    readonly responses?: Readonly<Record<string, { readonly description?: string }>>
  }
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
    return `<h2 id="${escapeHtml(tag.toLowerCase())}">${escapeHtml(tag)}</h2>${sections.join('\n')}`
  })
  const common = Object.entries(components?.responses ?? {}).map(
    ([name, { description }]) =>
      `<dt id="answer-${escapeHtml(name)}">${escapeHtml(name)}</dt><dd>${escapeHtml(description ?? '')}</dd>`,
  )
  const places = [...tags, 'Answers', 'Errors', 'Schemas'].map(
    (name) => `<li><a href="#${escapeHtml(name.toLowerCase())}">${escapeHtml(name)}</a></li>`,
  )
  const schemas = Object.entries(components?.schemas ?? {}).map(
    ([name, schema]) =>
      `<details id="schema-${escapeHtml(name)}"><summary>${escapeHtml(name)}</summary><pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre></details>`,
  )
  const errors = Object.entries(problemCodes).map(
    ([code, meaning]) =>
      `<dt id="${anchorOf(code as ProblemCode)}"><code>${code}</code></dt><dd>${escapeHtml(meaning)}</dd>`,
  )
  return documentPage({
    title: `${info.title} ${info.version}: HTTP API`,
    style: 'docs.css',
    contents: places,
    body: `<p>${escapeHtml(info.description ?? '')}
For machines: <a href="openapi.json">OpenAPI 3.1</a>. What is wrong with clients: <a href="../docs/findings">findings</a>.</p>
${chapters.join('\n')}<h2 id="answers">Answers of many routes</h2><dl>${common.join('\n')}</dl><h2 id="errors">Errors</h2><dl>${errors.join('\n')}</dl><h2 id="schemas">Schemas</h2>${schemas.join('\n')}`,
  })
}

function section(
  method: string,
  path: string,
  { summary, parameters = [], requestBody, responses = {} }: Operation,
): string {
  const rows = parameters.map(
    ({ name, in: where, required, description, schema }) =>
      `<tr><th scope="row"><code>${escapeHtml(name ?? '')}</code></th><td>${kind(schema)}${where === 'query' ? '' : `, in the ${escapeHtml(where ?? '')}`}${required ? ', required' : ''}</td><td>${escapeHtml(description ?? '')}</td></tr>`,
  )
  const own = Object.entries(responses).filter(([, { $ref }]) => $ref === undefined)
  const answers = own.map(
    ([status, { description, content = {} }]) =>
      `<li><b>${escapeHtml(status)}</b> ${escapeHtml(description ?? '')} ${contents(content)}</li>`,
  )
  const others = Object.entries(responses).flatMap(([status, { $ref }]) =>
    $ref === undefined ? [] : [`<a href="#answer-${escapeHtml(lastOf($ref))}">${escapeHtml(status)}</a>`],
  )
  return `<section><h3><code>${method.toUpperCase()} ${escapeHtml(path)}</code></h3><p>${escapeHtml(summary ?? '')}</p>
${rows.length > 0 ? `<table><tbody>${rows.join('')}</tbody></table>` : ''}
${requestBody ? `<p>Body: ${contents(requestBody.content ?? {})}</p>` : ''}<ul>${answers.join('')}<li>${others.join(', ')}</li></ul></section>`
}

function contents(content: Readonly<Record<string, { readonly schema?: unknown }>>): string {
  return Object.entries(content)
    .map(([type, { schema }]) => `<code>${escapeHtml(type)}</code> ${kind(schema)}`)
    .join(', ')
}

const lastOf = (reference: string): string => reference.split('/').at(-1) ?? ''

/** A schema in a few words; a link where it has a name. */
function kind(schema: unknown): string {
  const {
    $ref,
    type,
    enum: values,
    anyOf,
  } = (schema ?? {}) as { $ref?: string; type?: unknown; enum?: unknown[]; anyOf?: unknown[] }
  if ($ref) return `<a href="#schema-${escapeHtml(lastOf($ref))}">${escapeHtml(lastOf($ref))}</a>`
  if (anyOf) return anyOf.map(kind).join(' or ')
  const types = (Array.isArray(type) ? type : [type ?? '']).filter((one) => one !== 'null')
  return escapeHtml(values ? values.map(String).join(' | ') : types.join(' or '))
}
