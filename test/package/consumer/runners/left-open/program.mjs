// A program that a test has started, with all its variables: its server stays until it is told to go.
import { startServer } from 'fourport'

const server = await startServer({ certs: process.env.CONSUMER_CERTS })
process.stdout.write(`${server.ports.relay.port}\n`)
