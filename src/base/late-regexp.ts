/**
 * An expression that is made when it is first used. V8 builds the classes of Unicode (`\p{…}`) when it reads the text of
 * a file, even in a function that is never called, which costs a start 2 ms; so such an expression is written as
 * `new RegExp('…')` where a server reads the file before its ports answer.
 */
export function lateRegExp(make: () => RegExp): () => RegExp {
  let made: RegExp | undefined
  return () => (made ??= make())
}
