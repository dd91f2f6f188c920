import { onScopeDispose } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'

/** Asks before the tab closes over what is not saved; what is written itself survives a walk to another page. */
export function useUnsavedTab(isUnsaved: () => boolean): void {
  const warn = (leaving: BeforeUnloadEvent) => {
    if (isUnsaved()) leaving.preventDefault()
  }
  window.addEventListener('beforeunload', warn)
  onScopeDispose(() => window.removeEventListener('beforeunload', warn))
}

/** Asks before the tab closes or another page opens over what is not saved. @param words the question, in Chinese. */
export function useUnsavedPage(isUnsaved: () => boolean, words: string): void {
  useUnsavedTab(isUnsaved)
  onBeforeRouteLeave(() => !isUnsaved() || window.confirm(words))
}
