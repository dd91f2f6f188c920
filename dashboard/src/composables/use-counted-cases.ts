import { appraisalFigures, appraisalLabel, appraisalMeaning } from '@huiyin/domain/appraisal'
import { periodWords } from '@huiyin/domain/period'
import { computed } from 'vue'
import { useRoute } from 'vue-router'
import { usePeriod } from './use-period.js'
import { useUnits } from './use-units.js'

/** The figure of the 考核 an address of the case list speaks of; null for the ordinary list. */
export function useCountedCases() {
  const route = useRoute()
  const { period } = usePeriod('quarter')
  const { nameOf } = useUnits()
  const figure = computed(() => appraisalFigures.find((word) => word === route.query.figure))
  const unit = computed(() => (typeof route.query.unit === 'string' ? route.query.unit : ''))
  return {
    query: computed(() =>
      figure.value && unit.value
        ? { figure: figure.value, unit: unit.value, from: period.value.from, to: period.value.to }
        : null,
    ),
    counted: computed(() =>
      figure.value && unit.value
        ? {
            unit: nameOf(unit.value),
            label: appraisalLabel[figure.value],
            meaning: appraisalMeaning[figure.value],
            period: periodWords(period.value),
            back: { path: '/appraisal', query: { ...period.value } },
          }
        : null,
    ),
  }
}
