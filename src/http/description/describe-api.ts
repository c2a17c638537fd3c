import type { Routes } from '../route-parts.ts'
import {
  commonAnswersOf,
  commonResponses,
  type Description,
  type Operation,
  security,
  securitySchemes,
} from './common-answers.ts'

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const

const tags = [
  { name: 'Server', description: 'Facts about this server, and how clients reach it.' },
  {
    name: 'Messages',
    description: 'What was sent to any of the ports: finding, waiting, reading, deleting.',
  },
  { name: 'Sessions', description: 'The record of every connection, and what is wrong with its client.' },
  {
    name: 'Inboxes',
    description: 'Addresses with their own credentials, so that parallel tests never see each other’s mail.',
  },
  { name: 'Faults', description: 'Faults on purpose: where, for whom, how often, and their effect.' },
  {
    name: 'Scenarios',
    description: 'How a listener misbehaves on purpose, to test clients that must refuse it.',
  },
  { name: 'Events', description: 'Everything as it happens.' },
  { name: 'Description', description: 'This API, for machines and for people.' },
]

// Apart, because the types know no `identifier`, which came with OpenAPI 3.1.
const license = { name: 'MIT', identifier: 'MIT' }

/** The native API as OpenAPI 3.1: the routes added so far, each with what the gate and the body reader answer as well. */
export function describeApi(app: Routes, version: string, webRoot: string): Description {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Fourport',
      version,
      license,
      description:
        'What the four ports captured: messages, sessions, findings; waiting for them; a live stream.',
    },
    servers: [{ url: webRoot || '/' }],
    tags,
    security,
  })
  for (const path of Object.values(document.paths ?? {})) {
    for (const method of methods) {
      const operation: Operation | undefined = path?.[method]
      if (operation) operation.responses = { ...commonAnswersOf(method), ...operation.responses }
    }
  }
  document.components = {
    ...document.components,
    responses: { ...document.components?.responses, ...commonResponses },
    securitySchemes,
  }
  return document
}
