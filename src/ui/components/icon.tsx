import type { JSX } from 'preact'

/** Paths on a 16 px grid, drawn with a 1.6 px stroke. */
const paths = {
  'padlock-closed': 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
  'padlock-open': 'M4 7.5h8v6H4zM5.5 7.5V4.6a2.5 2.5 0 0 1 4.9-.6',
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  check: 'M3.5 8.5l3 3 6-7',
  cross: 'M4 4l8 8M12 4l-8 8',
  alert: 'M8 2.5l6 11H2zM8 6.5v3M8 11.6v.1',
  info: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM8 7.5v3.5M8 5v.1',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5l3 3',
  trash: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.6 9h5.8l.6-9',
  send: 'M14 2L7 9M14 2l-4.5 12L7 9 2 6.5z',
  download: 'M8 2.5v8M4.5 7.5L8 11l3.5-3.5M3 13.5h10',
  back: 'M9.5 3L4.5 8l5 5',
  sun: 'M8 10.7a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  moon: 'M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z',
  auto: 'M8 14A6 6 0 1 0 8 2zM8 2a6 6 0 0 0 0 12',
  bell: 'M4 11V7a4 4 0 0 1 8 0v4l1 1.2H3zM6.8 14h2.4',
  phone: 'M5 2h6v12H5zM7.3 12h1.4',
  tablet: 'M3.5 2h9v12h-9zM7.3 12h1.4',
  desktop: 'M2 3h12v8H2zM6 14h4M8 11v3',
  paperclip: 'M12.5 7.5l-5 5a3 3 0 0 1-4.2-4.2l5.6-5.6a2 2 0 0 1 2.8 2.8l-5.5 5.5a1 1 0 0 1-1.4-1.4l4.7-4.7',
  help: 'M8 14a6 6 0 1 0 0-12 6 6 0 0 0 0 12zM6.2 6.3a1.8 1.8 0 1 1 2.5 1.9c-.5.2-.7.5-.7 1.1M8 11.3v.1',
  next: 'M6.5 3l5 5-5 5',
  link: 'M7 9a2.5 2.5 0 0 0 3.6.2l2-2a2.5 2.5 0 0 0-3.6-3.6l-.8.8M9 7a2.5 2.5 0 0 0-3.6-.2l-2 2a2.5 2.5 0 0 0 3.6 3.6l.8-.8',
  calendar: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2v3M10.5 2v3',
  star: 'M8 2.2l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.4l-3.6 1.9.7-4-2.9-2.8 4-.6z',
  up: 'M8 13V3.5M4 7.5l4-4 4 4',
  plus: 'M8 3v10M3 8h10',
  image: 'M2.5 3.5h11v9h-11zM2.5 10.5l3-3 3 3 2-2 3 3M10.5 6.2v.1',
} as const

export type IconName = keyof typeof paths

/** A picture beside words: always hidden from assistive technology, so the words must be there. */
export function Icon({ name, class: extra = '' }: { name: IconName; class?: string }): JSX.Element {
  return (
    <svg class={`icon ${extra}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
