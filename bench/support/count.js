/**
 * How often something is done, from the command line.
 * @param {string | undefined} given
 * @param {{ name: string, byDefault: number }} what
 */
export function countFrom(given, { name, byDefault }) {
  if (given === undefined) return byDefault
  if (/^[1-9]\d{0,5}$/.test(given)) return Number(given)
  throw new Error(`${name} is ${JSON.stringify(given)}; give a number from 1 on, or --help`)
}
