import { onScopeDispose } from 'vue'

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

const isPressing = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' &&
  event.target instanceof HTMLElement &&
  ['A', 'BUTTON'].includes(event.target.tagName)

const dialogOpen = (): boolean => document.querySelector('[aria-modal="true"]:not([hidden])') !== null

const isShown = (): boolean =>
  [...document.querySelectorAll<HTMLElement>('[aria-modal="true"]')].some(
    (dialog) => dialog.offsetParent !== null,
  )

/** Single keys of a page: silent while someone types, holds a modifier, or has a dialog open. */
export function useHotkeys(keys: Record<string, () => void>): void {
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isPressing(event)) return
    if (dialogOpen() && isShown()) return
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  window.addEventListener('keydown', press)
  onScopeDispose(() => window.removeEventListener('keydown', press))
}
