import type { EventRow, FeedQuery } from '@huiyin/domain/http/opinion-events'
import { computed, ref, shallowRef, watch } from 'vue'
import { listEvents } from '../api/opinion-events.js'
import { wordsOf } from '../api/problem.js'
import { freshen, newcomers, withNewcomers } from './feed-merge.js'
import { useStream } from './use-stream.js'

type FeedFilter = Pick<FeedQuery, 'state' | 'grade' | 'unit' | 'q' | 'order'>

/**
 * The rows of one tab. New events wait behind a pill while `isReading` says that the reader would lose his place;
 * rows already on the page are brought up to date where they stand.
 */
export function useFeed(filter: () => FeedFilter, isReading: () => boolean) {
  const rows = shallowRef<EventRow[]>([])
  const total = ref(0)
  const next = ref<string | null>(null)
  const waiting = shallowRef<EventRow[]>([])
  const problem = ref<string | null>(null)
  const phase = ref<'loading' | 'ready' | 'more'>('loading')
  const order = () => filter().order ?? 'latest'
  let asked = 0

  async function reload(): Promise<void> {
    asked += 1
    const mine = asked
    phase.value = 'loading'
    problem.value = null
    try {
      const page = await listEvents(filter())
      if (mine !== asked) return
      rows.value = page.rows
      next.value = page.next
      total.value = page.total
      waiting.value = []
    } catch (error) {
      if (mine === asked) problem.value = wordsOf(error)
    } finally {
      if (mine === asked) phase.value = 'ready'
    }
  }

  async function more(): Promise<void> {
    if (phase.value !== 'ready' || next.value === null) return
    const mine = asked
    phase.value = 'more'
    try {
      const page = await listEvents({ ...filter(), cursor: next.value })
      if (mine !== asked) return
      rows.value = [...rows.value, ...newcomers(rows.value, page.rows)]
      next.value = page.next
    } catch (error) {
      if (mine === asked) problem.value = wordsOf(error)
    } finally {
      if (mine === asked) phase.value = 'ready'
    }
  }

  async function refresh(): Promise<void> {
    if (phase.value !== 'ready') return
    const mine = asked
    const page = await listEvents(filter()).catch(() => null)
    if (!page || mine !== asked || phase.value !== 'ready') return
    total.value = page.total
    problem.value = null
    rows.value = freshen(rows.value, page, order())
    waiting.value = newcomers(rows.value, page.rows)
    if (!isReading()) showWaiting()
  }

  function showWaiting(): void {
    rows.value = withNewcomers(rows.value, waiting.value, order())
    waiting.value = []
  }

  function remove(id: string): void {
    rows.value = rows.value.filter((row) => row.id !== id)
    total.value = Math.max(0, total.value - 1)
  }

  watch(filter, () => void reload(), { deep: true })
  useStream(['events', 'cases'], () => void refresh())
  void reload()
  return {
    rows,
    total,
    waiting,
    problem,
    phase,
    reload,
    more,
    showWaiting,
    remove,
    atEnd: computed(() => next.value === null),
  }
}
