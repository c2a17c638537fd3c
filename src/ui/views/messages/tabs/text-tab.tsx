import type { MessageTab } from './message-tab.ts'

export const textTab: MessageTab = {
  key: 'text',
  label: 'Text',
  render: ({ message }) => <pre class="message-text">{message.text || 'This message has no text.'}</pre>,
}
