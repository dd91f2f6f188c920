import type { CasePresenceView } from '@huiyin/domain/http/case-files'
import { onScopeDispose, shallowRef, watch } from 'vue'
import { leaveCase, notePresence } from '../api/case-papers.js'

/** Half of what the server waits before it counts somebody as gone. */
const everyMs = 15_000

/** Says that this page is open, and learns who else has the case open. */
export function useCasePresence(caseId: () => string, editing: () => boolean) {
  const others = shallowRef<CasePresenceView>({ present: [], writer: null })
  let there = ''

  async function beat(takeOver = false): Promise<void> {
    const id = caseId()
    if (there && there !== id) void leaveCase(there).catch(() => undefined)
    there = id
    try {
      others.value = await notePresence(id, { editing: editing(), ...(takeOver ? { takeOver } : {}) })
    } catch {
      // Not knowing who else is here hinders nobody: every move is checked against the version that was seen.
      others.value = { present: [], writer: null }
    }
  }
  const timer = setInterval(() => void beat(), everyMs)
  watch([caseId, editing], () => void beat(), { immediate: true })
  onScopeDispose(() => {
    clearInterval(timer)
    void leaveCase(there).catch(() => undefined)
  })
  return { others, takeOver: () => beat(true) }
}
