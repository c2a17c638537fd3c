/** Something that is there at once, or comes: a promise for each of many is most of the time that a search takes. */
export type Eventual<Value> = Value | Promise<Value>

/** Goes on at once where the value is there, else when it comes. */
export function whenThere<Value, Result>(
  value: Eventual<Value>,
  derive: (value: Value) => Eventual<Result>,
): Eventual<Result> {
  return value instanceof Promise ? value.then(derive) : derive(value)
}
