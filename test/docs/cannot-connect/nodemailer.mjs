// Opens a connection with Nodemailer, and prints what it says where it cannot: HOST PORT SECONDS
import { createTransport } from 'nodemailer'

const [host, port, seconds] = process.argv.slice(2)
const connectionTimeout = Number(seconds) * 1000
try {
  await createTransport({ host, port: Number(port), connectionTimeout }).verify()
} catch (error) {
  process.stdout.write(`${error}\n`)
}
