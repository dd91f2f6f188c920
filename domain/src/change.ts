/**
 * What the live stream says: that something changed, never what. Who hears it asks again and the database
 * decides what he may see. `sessions` is for ourselves: somebody was let out, so every open stream asks at once
 * whether its hearer is still let in.
 */
export const changeTopics = [
  'items',
  'events',
  'cases',
  'sources',
  'services',
  'jurisdiction',
  'subjects',
  'judgement',
  'drafts',
  'notices',
  'duties',
  'suggestions',
  'imports',
  'sessions',
] as const
export type ChangeTopic = (typeof changeTopics)[number]
export interface Change {
  topic: ChangeTopic
}
