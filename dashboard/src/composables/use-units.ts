import type { UnitView } from '@huiyin/domain/http/overview'
import { shallowRef } from 'vue'
import { listUnits } from '../api/overview.js'
import { wordsOf } from '../api/problem.js'

const units = shallowRef<UnitView[]>([])
const problem = shallowRef<string | null>(null)
let asked = false

/** The directory of responsible units; asked once, it changes a few times a year. */
export function useUnits() {
  async function reload(): Promise<void> {
    asked = true
    try {
      units.value = await listUnits()
      problem.value = null
    } catch (error) {
      asked = false
      problem.value = wordsOf(error)
    }
  }
  if (!asked) void reload()
  const nameOf = (code: string): string => units.value.find((unit) => unit.code === code)?.name ?? code
  return { units, problem, nameOf, reload }
}
