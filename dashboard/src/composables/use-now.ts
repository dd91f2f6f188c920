import { onScopeDispose, readonly, shallowRef } from 'vue'
import { serverNow } from '../api/server-time.js'

const now = shallowRef(serverNow())
let users = 0
let timer: ReturnType<typeof setInterval> | undefined

/** One ticking clock for the whole page, corrected by the server's. */
export function useNow() {
  users += 1
  timer ??= setInterval(() => {
    now.value = serverNow()
  }, 1000)
  now.value = serverNow()
  onScopeDispose(() => {
    users -= 1
    if (users > 0) return
    clearInterval(timer)
    timer = undefined
  })
  return readonly(now) as typeof now
}
