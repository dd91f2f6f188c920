import { ElMessage } from 'element-plus'
import { ref } from 'vue'
import { wordsOf } from '../api/problem.js'

/** Runs one act of the user: busy while it runs, a refusal said in the server's words. Answers whether it succeeded. */
export function useAction() {
  const busy = ref(false)
  const problem = ref<string | null>(null)

  async function run(act: () => Promise<unknown>, done?: string): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = null
    try {
      await act()
      if (done) ElMessage.success({ message: done, grouping: true })
      return true
    } catch (error) {
      problem.value = wordsOf(error)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, run }
}
