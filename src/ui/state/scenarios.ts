import type { ApiPort, ApiPortScenario, ApiScenario, ApiScenarios } from '../../model/api.ts'
import { get, send } from '../api/http.ts'
import { ports } from './server.ts'

/** All there are, on whatever port. */
export async function loadScenarios(): Promise<readonly ApiScenario[]> {
  return (await get<ApiScenarios>('scenarios')).scenarios
}

/** What a listener is from now on. */
export function putScenario({ listener, scenario }: ApiPortScenario): void {
  ports.update((old) => old.map((port) => (port.name === listener ? { ...port, scenario } : port)))
}

/** The server tells of it by the stream as well; the answer is there at once. */
export async function setScenario(port: ApiPort, name: string): Promise<void> {
  putScenario(await send<ApiPortScenario>('PUT', pathOf(port), { name }))
}

export async function clearScenario(port: ApiPort): Promise<void> {
  await send('DELETE', pathOf(port))
  putScenario({ listener: port.name, scenario: null })
}

function pathOf({ name }: ApiPort): string {
  return `ports/${encodeURIComponent(name)}/scenario`
}
