import { onScopeDispose, ref, shallowRef } from 'vue'
import { wordsOf } from '../api/problem.js'

/** Pauses of a typist are shorter: what is still being typed is not asked about. */
const checkAfterMs = 500

/**
 * What the server finds in something half written, asked for while it is written; only the newest question may answer.
 * `found` stays until the next answer or `forget`; `problem` says why there was none.
 */
export function useWrittenCheck<T>(check: () => Promise<T>) {
  const found = shallowRef<T | null>(null)
  const problem = ref<string | null>(null)
  let pending: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  /** Drops the question that waits and the answer under way. */
  function turn(): number {
    clearTimeout(pending)
    asked += 1
    return asked
  }
  async function look(): Promise<void> {
    const mine = turn()
    try {
      const answer = await check()
      if (mine !== asked) return
      found.value = answer
      problem.value = null
    } catch (error) {
      if (mine === asked) problem.value = wordsOf(error)
    }
  }
  /** Asks when the typing pauses. */
  function lookSoon(): void {
    turn()
    pending = setTimeout(() => void look(), checkAfterMs)
  }
  function forget(): void {
    turn()
    found.value = null
    problem.value = null
  }
  onScopeDispose(turn)
  return { found, problem, look, lookSoon, forget }
}
