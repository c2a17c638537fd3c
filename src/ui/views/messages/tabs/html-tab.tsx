import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { messageUrl } from '../../../api/http.ts'
import { Icon } from '../../../components/icon.tsx'
import type { IconName } from '../../../components/icon.tsx'
import { recall, remember } from '../../../lib/remember.ts'
import type { MessageTab, Shown } from './message-tab.ts'

const widths = ['phone', 'tablet', 'desktop'] as const
type Width = (typeof widths)[number]

const looks = ['light', 'dark'] as const
type Look = (typeof looks)[number]

const words: Readonly<Record<Width, string>> = {
  phone: 'Phone, 375 px',
  tablet: 'Tablet, 768 px',
  desktop: 'Full width',
}

const icons: Readonly<Record<Width, IconName>> = { phone: 'phone', tablet: 'tablet', desktop: 'desktop' }

/** How the preview is shown. */
function HtmlBar({
  width,
  onWidth,
  look,
  onLook,
  remote,
  onRemote,
}: {
  width: Width
  onWidth: (width: Width) => void
  look: Look
  onLook: () => void
  remote: boolean
  onRemote: (remote: boolean) => void
}): JSX.Element {
  return (
    <div class="html-bar">
      <div class="segments" role="group" aria-label="Width of the preview">
        {widths.map((one) => (
          <button
            key={one}
            type="button"
            class="button"
            aria-pressed={width === one}
            aria-label={words[one]}
            title={words[one]}
            onClick={() => onWidth(one)}
          >
            <Icon name={icons[one]} />
          </button>
        ))}
      </div>
      <button
        type="button"
        class="button icon-only"
        aria-pressed={look === 'dark'}
        aria-label="Dark, as a mail program in its dark theme shows it"
        title="Dark, as a mail program in its dark theme shows it"
        onClick={onLook}
      >
        <Icon name="moon" />
      </button>
      <label class="html-remote">
        <input type="checkbox" checked={remote} onChange={(event) => onRemote(event.currentTarget.checked)} />
        Load remote content
      </label>
    </div>
  )
}

/**
 * The HTML part in a frame of an opaque origin: no scripts, no forms, no way to this page. Links open in a
 * tab of their own, and only by a click. Remote content stays out until it is asked for, message by message.
 */
function HtmlTab({ message, remote, setRemote }: Shown): JSX.Element {
  const [width, setWidth] = useState<Width>(recall('width', widths, 'desktop'))
  const [look, setLook] = useState<Look>(recall('mail-look', looks, 'light'))
  const choose = (next: Width): void => {
    setWidth(next)
    remember('width', next)
  }
  const toggleLook = (): void => {
    const next = look === 'dark' ? 'light' : 'dark'
    setLook(next)
    remember('mail-look', next)
  }
  const manner = new URLSearchParams({
    ...(remote && { remote: '1' }),
    ...(look === 'dark' && { dark: '1' }),
  }).toString()
  return (
    <div class="html-tab">
      <HtmlBar
        width={width}
        onWidth={choose}
        look={look}
        onLook={toggleLook}
        remote={remote}
        onRemote={setRemote}
      />
      <div class={`html-stage html-${width} html-${look}`}>
        <iframe
          key={manner}
          class="html-frame"
          title="The message as HTML"
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerpolicy="no-referrer"
          src={messageUrl(message.id, manner === '' ? 'html' : `html?${manner}`)}
        />
      </div>
    </div>
  )
}

export const htmlTab: MessageTab = {
  key: 'html',
  label: 'HTML',
  isFor: ({ html }) => html !== null,
  render: (shown) => <HtmlTab {...shown} />,
}
