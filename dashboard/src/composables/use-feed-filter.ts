import { fields } from '@huiyin/domain/field'
import type { FeedQuery } from '@huiyin/domain/http/opinion-events'
import type { FeedOrder } from '@huiyin/domain/opinion-event'
import { severityGrades } from '@huiyin/domain/severity'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

const feedTabs = ['open', 'accepted', 'dismissed', 'rejected'] as const
export type FeedTab = (typeof feedTabs)[number]

type FilterName = 'tab' | 'grade' | 'unit' | 'field' | 'subject' | 'q' | 'order'

/** Tab and filters live in the address, so that a view can be sent to a colleague and Back works. */
export function useFeedFilter() {
  const route = useRoute()
  const router = useRouter()
  const word = (name: FilterName): string => {
    const value = route.query[name]
    return typeof value === 'string' ? value : ''
  }
  const part = (name: FilterName, none = '') =>
    computed({
      get: () => word(name),
      set: (value: string | undefined) => {
        const { [name]: _old, ...rest } = route.query
        void router.replace({ query: value && value !== none ? { ...rest, [name]: value } : rest })
      },
    })

  const tab = computed({
    get: (): FeedTab => feedTabs.find((key) => key === word('tab')) ?? 'open',
    set: (key: FeedTab) =>
      void router.replace({ query: { ...route.query, tab: key === 'open' ? undefined : key } }),
  })
  const order = computed((): FeedOrder => (word('order') === 'gravest' ? 'gravest' : 'latest'))
  /** Several parts of the address at once. */
  const show = (change: Partial<Record<FilterName, string | undefined>>) =>
    router.replace({ query: { ...route.query, ...change } })
  const filter = computed<FeedQuery>(() => {
    const grade = severityGrades.find((key) => key === word('grade'))
    const field = fields.find((key) => key === word('field'))
    return {
      state: tab.value === 'rejected' ? 'open' : tab.value,
      ...(grade ? { grade } : {}),
      ...(word('unit') ? { unit: word('unit') } : {}),
      ...(field ? { field } : {}),
      ...(/^[0-9a-f-]{36}$/.test(word('subject')) ? { subject: word('subject') } : {}),
      ...(word('q') ? { q: word('q').slice(0, 100) } : {}),
      ...(order.value === 'gravest' ? { order: order.value } : {}),
    }
  })
  const narrowed = computed(() =>
    Boolean(word('grade') || word('unit') || word('field') || word('subject') || word('q')),
  )
  const clear = () => {
    const { grade: _g, unit: _u, field: _f, subject: _s, q: _q, ...rest } = route.query
    return router.replace({ query: rest })
  }
  return {
    tab,
    grade: part('grade'),
    unit: part('unit'),
    field: part('field'),
    subject: part('subject'),
    q: part('q'),
    order,
    show,
    filter,
    narrowed,
    clear,
  }
}
