/** Fourport as the package builds it. Options as JSON in the first argument. */
import { startServer } from '../../dist/index.js'

const server = await startServer(JSON.parse(process.argv[2] ?? '{}'))
const { relay, smtps, submission } = server.ports
console.log(
  JSON.stringify({
    plain: relay.port,
    implicit: smtps.port,
    starttls: submission.port,
    ca: server.ca.file,
    http: server.http?.port,
  }),
)
