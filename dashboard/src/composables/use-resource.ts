import type { ChangeTopic } from '@huiyin/domain/change'
import { computed, ref, shallowRef, watch } from 'vue'
import { wordsOf } from '../api/problem.js'
import { useStream } from './use-stream.js'

/**
 * One thing a page shows: asked for, kept while it is asked for again, and asked again when the stream names one
 * of its topics. Only the newest question may answer.
 */
export function useResource<T>(
  load: () => Promise<T>,
  options: { topics?: ChangeTopic[]; on?: () => unknown } = {},
) {
  const data = shallowRef<T | null>(null)
  const problem = ref<string | null>(null)
  const busy = ref(false)
  let asked = 0

  async function reload(): Promise<void> {
    asked += 1
    const mine = asked
    busy.value = true
    try {
      const answer = await load()
      if (mine !== asked) return
      data.value = answer
      problem.value = null
    } catch (error) {
      if (mine === asked) problem.value = wordsOf(error)
    } finally {
      if (mine === asked) busy.value = false
    }
  }

  if (options.on)
    watch(options.on, () => {
      data.value = null
      void reload()
    })
  if (options.topics) useStream(options.topics, () => void reload())
  void reload()
  return {
    data,
    problem,
    busy,
    loading: computed(() => data.value === null && problem.value === null),
    reload,
  }
}
