import type { SiteView } from '@huiyin/domain/http/sessions'
import { shallowRef } from 'vue'
import { getSite } from '../api/sessions.js'

const site = shallowRef<SiteView | null>(null)

/** County name and 演示 mark, known before anyone signs in. */
export function useSite() {
  const reload = async (): Promise<void> => {
    const before = site.value
    site.value = await getSite().catch(() => before)
    // An upgraded server no longer has the files this page may still ask for: a wall that runs for weeks reloads.
    if (before && site.value && before.version !== site.value.version) location.reload()
    document.title = site.value
      ? `${site.value.name} · 回音${site.value.demonstration ? '（演示）' : ''}`
      : '回音 · 政务舆情'
  }
  if (!site.value) void reload()
  return { site, reload }
}
