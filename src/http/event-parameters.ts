/** What `/api/events` takes in its query: it is answered in front of the routes, and described among them. */
export const eventParameters: readonly string[] = ['since']
