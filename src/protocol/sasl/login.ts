import { asking, type Mechanism } from './exchange.ts'
import { isUser, judgePassword, notUser } from './judge.ts'

/** The user, then the password, each asked for by name; no RFC has it, every client does. */
export const login: Mechanism = {
  challenges: false,
  ask: () => 'Username:',
  take({ state, data, credentials }) {
    if (state.awaits === 'password') return judgePassword(state.user ?? '', data, credentials)
    if (!isUser(data)) return notUser(data, false)
    return asking('Password:', { ...state, awaits: 'password', user: data })
  },
}
