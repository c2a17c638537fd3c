import { schemaOf } from '../../../src/base/kinds/compounds.ts'
import type { Kind } from '../../../src/base/kinds/kind.ts'
import {
  clientFields,
  defaultFields,
  matrixVersion,
  mostClients,
} from '../../../src/verify/matrix/matrix-fields.ts'

type Fields = typeof clientFields

/** verify-matrix.schema.json, from the table of fields: what a file for `--matrix` may hold. */
export function matrixSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'The clients of fourport verify --matrix',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'This schema, for editors.' },
      version: { const: matrixVersion, description: 'The version of this form.' },
      defaults: {
        ...objectOf(defaultFields),
        description: 'What holds for every client that does not say otherwise.',
      },
      clients: { type: 'array', minItems: 1, maxItems: mostClients, items: objectOf(clientFields) },
    },
    required: ['version', 'clients'],
    additionalProperties: false,
  }
}

/** A command may be one of the defaults, so that a name alone is required. */
function objectOf(fields: Fields): object {
  const withTexts = Object.entries(fields).map(([name, one]) => [
    name,
    { ...one, schema: takenBy(one as unknown as Kind<unknown>) },
  ])
  return schemaOf(Object.fromEntries(withTexts) as Fields, 'name' in fields ? ['name'] : [])
}

function takenBy({ schema, textSchema }: Kind<unknown>): Kind<unknown>['schema'] {
  return textSchema === undefined ? schema : { anyOf: [schema, textSchema] }
}
