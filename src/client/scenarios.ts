import type { ApiPorts, ApiPortScenario } from '../model/api.ts'
import type { ScenarioName } from '../model/scenario.ts'
import type { FourportClient } from './fourport-client.ts'
import type { Http } from './http.ts'

/** Scenarios on the listeners of a server elsewhere, as a server in the process has them. */
export function createScenarios(http: Http): Pick<FourportClient, 'scenario'> {
  const on = async (listener: string): Promise<ScenarioName | null> => {
    const { ports } = await http.json<ApiPorts>('GET', '/api/ports')
    return ports.find(({ name }) => name === listener)?.scenario ?? null
  }
  return {
    async scenario(name, { listener }) {
      const path = `/api/ports/${encodeURIComponent(listener)}/scenario`
      const before = await on(listener)
      await http.json<ApiPortScenario>('PUT', path, { body: { name } })
      const off = async (): Promise<void> => {
        // Another one has been put on since: that is not this one's to take away.
        if ((await on(listener))?.name !== name) return
        if (before === null) await http.request('DELETE', path)
        else await http.json<ApiPortScenario>('PUT', path, { body: { name: before.name } })
      }
      return { name, listener, off, [Symbol.asyncDispose]: off }
    },
  }
}
