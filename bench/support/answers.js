import { connect } from 'node:net'

/** Whether something accepts connections there. */
export function answers(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const socket = connect(port, host)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

export async function untilAnswers(port) {
  while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 20))
}
