import { onScopeDispose, type Ref, ref, watch } from 'vue'
import { wordsOf } from '../api/problem.js'

/** Half a second after the last key: what is still being typed is not scolded. */
const checkAfterMs = 500

/** Checks a text while it is written; only the newest question may answer. Null: not answered yet. */
export function useTextCheck(text: Ref<string>, check: (text: string) => Promise<readonly string[]>) {
  const problems = ref<readonly string[] | null>(null)
  let pending: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  async function look(): Promise<void> {
    asked += 1
    const mine = asked
    const found = await check(text.value).catch((error: unknown) => [wordsOf(error)])
    if (mine === asked) problems.value = found
  }
  watch(text, () => {
    clearTimeout(pending)
    asked += 1
    problems.value = null
    pending = setTimeout(() => void look(), checkAfterMs)
  })
  onScopeDispose(() => clearTimeout(pending))
  return { problems }
}
