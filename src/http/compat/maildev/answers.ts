/** An error as MailDev answers it. */
export function refusal(status: number, error: string): Response {
  return Response.json({ error }, { status })
}

/** MailDev's answer where it finds no bytes: a text of JSON. */
export function fileMissing(): Response {
  return Response.json('File not found', { status: 404 })
}
