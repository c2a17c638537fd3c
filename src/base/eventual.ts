/** Something that is there at once, or comes: a promise for each of many is most of the time that a search takes. */
export type Eventual<Value> = Value | Promise<Value>

/** The same to be looked at later, or never: a failure shows where it is awaited, and is nobody's where nobody does. */
export function heldForLater<Value>(value: Eventual<Value>): Eventual<Value> {
  if (value instanceof Promise) value.catch(() => {})
  return value
}

/** Goes on at once where the value is there, else when it comes. */
export function whenThere<Value, Result>(
  value: Eventual<Value>,
  derive: (value: Value) => Eventual<Result>,
): Eventual<Result> {
  return value instanceof Promise ? value.then(derive) : derive(value)
}

/** Many of them as one: there at once where each is. */
export function allThere<Value>(values: readonly Eventual<Value>[]): Eventual<readonly Value[]> {
  return values.some((value) => value instanceof Promise) ? Promise.all(values) : (values as readonly Value[])
}

/** Those of many that pass a test which may answer later; all are asked at once. */
export function whereTrue<Item>(
  items: readonly Item[],
  test: (item: Item) => Eventual<boolean>,
): Eventual<readonly Item[]> {
  return whenThere(allThere(items.map(test)), (passed) => items.filter((_, at) => passed[at]))
}
