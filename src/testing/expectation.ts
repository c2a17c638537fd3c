import { types } from 'node:util'
import { checkFields, checkValue, type FieldKind } from '../base/fields.ts'

// An expectation that cannot be meant is an error of the test, also after `.not`, where it would always hold.

const isText = (value: unknown): boolean => typeof value === 'string' || types.isRegExp(value)

/** Compared with the whole of a text that may well be empty, as a null reverse-path is. */
export const whole: FieldKind = { fits: isText, expected: 'a string or a RegExp' }

/** Every text contains the empty one, and it mostly comes from a variable that was not set. */
export const notEmpty: FieldKind = {
  fits: (value) => isText(value) && value !== '',
  expected: 'a string that is not empty, or a RegExp (/^$/ for an empty text)',
}

export const name: FieldKind = {
  fits: (value) => typeof value === 'string' && value !== '',
  expected: 'a string that is not empty',
}

/** @throws FourportError OPTION_INVALID: `toHaveSubject was given undefined; expected …` */
export function expectKind(matcher: string, given: unknown, kind: FieldKind): void {
  checkValue(given, kind, `${matcher} was given`)
}

/** The fields that are given. @throws FourportError OPTION_UNKNOWN, OPTION_INVALID */
export function readFields<Fields extends object>(
  matcher: string,
  given: Fields,
  kinds: Readonly<Record<keyof Fields & string, FieldKind>>,
  example: string,
): Partial<Fields> {
  checkFields(given, { owner: matcher, kinds, example })
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>
}
