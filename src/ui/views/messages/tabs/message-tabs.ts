import { deliveryTab } from './delivery-tab.tsx'
import { headersTab } from './headers-tab.tsx'
import { htmlTab } from './html-tab.tsx'
import { linksTab } from './links-tab.tsx'
import type { MessageTab } from './message-tab.ts'
import { partsTab } from './parts-tab.tsx'
import { sourceTab } from './source-tab.tsx'
import { textTab } from './text-tab.tsx'

/** What a message can be looked at as, in this order. The first one that is there opens by itself. */
export const messageTabs: readonly MessageTab[] = [
  htmlTab,
  textTab,
  partsTab,
  linksTab,
  deliveryTab,
  headersTab,
  sourceTab,
]
