import { printedDefault } from '../../../src/cli/print/help.ts'
import { type Kind, type LateKind, wholeKind } from '../../../src/base/kinds/kind.ts'
import { type OptionName, optionNames, optionTable } from '../../../src/options/table.ts'

/** config.schema.json, from the option table: what `fourport.config.json` may hold. */
export async function configSchema(): Promise<object> {
  // A config file names no other one.
  const options = optionNames.filter((name) => name !== 'config')
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'fourport.config.json',
    description: 'Options of the fourport command.',
    type: 'object',
    properties: {
      $schema: { type: 'string', description: 'This schema, for editors.' },
      ...Object.fromEntries(await Promise.all(options.map(property))),
    },
    additionalProperties: false,
  }
}

async function property(name: OptionName): Promise<[string, object]> {
  const { description, kind } = optionTable[name]
  const { schema, textSchema } = await wholeKind<unknown>(kind as Kind<unknown> | LateKind<unknown>)
  const taken = textSchema === undefined ? schema : { anyOf: [schema, textSchema] }
  return [name, { description: `${description}. Default: ${printedDefault(name)}.`, ...taken }]
}
