/**
 * What the live stream says: that something changed, never what. Who hears it asks again and the database
 * decides what he may see.
 */
export const changeTopics = ['items', 'events', 'cases', 'sources', 'services', 'jurisdiction'] as const
export type ChangeTopic = (typeof changeTopics)[number]
export interface Change {
  topic: ChangeTopic
}
