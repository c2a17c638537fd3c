/** What `fourport export` takes beside the options that it shares with the server. */
export const exportFlags = {
  to: { metavar: 'PATH', description: 'Where to write: a file that ends with .jsonl or .mbox, or a folder for eml files' },
} as const // prettier-ignore
