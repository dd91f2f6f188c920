import type { EventRow } from '@huiyin/domain/http/opinion-events'

/** 水岸论坛、青禾微博等 4 处: two names at most, then how many. */
export function sourceWords(sources: EventRow['sources']): string {
  const names = [...new Set(sources.map((source) => source.name))]
  return names.length <= 2 ? names.join('、') : `${names.slice(0, 2).join('、')}等 ${names.length} 处`
}
