import { printedDefault } from '../../../src/cli/print/help.ts'
import { type OptionName, optionNames, optionTable } from '../../../src/server/options/table.ts'

/** config.schema.json, from the option table: what `fourport.config.json` may hold. */
export function configSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'fourport.config.json',
    description: 'Options of the fourport command.',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'This schema, for editors.' },
      // A config file names no other one.
      ...Object.fromEntries(optionNames.filter((name) => name !== 'config').map(property)),
    },
    additionalProperties: false,
  }
}

function property(name: OptionName): [string, object] {
  const { description, kind } = optionTable[name]
  return [name, { description: `${description}. Default: ${printedDefault(name)}.`, ...kind.schema }]
}
