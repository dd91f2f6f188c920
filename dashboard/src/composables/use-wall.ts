import type { WallView } from '@huiyin/domain/http/overview'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { getWall } from '../api/overview.js'
import { ApiProblem, wordsOf } from '../api/problem.js'
import { serverNow } from '../api/server-time.js'
import { useNow } from './use-now.js'
import { streamState, useStream } from './use-stream.js'

/** Polled when the stream is lost; with the stream alive a slower question still proves that the server answers. */
const pollMs = 10_000
const proofMs = 30_000
/** No answer for this long and the picture is marked as old. */
const staleMs = 60_000

/** The wall: asks again on every change, at least every half minute, and says when it last got an answer. */
export function useWall() {
  const view = shallowRef<WallView | null>(null)
  const problem = ref<string | null>(null)
  const refused = ref(false)
  const answeredAt = shallowRef<Date | null>(null)
  const startedAt = serverNow()
  const now = useNow()
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking = false
  let ended = false

  async function ask(): Promise<void> {
    if (asking || ended) return
    asking = true
    clearTimeout(timer)
    try {
      view.value = await getWall()
      answeredAt.value = serverNow()
      problem.value = null
      refused.value = false
    } catch (error) {
      problem.value = wordsOf(error)
      refused.value = error instanceof ApiProblem && (error.status === 401 || error.status === 403)
    } finally {
      asking = false
      if (!ended) timer = setTimeout(ask, streamState.value === 'live' ? proofMs : pollMs)
    }
  }

  useStream(['items', 'events', 'cases', 'sources', 'jurisdiction'], () => void ask(), 2000)
  void ask()
  onScopeDispose(() => {
    ended = true
    clearTimeout(timer)
  })
  const isStale = computed(() => now.value.getTime() - (answeredAt.value ?? startedAt).getTime() > staleMs)
  return { view, problem, refused, answeredAt, isStale, now }
}
