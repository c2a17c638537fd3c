/** A message of about so many bytes, by the kind of its content. */
export const contents: Readonly<Record<string, (bytes: number) => Buffer>>
