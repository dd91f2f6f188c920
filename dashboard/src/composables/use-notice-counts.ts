import { onScopeDispose } from 'vue'
import { countNotices } from '../api/notices.js'
import { useResource } from './use-resource.js'

/** Who belongs to a unit hears of nothing he cannot find, so the bell also asks on its own. */
const askEveryMs = 60_000

/** What the bell shows, asked again when something changed and once a minute. */
export function useNoticeCounts() {
  const resource = useResource(countNotices, { topics: ['notices', 'cases'] })
  const timer = setInterval(() => void resource.reload(), askEveryMs)
  onScopeDispose(() => clearInterval(timer))
  return resource
}
