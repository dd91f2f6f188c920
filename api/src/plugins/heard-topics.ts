import type { Role } from '@huiyin/domain/actor'
import type { ChangeTopic } from '@huiyin/domain/change'

const contentTopics = [
  'items',
  'events',
  'cases',
  'sources',
  'jurisdiction',
  'subjects',
  'judgement',
  'drafts',
  'notices',
  'duties',
  'suggestions',
] as const

/** What each role may hear of. A topic says only that something changed; even so no one hears of what is not his. */
export const topicsOf: Record<Role, readonly ChangeTopic[]> = {
  'duty-officer': [...contentTopics, 'services', 'imports'],
  office: [...contentTopics, 'services', 'imports'],
  leader: contentTopics,
  'deputy-leader': contentTopics,
  unit: ['cases', 'drafts', 'suggestions', 'jurisdiction'],
  auditor: ['jurisdiction'],
  administrator: ['sources', 'services', 'jurisdiction', 'notices'],
  display: ['items', 'events', 'cases', 'sources', 'jurisdiction'],
}

/** What goes out to nobody, and why. Every other topic is heard by some role. */
export const unheardTopics = {
  sessions: 'said to this process alone: every open stream asks whether its hearer is still let in',
} as const satisfies Partial<Record<ChangeTopic, string>>

/** What these say is about content, and some content must not even be known to exist. */
export const topicsAboutContent: ReadonlySet<ChangeTopic> = new Set([
  'items',
  'events',
  'cases',
  'drafts',
  'notices',
  'duties',
  'suggestions',
])
