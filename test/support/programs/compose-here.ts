import { hasProgram } from './processes.ts'

/** Whether Docker Compose is there, as a plugin or alone. It needs no engine to read a file. */
export function composeHere(): boolean {
  return hasProgram('docker', ['compose', 'version']) || hasProgram('docker-compose', ['--version'])
}
