import { lengthOf, type Period, type PeriodLength, periodAround, shiftPeriod } from '@huiyin/domain/period'
import { type Day, dayOf, parseDay } from '@huiyin/domain/shanghai'
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useNow } from './use-now.js'

const dayIn = (text: unknown): Day | null => {
  try {
    return parseDay(String(text))
  } catch {
    return null
  }
}

/** The period of a page lives in its address; without a real one it is the calendar period of today. */
export function usePeriod(usual: PeriodLength) {
  const route = useRoute()
  const router = useRouter()
  const now = useNow()
  const today = computed(() => dayOf(now.value))
  const period = computed<Period>(() => {
    const [from, to] = [dayIn(route.query.from), dayIn(route.query.to)]
    return from && to && from <= to ? { from, to } : periodAround(today.value, usual)
  })
  const go = ({ from, to }: Period) => void router.replace({ query: { ...route.query, from, to } })
  return {
    today,
    period,
    length: computed(() => lengthOf(period.value)),
    go,
    step: (count: number) => go(shiftPeriod(period.value, count)),
    /** The calendar period of that length in which the shown one ends, and not one still to come. */
    choose: (length: PeriodLength) => {
      const isOver = period.value.to < today.value
      go(periodAround(isOver ? period.value.to : today.value, length))
    },
  }
}
