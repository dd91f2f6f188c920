import { onScopeDispose, ref } from 'vue'

/** Whether this computer has a network at all. */
export function useOnline() {
  const online = ref(navigator.onLine)
  const update = (): void => {
    online.value = navigator.onLine
  }
  window.addEventListener('online', update)
  window.addEventListener('offline', update)
  onScopeDispose(() => {
    window.removeEventListener('online', update)
    window.removeEventListener('offline', update)
  })
  return online
}
