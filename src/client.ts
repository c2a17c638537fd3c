/** Entry "./client": the API of a running server, for tests against a container or another process. */
import './base/needs-node.ts'
export { connect } from './client/connect.ts'
export type { ClientOptions } from './client/http.ts'
export type { FourportClient, InjectedMessage, ServerEvent } from './client/fourport-client.ts'
export type * from './model/api.ts'
export type * from './model/mailbox.ts'
export type { ScenarioName, SetScenario } from './model/scenario.ts'
