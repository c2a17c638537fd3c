import { asking, ended, type Mechanism } from './exchange.ts'
import { isUser, judgePassword } from './judge.ts'

/** The user, then the password, each asked for by name; no RFC has it, every client does. */
export const login: Mechanism = {
  challenges: false,
  ask: () => 'Username:',
  take({ state, data, credentials }) {
    if (state.awaits === 'password') return judgePassword(state.user ?? '', data, credentials)
    if (!isUser(data)) return ended('malformed', null, false)
    return asking('Password:', { ...state, awaits: 'password', user: data })
  },
}
