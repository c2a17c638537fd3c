import type { JSX } from 'preact'
import type { ApiMessage } from '../../../../model/api.ts'
import type { FoundLink } from '../../../../model/parsed-message.ts'
import { CopyButton } from '../../../components/copy-button.tsx'
import type { MessageTab } from './message-tab.ts'

/** Only these become links that one can follow. Any other scheme (javascript:, data:, file:) stays text. */
const followed = /^(?:https?:\/\/|mailto:)/i

function Found({ link }: { link: FoundLink }): JSX.Element {
  return (
    <li class="found">
      <div class="found-words">
        {link.text && <span class="found-text">{link.text}</span>}
        {followed.test(link.url) ? (
          <a class="mono" href={link.url} target="_blank" rel="noopener noreferrer">
            {link.url}
          </a>
        ) : (
          <span class="mono">{link.url}</span>
        )}
      </div>
      <CopyButton text={link.url} label="Copy link" compact />
    </li>
  )
}

/** What a test usually wants from a message: the code, and the link to follow. */
function LinksTab({ message }: { message: ApiMessage }): JSX.Element {
  const { codes, links } = message
  if (codes.length + links.length === 0) return <p class="muted">No links and no one-time codes found.</p>
  return (
    <>
      {codes.length > 0 && (
        <section class="codes">
          <h3>One-time codes, likely ones first</h3>
          <ul>
            {codes.map((code) => (
              <li key={code} class="code-found">
                <span class="code-digits">{code}</span>
                <CopyButton text={code} label={`Copy ${code}`} compact />
              </li>
            ))}
          </ul>
        </section>
      )}
      {links.length > 0 && (
        <section>
          <h3>Links</h3>
          <ul>
            {links.map((link, index) => (
              <Found key={index} link={link} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

export const linksTab: MessageTab = {
  key: 'links',
  label: 'Links & codes',
  count: ({ links, codes }) => links.length + codes.length,
  render: ({ message }) => <LinksTab message={message} />,
}
