import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { messageUrl } from '../../api/http.ts'
import { Icon } from '../../components/icon.tsx'
import type { IconName } from '../../components/icon.tsx'
import { recall, remember } from '../../lib/remember.ts'

const widths = ['phone', 'tablet', 'desktop'] as const
type Width = (typeof widths)[number]

const words: Readonly<Record<Width, string>> = {
  phone: 'Phone, 375 px',
  tablet: 'Tablet, 768 px',
  desktop: 'Full width',
}

const icons: Readonly<Record<Width, IconName>> = { phone: 'phone', tablet: 'tablet', desktop: 'desktop' }

/**
 * The HTML part in a frame of an opaque origin: no scripts, no forms, no way to this page. Links open in a
 * tab of their own, and only by a click. Remote content stays out until it is asked for, message by message.
 */
export function HtmlTab({ id }: { id: string }): JSX.Element {
  const [width, setWidth] = useState<Width>(recall('width', widths, 'desktop'))
  const [remote, setRemote] = useState(false)
  const choose = (next: Width): void => {
    setWidth(next)
    remember('width', next)
  }
  return (
    <div class="html-tab">
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
              onClick={() => choose(one)}
            >
              <Icon name={icons[one]} />
            </button>
          ))}
        </div>
        <label class="html-remote">
          <input
            type="checkbox"
            checked={remote}
            onChange={(event) => setRemote(event.currentTarget.checked)}
          />
          Load remote content
        </label>
      </div>
      <div class={`html-stage html-${width}`}>
        <iframe
          key={String(remote)}
          class="html-frame"
          title="The message as HTML"
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerpolicy="no-referrer"
          src={messageUrl(id, `html${remote ? '?remote=1' : ''}`)}
        />
      </div>
    </div>
  )
}
