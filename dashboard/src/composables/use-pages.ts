import type { ChangeTopic } from '@huiyin/domain/change'
import { computed, ref, shallowRef, watch } from 'vue'
import type { Page } from '../api/page.js'
import { wordsOf } from '../api/problem.js'
import { useResource } from './use-resource.js'

/**
 * A list read page by page: its first page is kept fresh as a resource is, `more` appends the next. A fresh first page
 * begins the list again.
 */
export function usePages<T>(
  load: (cursor?: string) => Promise<Page<T>>,
  options: { topics?: ChangeTopic[]; on?: () => unknown } = {},
) {
  const { data, problem, loading, reload } = useResource(() => load(), options)
  const later = shallowRef<readonly T[]>([])
  const next = ref<string | null>(null)
  const moreProblem = ref<string | null>(null)
  watch(data, (page) => {
    later.value = []
    next.value = page?.next ?? null
    moreProblem.value = null
  })
  async function more(): Promise<void> {
    const [cursor, first] = [next.value, data.value]
    if (cursor === null) return
    try {
      const page = await load(cursor)
      // The list began again meanwhile: this page belongs to the old one.
      if (first !== data.value) return
      later.value = [...later.value, ...page.rows]
      next.value = page.next
      moreProblem.value = null
    } catch (error) {
      moreProblem.value = wordsOf(error)
    }
  }
  const rows = computed(() => [...(data.value?.rows ?? []), ...later.value])
  const total = computed(() => data.value?.total ?? null)
  return {
    rows,
    total,
    next,
    problem,
    moreProblem,
    loading,
    reload,
    more,
    isRead: computed(() => data.value !== null),
  }
}
