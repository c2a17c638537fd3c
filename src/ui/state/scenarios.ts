import type { ApiPort, ApiPortScenario, ApiScenario, ApiScenarios } from '../../model/api.ts'
import { get, send } from '../api/http.ts'
import { ports } from './server.ts'

/** All there are, on whatever port. */
export async function loadScenarios(): Promise<readonly ApiScenario[]> {
  return (await get<ApiScenarios>('scenarios')).scenarios
}

/** What a listener is from now on. */
export function putScenario({ listener, scenario, now }: ApiPortScenario): void {
  ports.update((old) => old.map((port) => (port.name === listener ? { ...port, scenario, now } : port)))
}

/** The server tells of it by the stream as well; the answer is there at once. */
export async function setScenario(port: ApiPort, name: string): Promise<void> {
  putScenario(await send<ApiPortScenario>('PUT', pathOf(port), { name }))
}

export async function clearScenario(port: ApiPort): Promise<void> {
  await send('DELETE', pathOf(port))
  const { tls, tlsRequired, auth } = port
  putScenario({ listener: port.name, scenario: null, now: { tls, tlsRequired, auth, listens: true } })
}

function pathOf({ name }: ApiPort): string {
  return `ports/${encodeURIComponent(name)}/scenario`
}
