/** Assembles src/protocol/input/byte-scanner.wat. `node scripts/assemble.js` writes src/protocol/input/byte-scanner-module.ts. */
import './help.js'
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import wabt from 'wabt'

const source = new URL('../src/protocol/input/byte-scanner.wat', import.meta.url)
const target = new URL('../src/protocol/input/byte-scanner-module.ts', import.meta.url)

/** The module as base64. */
export async function assembled() {
  const { parseWat } = await wabt()
  const module = parseWat('byte-scanner.wat', readFileSync(source, 'utf8'), { simd: true })
  return Buffer.from(module.toBinary({}).buffer).toString('base64')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const base64 = await assembled()
  const lines = base64.match(/.{1,110}/g).map((line) => `  '${line}'`)
  writeFileSync(
    target,
    `/** byte-scanner.wat, assembled: \`npm run build:wasm\`. */\nexport const moduleBase64 =\n${lines.join(' +\n')}\n`,
  )
}
